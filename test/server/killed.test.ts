import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '~/app/paths'
import { waitUntil } from '~/db/child-process'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
import { openNow } from '~/test/routes/comment-forms'
import { freshDatabase } from '~/test/support/database'
import { type KillableServer, startKillable } from '~/test/support/killable-server'
import { makeOffice } from '~/test/support/office'

let open: OpenDatabase
let server: KillableServer

beforeAll(async () => {
  open = await freshDatabase()
  await makeOffice(open.db)
  server = await startKillable(open.url, 'killed_')
}, 90_000)
afterAll(async () => {
  server.remove()
  await open.close()
})

/** People press the button until the server is gone; gives the codes that were answered. */
async function pressUntilItEnds(address: string, answered: string[]): Promise<void> {
  for (;;) {
    const form = new URLSearchParams({ key: randomUUID(), body: '断电之前提交的意见' })
    const options = {
      method: 'POST',
      body: form,
      redirect: 'manual' as const,
      headers: { Origin: server.url },
    }
    const answer = await fetch(address, options).catch(() => null)
    if (!answer) return
    const code = answer.headers.get('Location')?.split('/').at(-1)
    if (answer.status === 303 && code) answered.push(code)
    await answer.body?.cancel()
  }
}

test('a server that is killed while comments pour in has stored every comment whose receipt went out', async () => {
  const consultation = await openNow(open.db)
  const address = server.url + paths.commentForm(consultation.id)
  const answered: string[] = []
  const people = Array.from({ length: 40 }, () => pressUntilItEnds(address, answered))
  await waitUntil(() => answered.length > 300, 40_000)
  server.process.kill('SIGKILL')
  await Promise.all(people)
  const rows = await open.db.select({ code: comments.code }).from(comments)
  const stored = new Set(rows.map(({ code }) => code))
  expect(answered.filter((code) => !stored.has(code))).toEqual([])
  // Nothing is there by halves: each comment with its key and its audit entry, no key without a comment.
  expect(await open.db.$count(idempotencyKeys)).toBe(rows.length)
  expect(await open.db.$count(audit)).toBeGreaterThanOrEqual(rows.length)
}, 90_000)
