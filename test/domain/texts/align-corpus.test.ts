import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Alignment, alignClauses } from '~/app/domain/texts/align'
import { readImportFile } from '~/app/domain/texts/read-file.server'
import type { IdentifiedClause, ParsedClause } from '~/app/domain/texts/types'
import { corpusDir, hasCorpus, twoVersions, whyNoCorpus } from './corpus'

type Versions = {
  before: IdentifiedClause<number>[]
  after: ParsedClause[]
  alignment: Alignment<number>
  milliseconds: number
}

const pairs = twoVersions()

async function alignFiles([old, current]: [string, string] = ['', '']): Promise<Versions> {
  const before = await readImportFile(join(corpusDir, old))
  const { clauses: after } = await readImportFile(join(corpusDir, current))
  const identified = before.clauses.map((clause, index) => ({ ...clause, clauseId: index }))
  const start = performance.now()
  const alignment = alignClauses(identified, after)
  return { before: identified, after, alignment, milliseconds: performance.now() - start }
}

function articleBefore(versions: Versions, label: string): string | null {
  const index = versions.after.findIndex((clause) => clause.kind === 'article' && clause.label === label)
  const id = versions.alignment.aligned[index]?.clauseId ?? null
  return id === null ? null : (versions.before[id]?.label ?? null)
}

describe.skipIf(!hasCorpus)(`a statute with one inserted article${whyNoCorpus}`, () => {
  let versions: Versions
  beforeAll(async () => {
    versions = await alignFiles(pairs.find(([, now]) => now.includes('(2022')))
  })

  it('the new 第三十二条 has no partner, and what follows keeps its identity under a new number', () => {
    expect(articleBefore(versions, '第三十一条')).toBe('第三十一条')
    expect(articleBefore(versions, '第三十二条')).toBeNull()
    expect(articleBefore(versions, '第三十三条')).toBe('第三十二条')
    expect(articleBefore(versions, '第三十八条')).toBe('第三十七条')
  })

  it('nothing is deleted, nothing moved, and only the reworded paragraphs are said to be so', () => {
    const { aligned, deleted } = versions.alignment
    expect(deleted).toEqual([])
    expect(aligned.filter(({ changes }) => changes.includes('moved'))).toEqual([])
    const reworded = versions.after.filter((_, index) => aligned[index]?.changes.includes('reworded'))
    expect(reworded.map(({ kind, ordinal }) => `${kind} ${ordinal}`)).toEqual(['paragraph 2', 'paragraph 3'])
    expect(aligned.filter(({ clauseId }) => clauseId === null)).toHaveLength(2)
  })
})

describe.skipIf(!hasCorpus)(`a statute rewritten from 45 to 74 articles${whyNoCorpus}`, () => {
  let versions: Versions
  beforeAll(async () => {
    versions = await alignFiles(pairs.find(([, now]) => now.includes('(2024')))
  })

  it.each([
    ['第三条', '第二条'],
    ['第七条', '第四条'],
    ['第九条', '第七条'],
    ['第二十七条', '第二十一条'],
    ['第四十五条', '第二十七条'],
    ['第五十八条', '第三十二条'],
    ['第七十二条', '第四十四条'],
    ['第七十四条', '第四十五条'],
  ])('%s was %s', (now, before) => expect(articleBefore(versions, now)).toBe(before))

  it.each(['第二条', '第十八条', '第二十九条', '第四十条', '第六十九条', '第七十三条'])(
    '%s is new',
    (label) => expect(articleBefore(versions, label)).toBeNull(),
  )

  it('the articles that were dropped are found', () => {
    const dropped = versions.alignment.deleted
      .map((id) => versions.before[id])
      .filter((clause) => clause?.kind === 'article')
    expect(dropped.map((clause) => clause?.label)).toEqual(['第三十条', '第四十二条', '第四十三条'])
  })

  it('the article that two others overtook is said to be moved', () => {
    const index = versions.after.findIndex(({ kind, label }) => kind === 'article' && label === '第四十九条')
    expect(articleBefore(versions, '第四十九条')).toBe('第二十六条')
    expect(versions.alignment.aligned[index]?.changes).toContain('moved')
  })

  it('takes less than a second', () => expect(versions.milliseconds).toBeLessThan(1000))
})
