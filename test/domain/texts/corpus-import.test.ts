import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseBody } from '~/app/domain/texts/parse-clauses'
import { readImportFile } from '~/app/domain/texts/read-file.server'
import { serializeText } from '~/app/domain/texts/serialize'
import type { ClauseKind, ParsedText } from '~/app/domain/texts/types'
import { corpusDir, corpusIndex, hasCorpus, opinionName as opinion, whyNoCorpus } from './corpus'

const docxNames = hasCorpus ? readdirSync(join(corpusDir, 'docx')) : []

describe.skipIf(!hasCorpus)(`real documents import${whyNoCorpus}`, () => {
  it.each(corpusIndex())('$file has the divisions and articles of the index', async (entry) => {
    const text = await readImportFile(join(corpusDir, entry.file))
    // The index counts line starts, so a table of contents in one line is one chapter there; here it is none.
    const contents = text.contents.filter((line) => /^第.{1,3}章/.test(line)).length
    expect(text.title).toBe(entry.title)
    expect({
      parts: count(text, 'part'),
      chapters: count(text, 'chapter') + contents,
      sections: count(text, 'section'),
      articles: count(text, 'article'),
    }).toEqual({
      parts: entry.parts,
      chapters: entry.chapters,
      sections: entry.sections,
      articles: entry.articles,
    })
  })

  it('only one of them has a table of contents, and it is set aside with a doubt', async () => {
    const texts = await Promise.all(corpusIndex().map(({ file }) => readImportFile(join(corpusDir, file))))
    expect(texts.filter(({ contents }) => contents.length > 0)).toHaveLength(1)
    expect(texts.flatMap(({ doubts }) => doubts.map(({ id }) => id))).toEqual(['contents-skipped'])
  })

  it.each(corpusIndex())(
    '$file is the same after it was written as text and read again',
    async ({ file }) => {
      const { clauses } = await readImportFile(join(corpusDir, file))
      expect(parseBody(serializeText(clauses)).clauses).toEqual(clauses)
    },
  )

  it.each(docxNames)('%s gives the same clauses as its text', async (name) => {
    const twin = name.startsWith(opinion) ? `${opinion}.md` : join('txt', name.replace('.docx', '.txt'))
    const docx = await readImportFile(join(corpusDir, 'docx', name))
    expect(existsSync(join(corpusDir, twin))).toBe(true)
    const text = await readImportFile(join(corpusDir, twin))
    expect(docx.title).toBe(text.title)
    const body = (clauses: ParsedText['clauses']) =>
      clauses.slice(
        0,
        name.startsWith(opinion) ? clauses.findIndex(({ kind }) => kind === 'annex') : undefined,
      )
    expect(body(docx.clauses)).toEqual(body(text.clauses))
  })

  it('the opinion is read with its number, date, issuer, three levels, annex table and six broken lines', async () => {
    const text = await readImportFile(join(corpusDir, `${opinion}.md`))
    expect(text.documentNumber).toBe(opinion)
    expect(text.signedOn).toBe('2020-08-31')
    expect(text.issuer).toMatch(/^.{3}人民政府办公室$/)
    expect(text.title.startsWith(text.issuer ?? '-')).toBe(true)
    expect([count(text, 'chapter'), count(text, 'article'), count(text, 'item')]).toEqual([3, 12, 12])
    expect(text.clauses.find(({ kind }) => kind === 'article')?.heading).toHaveLength(4)
    expect(text.clauses.at(-1)?.table).toHaveLength(19)
    expect(text.doubts.map(({ id }) => id)).toEqual(Array(6).fill('broken-line'))
  })

  it('in Word the opinion has automatic numbers, and they are written out', async () => {
    const text = await readImportFile(join(corpusDir, 'docx', `${opinion}.docx`))
    const items = text.clauses.filter(({ kind }) => kind === 'item')
    expect(items.map(({ label }) => label)).toEqual(Array.from({ length: 12 }, (_, at) => `${at + 1}.`))
  })
})

function count(text: ParsedText, kind: ClauseKind): number {
  return text.clauses.filter((clause) => clause.kind === kind).length
}
