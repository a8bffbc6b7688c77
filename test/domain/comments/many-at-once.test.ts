import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawSample } from '~/app/domain/coding/sample.server'
import { appealRefusal } from '~/app/domain/comments/appeal.server'
import { correctComment } from '~/app/domain/comments/correct.server'
import { decideAppeal } from '~/app/domain/comments/decide-requests.server'
import { disownComment } from '~/app/domain/comments/disown.server'
import { publishComments, refuseComments } from '~/app/domain/comments/moderate.server'
import { submitComments } from '~/app/domain/comments/submit.server'
import { countByState } from '~/app/domain/comments/tallies.server'
import { stopTelling, wishToBeTold } from '~/app/domain/comments/wish.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { placePoints, takeOutPoint } from '~/app/domain/issues/place.server'
import { joinPoints, splitComment } from '~/app/domain/issues/points.server'
import { forgetExpired } from '~/app/domain/people/retention.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { type OpenDatabase, openDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aComment,
  aConsultation,
  contextAt,
  during,
  staffAt,
  systemAt,
} from './a-consultation'

let open: OpenDatabase
/** Connections of its own, as the server has them. */
let pool: OpenDatabase
let consultation: AConsultation
let moderator: Ctx
let drafter: Ctx
let issuer: Ctx
const issueIds: number[] = []

const workers = 8
const lasting = 8_000

beforeAll(async () => {
  open = await freshDatabase()
  pool = openDatabase(open.url, 10)
  consultation = await aConsultation(open.db)
  const { departmentId } = consultation
  moderator = { ...(await staffAt(open.db, during, departmentId, 'moderator')), db: pool.db }
  drafter = { ...(await staffAt(open.db, during, departmentId, 'drafter')), db: pool.db }
  issuer = { ...(await staffAt(open.db, during, departmentId, 'issuer')), db: pool.db }
  await submit(40)
  for (const title of ['一', '二', '三'])
    issueIds.push(
      await createIssue(drafter, {
        ...{ consultationId: consultation.id, title: `开灯时间之${title}`, summary: '请求推迟关灯' },
        clauseIds: consultation.clauseIds.slice(0, 1),
      }),
    )
}, 60_000)
afterAll(async () => {
  await pool.close()
  await open.close()
})

const pick = <T>(all: T[]): T | undefined => all[Math.floor(Math.random() * all.length)]

/** In no order, as hands come. */
const some = <T>(all: T[], most: number): T[] =>
  [...all].sort(() => Math.random() - 0.5).slice(0, 1 + Math.floor(Math.random() * most))

function submit(count: number) {
  const clauses = [undefined, ...consultation.clauseIds]
  return submitComments(
    contextAt(pool.db, during),
    Array.from({ length: count }, () =>
      aComment(consultation.id, {
        ...{
          clauseId: pick(clauses),
          body: `冬天六点天还没亮。请延到七点。${randomBytes(4).toString('hex')}`,
        },
        ...{ contact: '13800000000', wishEmail: 'zhao@yunling.example' },
      }),
    ),
  )
}

type Known = { id: number; code: string; state: string }

async function known(...states: string[]): Promise<Known[]> {
  const { rows } = await pool.db.execute<Known>(sql`
    select c.id::int as id, c.code, s.state from comments c join comment_states s on s.comment_id = c.id`)
  return states.length > 0 ? rows.filter(({ state }) => states.includes(state)) : rows
}

async function pointIds(isPlaced: boolean): Promise<number[]> {
  const { rows } = await pool.db.execute<{ id: number; placed: boolean }>(
    sql`select id::int as id, issue_id is not null as placed from points`,
  )
  return rows.filter(({ placed }) => placed === isPlaced).map(({ id }) => id)
}

const idsOf = (all: Known[]) => all.map(({ id }) => id)
const citizen = () => contextAt(pool.db, during)

/** What people do at the same time; each may be too late, and is told so. */
const deeds: (() => Promise<unknown>)[] = [
  () => submit(1 + Math.floor(Math.random() * 20)),
  async () =>
    publishComments(
      moderator,
      some(idsOf(await known('pending')), 20).map((id) => ({ id })),
    ),
  async () =>
    refuseComments(moderator, some(idsOf(await known('pending', 'published')), 4), { rule: 'advert' }),
  async () => withdrawComment(citizen(), { code: pick(await known())?.code ?? '' }),
  async () => disownComment(citizen(), { code: pick(await known())?.code ?? '' }),
  async () =>
    correctComment(citizen(), {
      code: pick(await known('pending', 'published'))?.code ?? '',
      body: `更正：请延到八点。${randomBytes(4).toString('hex')}`,
    }),
  async () => appealRefusal(citizen(), { code: pick(await known('refused'))?.code ?? '', body: '请再看。' }),
  async () => {
    const { rows } = await pool.db.execute<{ id: number }>(sql`select id::int as id from comment_appeals`)
    await decideAppeal(systemAt(pool.db, during), pick(rows)?.id ?? 0, {
      granted: Math.random() < 0.5,
      words: '维持',
    })
  },
  async () => placePoints(drafter, pick(issueIds) ?? 0, some(await pointIds(false), 15)),
  async () => takeOutPoint(drafter, pick(await pointIds(true)) ?? 0),
  async () =>
    splitComment(drafter, pick(await known('published'))?.id ?? 0, ['冬天六点天还没亮', '请延到七点'], {
      restIsEmpty: true,
    }),
  async () => joinPoints(drafter, pick(await known('published'))?.id ?? 0),
  async () => wishToBeTold(citizen(), { code: pick(await known())?.code ?? '', email: 'li@yunling.example' }),
  async () => stopTelling(citizen(), { code: pick(await known())?.code ?? '' }),
  async () => drawSample(drafter, consultation.id),
  async () => saveReport(drafter, consultation.id, { introduction: '本次征求意见的基本情况。' }),
  async () => publishFeedback(issuer, consultation.id),
  async () => forgetExpired(systemAt(pool.db, during)),
]

describe('many people at once', () => {
  it('none of them is told of a fault of ours, and the ledger is what a count of the rows gives', async () => {
    const faults: string[] = []
    const done = new Set<number>()
    const end = Date.now() + lasting
    const work = async () => {
      while (Date.now() < end) {
        try {
          const deed = Math.floor(Math.random() * deeds.length)
          const outcome = await deeds[deed]?.()
          for (const one of Array.isArray(outcome) ? outcome : [])
            if (!one.ok && !(one.error instanceof Refusal)) throw one.error
          done.add(deed)
        } catch (error) {
          const { cause } = error as { cause?: unknown }
          if (!(error instanceof Refusal)) faults.push(String(cause ?? error))
        }
      }
    }
    await Promise.all(Array.from({ length: workers }, work))
    expect([...new Set(faults)]).toEqual([])
    // All but the report, which is not due yet.
    expect(done.size).toBe(deeds.length - 1)

    const { rows } = await open.db.execute<{ state: string; count: number }>(sql`
      select coalesce(last.kind, 'pending') as state, count(*)::int as count
      from comments c left join lateral (
        select case kind when 'restored' then 'published' else kind end as kind from steps
        where subject = 'comment' and subject_id = c.id
          and kind in ('published', 'refused', 'restored', 'withdrawn') order by id desc limit 1) as last on true
      group by 1`)
    const counted = { pending: 0, published: 0, refused: 0, withdrawn: 0 }
    Object.assign(counted, Object.fromEntries(rows.map(({ state, count }) => [state, count])))
    expect(await countByState(systemAt(open.db, during), consultation.id)).toEqual(counted)

    const { rows: issues } = await open.db.execute<{ id: string; kept: number; counted: number }>(sql`
      select i.id, coalesce(t.points, 0) as kept,
        (select count(*)::int from points p where p.issue_id = i.id) as counted
      from issues i left join issue_tallies t on t.issue_id = i.id`)
    expect(issues.filter(({ kept, counted: naive }) => kept !== naive)).toEqual([])

    // No code and no key gave two comments, and nothing that was taken back has kept its contact or its wish.
    const { rows: left } = await open.db.execute(sql`
      select c.id from comments c join comment_states s on s.comment_id = c.id and s.state = 'withdrawn'
      left join comment_wishes w on w.comment_id = c.id where c.contact is not null or w.comment_id is not null`)
    expect(left).toEqual([])
    const { rows: twice } = await open.db.execute(sql`
      select subject_id from steps where subject = 'comment' and kind in ('published', 'withdrawn')
      group by subject_id, kind having count(*) > 1`)
    expect(twice).toEqual([])
    const { rows: lost } = await open.db.execute(sql`
      select s.comment_id from comment_states s where s.state = 'published'
        and not exists (select 1 from points p where p.comment_id = s.comment_id)`)
    expect(lost).toEqual([])
  }, 60_000)
})
