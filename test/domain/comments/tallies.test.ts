import { afterAll, beforeAll, expect, it } from 'vitest'
import { takeSteps } from '~/app/domain/audit/steps.server'
import { submitComment } from '~/app/domain/comments/submit.server'
import { countByClause, countByState } from '~/app/domain/comments/tallies.server'
import { freshDatabase } from '~/test/support/database'
import { type AConsultation, aComment, aConsultation, contextAt, during, systemAt } from './a-consultation'

let database: Awaited<ReturnType<typeof freshDatabase>>
let consultation: AConsultation

beforeAll(async () => {
  database = await freshDatabase()
  consultation = await aConsultation(database.db)
})

afterAll(() => database.close())

const tables = async () => {
  const read = async (query: string) => (await database.pool.query(query)).rows
  return {
    states: await read('select comment_id, consultation_id, clause_id, state from comment_states order by 1'),
    tallies: await read('select * from comment_tallies where count <> 0 order by 1, 2, 3'),
    authors: await read('select * from author_tallies where count <> 0 order by 1, 2, 3, 4'),
    issues: await read('select * from issue_tallies where points <> 0 order by 1'),
  }
}

it('counts what comes in and what is moved, also when many move at once and in any order', async () => {
  const { db } = database
  const clauses = [undefined, ...consultation.clauseIds]
  for (let at = 0; at < 60; at++) {
    await submitComment(
      contextAt(db, during),
      aComment(consultation.id, { clauseId: clauses[at % clauses.length], body: `路灯意见${at}` }),
    )
  }
  const ids = (await database.pool.query('select id from comments order by id')).rows.map(({ id }) =>
    Number(id),
  )
  const kinds = ['published', 'refused', 'withdrawn'] as const
  // Each round takes every third comment, from the front and from the back at once: what could wait for each other does.
  await Promise.all(
    kinds.flatMap((kind, offset) => {
      const mine = ids.filter((_, at) => at % 3 === offset)
      const half = Math.ceil(mine.length / 2)
      return [mine.slice(0, half), mine.slice(half).reverse()].map((part) =>
        takeSteps(
          systemAt(db, during),
          part.map((id) => ({ subject: 'comment' as const, id, kind })),
        ),
      )
    }),
  )
  expect(await countByState(systemAt(db, during), consultation.id)).toEqual({
    pending: 0,
    published: 20,
    refused: 20,
    withdrawn: 20,
  })
  const published = await countByClause(systemAt(db, during), consultation.id, 'published')
  expect([...published.values()].reduce((sum, count) => sum + count, 0)).toBe(20)
})

it('counts what was taken down and restored among the published', async () => {
  const ctx = systemAt(database.db, during)
  const before = await countByState(ctx, consultation.id)
  const { rows } = await database.pool.query(
    `select comment_id as id from comment_states where state = 'published' order by 1 limit 2`,
  )
  const move = (kind: string) =>
    takeSteps(
      ctx,
      rows.map(({ id }) => ({ subject: 'comment' as const, id: Number(id), kind })),
    )
  await move('refused')
  expect((await countByState(ctx, consultation.id)).refused).toBe(before.refused + 2)
  await move('restored')
  expect(await countByState(ctx, consultation.id)).toEqual(before)
})

it('is made anew from what happened, and comes out the same', async () => {
  const kept = await tables()
  expect(kept.states).toHaveLength(60)
  expect(kept.states.some(({ state }) => state === 'restored')).toBe(false)
  await database.pool.query('select rebuild_tallies()')
  expect(await tables()).toEqual(kept)
})

it('counts nothing of a transaction that failed', async () => {
  const before = await tables()
  const client = await database.pool.connect()
  await client.query('begin')
  await client.query(
    `insert into comments (code, consultation_id, channel, received_at, body, original)
     values ('LOST', ${consultation.id}, 'online', now(), '没有提交成功', '{}')`,
  )
  await client.query('rollback')
  client.release()
  expect(await tables()).toEqual(before)
})
