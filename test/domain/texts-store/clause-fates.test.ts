import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRound } from '~/app/domain/consultations/rounds.server'
import { citeAll } from '~/app/domain/texts/cite'
import { clauseFates } from '~/app/domain/texts/clause-fates.server'
import { compareVersions } from '~/app/domain/texts/compare'
import { fatesBetween } from '~/app/domain/texts/fates'
import { parseText } from '~/app/domain/texts/parse-text'
import { clauseText, normalizeText } from '~/app/domain/texts/similarity'
import { identify, saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import {
  aConsultedMatter,
  afterwards,
  anotherVersion,
  at,
  makePublic,
} from '../consultations/a-consulted-matter'

let open: OpenDatabase
let made: Awaited<ReturnType<typeof aConsultedMatter>>

beforeAll(async () => {
  open = await freshDatabase()
  made = await aConsultedMatter(open.db, 'fates')
})
afterAll(() => open.close())

describe('what became of a clause', () => {
  it('is not said while no later version is public', async () => {
    const { office, textId, firstVersion: versionId } = made
    await anotherVersion(office, textId)
    const { since, fates } = await clauseFates(office.citizen(afterwards), { textId, versionId })
    expect(since).toBeNull()
    expect(fates.size).toBe(0)
  })

  it('is changed with the words, moved with the place, or deleted, since the newest public version', async () => {
    const { office, id, textId, firstVersion } = made
    const versionId = await anotherVersion(office, textId)
    const round = { versionId, opensAt: afterwards, closesAt: at('2026-11-16T23:59:59.999') }
    const { id: second } = await startRound(office.as('drafter', afterwards), id, round)
    await makePublic(office, second, afterwards)
    const { clauses } = await versionOf(office.citizen(), firstVersion)
    const { since, fates } = await clauseFates(office.citizen(afterwards), {
      textId,
      versionId: firstVersion,
    })
    expect(since).toMatchObject({ number: 3, href: `/consultations/${second}` })
    const [first, stairs, charging, sanction] = clauses.map(({ clauseId }) => fates.get(clauseId))
    expect(first).toMatchObject({ fate: 'changed', fromLabel: '第一条', toLabel: '第一条' })
    expect(first?.words).toContainEqual({ type: 'added', text: '和充电' })
    expect(first?.href).toBe(`/texts/${textId}/compare?from=1&to=3#c-${clauses[0]?.clauseId}`)
    expect(stairs).toMatchObject({ fate: 'moved', fromLabel: '第二条', toLabel: '第三条', words: [] })
    expect(charging).toMatchObject({ fate: 'moved', toLabel: '第二条' })
    expect(sanction).toMatchObject({ fate: 'deleted', toLabel: null })
    expect(sanction?.words).toEqual([{ type: 'removed', text: '违反本办法的，责令改正。' }])
  })

  it('asks only for the clauses that are named', async () => {
    const { office, textId, firstVersion: versionId } = made
    const [clause] = (await versionOf(office.citizen(), versionId)).clauses
    const wanted = [clause?.clauseId ?? 0]
    const { fates } = await clauseFates(office.citizen(afterwards), { textId, versionId }, wanted)
    expect([...fates.keys()]).toEqual(wanted)
  })

  it('takes two queries for four hundred clauses', async () => {
    const clauses = Array.from(
      { length: 400 },
      (_, at) => `第${at + 1}条　第${at * 7}号地块按第${at}类标准执行。`,
    )
    const draft = ['办法', ...clauses].join('\n')
    const { office, id, textId, firstVersion } = await aConsultedMatter(open.db, 'long', { draft })
    const changed = clauses.map((line, at) => (at % 100 === 0 ? `${line}另行报备。` : line))
    const versionId = await anotherVersion(office, textId, ['办法', ...changed].join('\n'))
    const round = { versionId, opensAt: afterwards, closesAt: at('2026-11-16T23:59:59.999') }
    const next = await startRound(office.as('drafter', afterwards), id, round)
    await makePublic(office, next.id, afterwards)
    const ctx = office.citizen(afterwards)
    let queries = 0
    const counting = new Proxy(ctx.db, {
      get(target, name, receiver) {
        if (name === 'select' || name === 'execute') queries += 1
        return Reflect.get(target, name, receiver)
      },
    })
    const { fates } = await clauseFates({ ...ctx, db: counting }, { textId, versionId: firstVersion })
    expect(queries).toBe(2)
    const count = (fate: string) => [...fates.values()].filter((one) => one.fate === fate).length
    expect([fates.size, count('changed'), count('unchanged')]).toEqual([400, 4, 396])
  })

  it('looks at the whole article: a changed paragraph changes it', async () => {
    const { office } = made
    const { departmentId } = office
    const drafter = office.as('drafter', afterwards)
    const text = '办法\n第一条　按下列标准补贴：\n（一）新建的，二十万元；\n（二）改造的，十万元。'
    const first = await saveVersion(drafter, { departmentId, parsed: parseText(text) })
    const next = await saveVersion(drafter, {
      ...{ departmentId, textId: first.textId },
      parsed: parseText(text.replace('十万元。', '十五万元。')),
    })
    const [before, after] = [
      (await versionOf(drafter, first.versionId)).clauses,
      (await versionOf(drafter, next.versionId)).clauses,
    ]
    const fates = fatesBetween(
      { clauses: identify(before), names: citeAll(before) },
      { clauses: identify(after), names: citeAll(after) },
      { clauseIds: null, href: () => null },
    )
    expect([...fates.values()].map(({ fate }) => fate)).toEqual(['changed', 'unchanged', 'changed'])
  })
})

describe('the fates of random revisions', () => {
  it('agree with the comparison: each clause is exactly one of unchanged, changed, moved, deleted', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    for (let run = 0; run < 100; run++) {
      const before = Array.from({ length: 3 + random(20) }, (_, at) =>
        clause(at, `甲乙丙丁第${at * 31}句话。`),
      )
      const after = before
        .filter(() => random(5) > 0)
        .map((one) => (random(3) === 0 ? { ...one, body: `${one.body}另加一句。` } : one))
      if (after.length > 2 && random(2) === 0) after.push(...after.splice(random(after.length - 1), 1))
      if (random(2) === 0) after.splice(random(after.length + 1), 0, clause(1000 + run, '全新的一条。'))
      const renumbered = after.map((one, at) => ({ ...one, label: `第${at + 1}条` }))
      const fates = fatesBetween(named(before), named(renumbered), { clauseIds: null, href: () => null })
      expect(fates.size).toBe(before.length)
      const rows = new Map(compareVersions(before, renumbered).map((row) => [row.clauseId, row]))
      for (const [clauseId, { fate, words, fromLabel, toLabel }] of fates) {
        const row = rows.get(clauseId)
        if (fate === 'deleted') expect(row?.status).toBe('deleted')
        else expect(row?.status).toBe(fate === 'changed' ? 'changed' : 'same')
        if (fate === 'unchanged') expect([row?.moved, toLabel]).toEqual([false, fromLabel])
        const [old, current] = [row?.before, row?.after]
        const said = (type: 'added' | 'removed') =>
          words.filter((word) => word.type === 'same' || word.type === type).map(({ text }) => text)
        if (fate === 'changed' && old && current) {
          expect(normalizeText(said('removed').join(''))).toBe(normalizeText(clauseText(old)))
          expect(normalizeText(said('added').join(''))).toBe(normalizeText(clauseText(current)))
        }
      }
    }
  })
})

function clause(clauseId: number, body: string) {
  return {
    ...{ clauseId, kind: 'article' as const, label: `第${clauseId + 1}条`, ordinal: null, heading: null },
    ...{ body, table: null, parent: null },
  }
}

function named(clauses: ReturnType<typeof clause>[]) {
  return { clauses, names: new Map(clauses.map(({ clauseId, label }) => [clauseId, label])) }
}
