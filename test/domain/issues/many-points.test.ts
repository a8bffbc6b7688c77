import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gapsOf } from '~/app/domain/consultations/gaps.server'
import { boardPage } from '~/app/domain/issues/board-page.server'
import { issuePage } from '~/app/domain/issues/issue-page.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { plansOf } from '~/test/support/plans'
import { type AConsultation, aConsultation, after, systemAt } from '../comments/a-consultation'

let open: OpenDatabase
let few: AConsultation
let many: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  few = await aConsultation(open.db)
  many = await aConsultation(open.db)
  await fill(open.pool, few, 100)
  await fill(open.pool, many, 100_000)
  await open.pool.query('analyze')
}, 120_000)
afterAll(() => open.close())

/** Published comments, six of ten of which are in one of twenty issues; every fiftieth was withdrawn. */
async function fill(pool: Pool, { id, clauseIds }: AConsultation, count: number): Promise<void> {
  const clauses = `(array[${clauseIds.join(',')}]::bigint[])[1 + n % 3]`
  for (const statement of [
    `insert into comments (code, consultation_id, clause_id, channel, received_at, body, original)
     select 'M${id}-' || n, ${id}, ${clauses}, 'online', now(), '天还没亮，第' || n || '次说，请延到七点关灯。', '{}'
     from generate_series(1, ${count}) n`,
    `insert into steps (subject, subject_id, kind, at)
     select 'comment', id, 'published', now() from comments where consultation_id = ${id}`,
    `insert into issues (consultation_id, title, summary, created_at)
     select ${id}, '第' || n || '项', '延到七点关灯', now() from generate_series(1, 20) n`,
    `insert into points (consultation_id, comment_id, created_at, issue_id, placed_at)
     select ${id}, c.id, now(),
       case when c.id % 10 < 6 then (select min(id) from issues where consultation_id = ${id}) + c.id % 20 end, now()
     from comments c where c.consultation_id = ${id}`,
    `insert into steps (subject, subject_id, kind, at)
     select 'comment', id, 'withdrawn', now() from comments where consultation_id = ${id} and id % 50 = 0`,
  ])
    await pool.query(statement)
}

async function firstIssue(of: AConsultation): Promise<number> {
  const { rows } = await open.pool.query('select min(id) as id from issues where consultation_id = $1', [
    of.id,
  ])
  return Number(rows[0].id)
}

const pages: [string, (ctx: Ctx, of: AConsultation, issueId: number) => Promise<unknown>][] = [
  ['the board', (ctx, of) => boardPage(ctx, of.id, {})],
  ['the board of one clause', (ctx, of) => boardPage(ctx, of.id, { clauseId: of.clauseIds[1] })],
  ['an issue’s page', (ctx, of, issueId) => issuePage(ctx, of.id, issueId)],
]

describe('with a hundred thousand comments', () => {
  it.each(pages)('%s reads no big table from end to end', async (_, read) => {
    const issueId = await firstIssue(many)
    const plans = await plansOf(open.pool, (db) => read({ ...systemAt(open.db, after), db }, many, issueId))
    const scans = plans.flatMap(({ scanned, sql }) => scanned.map((table) => ({ table, sql })))
    const growing = ['comments', 'comment_states', 'points', 'steps']
    expect(scans.filter(({ table }) => growing.includes(table))).toEqual([])
    // To walk the primary key until enough of one issue were found is to read the whole table too.
    expect(plans.flatMap(({ indexes }) => indexes)).not.toContain('points_pkey')
  })

  it('the board costs about what it costs with a hundred', async () => {
    const ctx = systemAt(open.db, after)
    const timed = async (of: AConsultation) => {
      const before = performance.now()
      await boardPage(ctx, of.id, {})
      return performance.now() - before
    }
    const times: { small: number; big: number }[] = []
    // In turn, so that whatever else the machine does meets both alike.
    for (let round = 0; round < 16; round++) times.push({ small: await timed(few), big: await timed(many) })
    const middle = (all: number[]) => all.sort((one, other) => one - other)[all.length / 2] ?? 0
    const small = middle(times.map((round) => round.small))
    const big = middle(times.map((round) => round.big))
    console.info(`board: ${small.toFixed(1)} ms with 100 comments, ${big.toFixed(1)} ms with 100,000`)
    // The page is rendered besides: what the database adds has to stay small.
    expect(big).toBeLessThan(1.5 * small + 20)
  }, 60_000)

  it('the gaps are counted in one walk', async () => {
    const gaps = await gapsOf(systemAt(open.db, after), many.id)
    expect(gaps.comments).toBe(98_000)
    expect(gaps.articles.reduce((sum, { count }) => sum + count, 0)).toBe(98_000)
  })
})
