import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codePoint } from '~/app/domain/coding/code.server'
import { codingPage, kappaOf } from '~/app/domain/coding/coding-page.server'
import { drawSample } from '~/app/domain/coding/sample.server'
import { publishComments } from '~/app/domain/comments/moderate.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { addPoints, alsoInto, placePoints, takeOutPoint } from '~/app/domain/issues/place.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { codings } from '~/db/schema/issues'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aConsultation,
  after,
  contextAt,
  received,
  staffAt,
  systemAt,
} from '../comments/a-consultation'
import { reportPublished } from '../issues/report-published'

let open: OpenDatabase
let consultation: AConsultation
let first: Ctx
let second: Ctx
let time: number
let light: number
let sent: { id: number; code: string }[]

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  consultation = await aConsultation(open.db)
  first = await staffAt(open.db, after, consultation.departmentId, 'drafter')
  second = await staffAt(open.db, after, consultation.departmentId, 'reviewer')
  // Sent side by side: which is the first of them is known afterwards.
  const together = await Promise.all(Array.from({ length: 4 }, () => received(open.db, consultation.id)))
  sent = together.sort((one, other) => one.id - other.id)
  await publishComments(
    systemAt(open.db, after),
    sent.map(({ id }) => ({ id })),
  )
  const issue = { consultationId: consultation.id, summary: '摘要', clauseIds: [] }
  time = await createIssue(first, {
    ...issue,
    title: '时间',
    commentIds: sent.slice(0, 2).map(({ id }) => id),
  })
  light = await createIssue(first, { ...issue, title: '亮度', commentIds: sent.slice(2).map(({ id }) => id) })
})
afterAll(() => open.close())

const inSample = (sampleId: number) =>
  open.db.select().from(codings).where(eq(codings.sampleId, sampleId)).orderBy(codings.pointId)

describe('the second coder', () => {
  it('sees one point of the sample at a time, never where the first one put it, and in the end κ and what differs', async () => {
    const sample = await drawSample(second, consultation.id)
    expect(sample.size).toBe(4)
    expect(await kappaOf(second, consultation.id)).toBeNull()
    const answers = [time, light, light, light]
    for (const [at, answer] of answers.entries()) {
      const page = await codingPage(second, consultation.id)
      expect(page.sample).toMatchObject({ coded: at, size: 4 })
      expect(page.disagreements).toEqual([])
      expect(JSON.stringify(page.next)).not.toContain('时间')
      await codePoint(second, sample.id, page.next?.pointId ?? 0, answer)
    }
    // po = 3/4; pe = .5·.25 + .5·.75 = .5.
    expect(await kappaOf(second, consultation.id)).toEqual({ kappa: 0.5, agreed: 3, coded: 4, size: 4 })
    const done = await codingPage(second, consultation.id)
    expect(done.next).toBeNull()
    expect(done.disagreements).toMatchObject([{ first: '时间', second: '亮度', codedBy: '田禾' }])
  })

  it('is not the one who placed the point, not even after it was moved', async () => {
    const { id } = await drawSample(first, consultation.id)
    const [point] = await inSample(id)
    const pointId = point?.pointId ?? 0
    await expect(codePoint(first, id, pointId, time)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('另一位同事'),
    })
    const page = await codingPage(first, consultation.id)
    expect(page.next).toBeNull()
    expect(page.leftForOthers).toBe(4)
    const third = await staffAt(open.db, after, consultation.departmentId, 'drafter')
    await takeOutPoint(third, pointId)
    await placePoints(third, light, [pointId])
    for (const who of [first, third])
      await expect(codePoint(who, id, pointId, time)).rejects.toMatchObject({ status: 403 })
    await codePoint(second, id, pointId, time)
    expect((await inSample(id))[0]).toMatchObject({ firstIssueId: time, secondIssueId: time })
  })

  it('may say that none of the issues fits, once for each point', async () => {
    const { id } = await drawSample(first, consultation.id)
    const [point] = await inSample(id)
    await codePoint(second, id, point?.pointId ?? 0, null)
    await expect(codePoint(second, id, point?.pointId ?? 0, time)).rejects.toMatchObject({ status: 409 })
    const other = await aConsultation(open.db)
    const foreign = await createIssue(systemAt(open.db, after), {
      ...{ consultationId: other.id, title: '别处', summary: '别处', clauseIds: [] },
    })
    const rest = (await inSample(id))[1]
    await expect(codePoint(second, id, rest?.pointId ?? 0, foreign)).rejects.toMatchObject({ status: 422 })
  })

  it('has a sample that is drawn anew only until the first coding, and that nothing can be split out of', async () => {
    const before = await drawSample(first, consultation.id)
    const again = await drawSample(first, consultation.id)
    expect(again.id).not.toBe(before.id)
    const [point] = await inSample(again.id)
    await alsoInto(first, light, point?.pointId ?? 0)
    await expect(takeOutPoint(first, point?.pointId ?? 0)).rejects.toMatchObject({ status: 409 })
    await codePoint(second, again.id, point?.pointId ?? 0, time)
    await expect(drawSample(first, consultation.id)).rejects.toMatchObject({ status: 409 })
  })

  it('does not wait for a comment that was withdrawn before it was coded', async () => {
    const { id } = await drawSample(first, consultation.id)
    const all = await inSample(id)
    await withdrawComment(contextAt(open.db, after), { code: sent[3]?.code ?? '' })
    for (const { pointId, firstIssueId } of all.slice(0, 3))
      await codePoint(second, id, pointId, firstIssueId)
    expect(await kappaOf(second, consultation.id)).toMatchObject({ kappa: 1, agreed: 3, size: 3 })
  })

  it('is of the same department, draws only what was placed, and nothing after the report is public', async () => {
    const other = await aConsultation(open.db)
    const stranger = await staffAt(open.db, after, other.departmentId, 'drafter')
    await expect(drawSample(stranger, consultation.id)).rejects.toMatchObject({ status: 403 })
    await expect(codingPage(stranger, consultation.id)).rejects.toMatchObject({ status: 403 })
    await expect(drawSample(stranger, other.id)).rejects.toMatchObject({ status: 422 })
    const { id } = await drawSample(first, consultation.id)
    const [point] = await inSample(id)
    await reportPublished(open.db, consultation.id)
    await expect(codePoint(second, id, point?.pointId ?? 0, time)).rejects.toMatchObject({ status: 409 })
    await expect(drawSample(second, consultation.id)).rejects.toMatchObject({ status: 409 })
    await expect(addPoints(first, light, [sent[0]?.id ?? 0])).rejects.toMatchObject({ status: 409 })
  })
})
