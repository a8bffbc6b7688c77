import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { appealRefusal } from '~/app/domain/comments/appeal.server'
import { correctComment } from '~/app/domain/comments/correct.server'
import {
  decideAppeal,
  refuseCorrection,
  takeUpCorrection,
} from '~/app/domain/comments/decide-requests.server'
import { listDeskComments, moderationQueue } from '~/app/domain/comments/desk-list.server'
import { disownComment } from '~/app/domain/comments/disown.server'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { appealQueue, correctionQueue, countRequests } from '~/app/domain/comments/request-queues.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { commentMaskings, comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { reportPublished } from '~/test/domain/issues/report-published'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aConsultation,
  aDepartment,
  contextAt,
  during,
  received,
  staffAt,
} from './a-consultation'

let open: OpenDatabase
let moderator: Ctx
let colleague: Ctx
let officer: Ctx
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  const department = await aDepartment(open.db, 'bureau', '县政务公开办公室')
  moderator = await staffAt(open.db, during, department, 'moderator')
  colleague = await staffAt(open.db, during, department, 'moderator')
  officer = await staffAt(open.db, during, department, 'disclosure-officer')
})
beforeEach(async () => {
  consultation = await aConsultation(open.db)
})
afterAll(() => open.close())

const citizen = () => contextAt(open.db, during)
const publicList = async () => (await listPublicComments(citizen(), consultation.id)).comments
const openCorrection = async (commentId: number) =>
  (await correctionQueue(moderator)).corrections.find(({ comment }) => comment.id === commentId)
const openAppeal = async (commentId: number) =>
  (await appealQueue(moderator)).appeals.find(({ comment }) => comment.id === commentId)

describe('the author’s later words', () => {
  it('are what the moderator reads and publishes while the comment waits; what came stays as it came', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '请延到七点。' })
    await correctComment(citizen(), { code, body: '请延到七点半，电话13812345678。' })
    const queue = await moderationQueue(moderator, { consultationId: consultation.id })
    expect(queue.comments).toMatchObject([
      {
        body: '请延到七点半，电话13812345678。',
        original: '请延到七点。',
        suggestion: '请延到七点半，电话138****5678。',
      },
    ])
    expect(await openCorrection(id)).toBeUndefined()
    await expect(publishComment(moderator, { id })).rejects.toMatchObject({ findings: [{ id: 'L3' }] })
    await publishComment(moderator, { id, mask: '请延到七点半，电话138****5678。' })
    expect(await publicList()).toMatchObject([
      { body: '请延到七点半，电话138****5678。', correctedAt: during },
    ])
    const [row] = await open.db.select().from(comments).where(sql`id = ${id}`)
    expect(row?.body).toBe('请延到七点。')
  })

  it('wait as an item of their own after publishing, and the public words stay until they are taken up', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '请延到七点。' })
    await publishComment(moderator, { id })
    await correctComment(citizen(), { code, body: '请延到七点半。' })
    expect(await publicList()).toMatchObject([{ body: '请延到七点。', correctedAt: null }])
    const correction = await openCorrection(id)
    expect(correction?.words).toContainEqual({ type: 'added', text: '半' })
    await takeUpCorrection(moderator, correction?.id ?? 0)
    expect(await publicList()).toMatchObject([{ body: '请延到七点半。', correctedAt: during }])
    expect(await stepsOf(citizen(), 'comment-correction', correction?.id ?? 0)).toMatchObject([
      { kind: 'published' },
    ])
    await expect(takeUpCorrection(moderator, correction?.id ?? 0)).rejects.toMatchObject({ status: 409 })
    expect(await open.db.$count(points, sql`comment_id = ${id}`)).toBe(1)
  })

  it('are not taken up with a number that leads to a person, nor in place of still later ones', async () => {
    const { id, code } = await received(open.db, consultation.id)
    await publishComment(moderator, { id })
    await correctComment(citizen(), { code, body: '打13812345678' })
    const first = (await openCorrection(id))?.id ?? 0
    await expect(takeUpCorrection(moderator, first)).rejects.toMatchObject({ findings: [{ id: 'L3' }] })
    await correctComment(citizen(), { code, body: '不用打电话了' })
    await expect(takeUpCorrection(moderator, first)).rejects.toMatchObject({ status: 409 })
    await takeUpCorrection(moderator, (await openCorrection(id))?.id ?? 0, { mask: '不用打了' })
    expect(await publicList()).toMatchObject([{ body: '不用打了' }])
  })

  it('are refused with a reason, and then neither stand in public nor in the queue', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '原话' })
    await publishComment(moderator, { id })
    await correctComment(citizen(), { code, body: '加微信 dianti_8888' })
    const correction = (await openCorrection(id))?.id ?? 0
    await expect(refuseCorrection(moderator, correction, ' ')).rejects.toMatchObject({ status: 422 })
    await refuseCorrection(moderator, correction, '更正的内容属于商业广告。')
    expect(await publicList()).toMatchObject([{ body: '原话' }])
    expect(await openCorrection(id)).toBeUndefined()
  })

  it('make a refused comment public, which with its first words was not', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '骂人的话' })
    await refuseComment(moderator, id, { rule: 'insult' })
    await correctComment(citizen(), { code, body: '请延到七点。' })
    await takeUpCorrection(moderator, (await openCorrection(id))?.id ?? 0)
    expect(await publicList()).toMatchObject([{ body: '请延到七点。' }])
    expect(await open.db.$count(points, sql`comment_id = ${id}`)).toBe(1)
  })

  it('wait on, when a refused comment is published after all in its first words', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '第一次的话' })
    await refuseComment(moderator, id, { rule: 'off-topic' })
    await correctComment(citizen(), { code, body: '第二次的话' })
    expect((await openCorrection(id))?.comment.body).toBe('第一次的话')
    await publishComment(moderator, { id })
    expect(await publicList()).toMatchObject([{ body: '第一次的话' }])
    await takeUpCorrection(moderator, (await openCorrection(id))?.id ?? 0)
    expect(await publicList()).toMatchObject([{ body: '第二次的话' }])
  })

  it('go with the comment when it is refused, and come with it when the appeal is granted', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '第一次的话' })
    await correctComment(citizen(), { code, body: '第二次的话' })
    await refuseComment(moderator, id, { rule: 'off-topic' })
    expect(await openCorrection(id)).toBeUndefined()
    await appealRefusal(citizen(), { code, body: '说的就是第二条。' })
    await decideAppeal(colleague, (await openAppeal(id))?.id ?? 0, { granted: true })
    expect(await publicList()).toMatchObject([{ body: '第二次的话' }])
  })

  it('are nobody’s but the moderator’s to decide', async () => {
    const { id, code } = await received(open.db, consultation.id)
    await publishComment(moderator, { id })
    await correctComment(citizen(), { code, body: '改了' })
    const correction = (await openCorrection(id))?.id ?? 0
    const drafter = await staffAt(open.db, during, consultation.departmentId, 'drafter', 'issuer')
    for (const who of [drafter, officer, citizen()]) {
      await expect(takeUpCorrection(who, correction)).rejects.toMatchObject({ status: 403 })
      await expect(refuseCorrection(who, correction, '不')).rejects.toMatchObject({ status: 403 })
      await expect(correctionQueue(who)).rejects.toMatchObject({ status: 403 })
    }
    await withdrawComment(citizen(), { code })
    await expect(takeUpCorrection(moderator, correction)).rejects.toMatchObject({ status: 409 })
  })
})

describe('the queue of one consultation', () => {
  it('holds its own corrections and appeals and counts only these', async () => {
    const other = await aConsultation(open.db)
    for (const { id: of } of [consultation, other]) {
      const { id, code } = await received(open.db, of)
      await publishComment(moderator, { id })
      await correctComment(citizen(), { code, body: '请延到八点。' })
      const refused = await received(open.db, of)
      await refuseComment(moderator, refused.id, { rule: 'off-topic' })
      await appealRefusal(citizen(), { code: refused.code, body: '请再看。' })
    }
    const asked = { consultationId: other.id }
    const { corrections } = await correctionQueue(moderator, asked)
    expect(corrections.map(({ comment }) => comment.consultationId)).toEqual([other.id])
    const { appeals } = await appealQueue(moderator, asked)
    expect(appeals.map(({ comment }) => comment.consultationId)).toEqual([other.id])
    expect(await countRequests(moderator, asked)).toMatchObject({ corrections: 1, appeals: 1 })
    const beyond = { ...asked, after: appeals[0]?.id ?? 0 }
    expect(await appealQueue(moderator, beyond)).toEqual({ appeals: [], next: null })
  })
})

describe('an appeal against a refusal', () => {
  async function appealed(body = '请延到七点。') {
    const { id, code } = await received(open.db, consultation.id, { body })
    await refuseComment(moderator, id, { rule: 'off-topic' })
    await appealRefusal(citizen(), { code, body: '这条说的就是第二条。' })
    return { id, code, appealId: (await openAppeal(id))?.id ?? 0 }
  }

  it('stands in the queue with the refusal and the words, and says when the refusal was one’s own', async () => {
    const { id } = await appealed()
    expect(await openAppeal(id)).toMatchObject({
      body: '这条说的就是第二条。',
      own: true,
      refusal: { by: '田禾' },
      comment: { body: '请延到七点。' },
    })
    const seen = (await appealQueue(officer)).appeals.find(({ comment }) => comment.id === id)
    expect(seen?.own).toBe(false)
    expect((await countRequests(moderator)).appeals).toBeGreaterThan(0)
  })

  it('is decided by another person than the one who refused', async () => {
    const { appealId } = await appealed()
    await expect(decideAppeal(moderator, appealId, { granted: true })).rejects.toMatchObject({ status: 409 })
    await decideAppeal(colleague, appealId, { granted: true })
    expect(await publicList()).toMatchObject([{ body: '请延到七点。' }])
    await expect(decideAppeal(colleague, appealId, { granted: true })).rejects.toMatchObject({ status: 409 })
  })

  it('may be granted for the masked words by the disclosure officer', async () => {
    const { id, appealId } = await appealed('打13812345678，请延到七点')
    await expect(decideAppeal(officer, appealId, { granted: true })).rejects.toMatchObject({
      findings: [{ id: 'L3' }],
    })
    await decideAppeal(officer, appealId, { granted: true, mask: '请延到七点', words: '已遮盖电话后公开。' })
    expect(await publicList()).toMatchObject([{ body: '请延到七点' }])
    expect(await open.db.$count(commentMaskings, sql`comment_id = ${id}`)).toBe(1)
    expect(await stepsOf(citizen(), 'comment-appeal', appealId)).toMatchObject([
      { kind: 'granted', reason: '已遮盖电话后公开。' },
    ])
  })

  it('is upheld only with words to the author; the comment stays refused and counted', async () => {
    const { id, appealId } = await appealed()
    await expect(decideAppeal(officer, appealId, { granted: false })).rejects.toMatchObject({ status: 422 })
    await decideAppeal(officer, appealId, { granted: false, words: '与路灯无关。' })
    expect(await publicList()).toEqual([])
    expect(await openAppeal(id)).toBeUndefined()
    expect(await stepsOf(citizen(), 'comment-appeal', appealId)).toMatchObject([{ kind: 'upheld' }])
  })

  it('brings back what had been taken down, under the date it had, and may be made again against a later refusal', async () => {
    const { id, code } = await received(open.db, consultation.id)
    await publishComment(moderator, { id })
    await refuseComment(moderator, id, { rule: 'privacy' })
    await appealRefusal(citizen(), { code, body: '请恢复' })
    const appeal = await openAppeal(id)
    expect(appeal?.wasPublic).toBe(true)
    const later = new Date(during.getTime() + 3_600_000)
    await decideAppeal({ ...colleague, now: later }, appeal?.id ?? 0, { granted: true })
    expect(await publicList()).toMatchObject([{ id }])
    const steps = await stepsOf(citizen(), 'comment', id)
    expect(steps.filter(({ kind }) => kind === 'published')).toMatchObject([{ at: during }])
    expect(steps.at(-1)).toMatchObject({
      kind: 'restored',
      at: later,
      reason: expect.stringContaining('申诉'),
    })
    expect(await open.db.$count(points, sql`comment_id = ${id}`)).toBe(1)
    const receipt = await receiptOf(contextAt(open.db, later), code)
    expect(receipt).toMatchObject({ state: 'published', may: { appeal: null } })
    expect(receipt?.moves.map(({ kind }) => kind)).toEqual(['published', 'refused', 'restored'])
    await refuseComment({ ...moderator, now: later }, id, { rule: 'privacy' })
    await appealRefusal(contextAt(open.db, later), { code, body: '又撤下了' })
    expect((await openAppeal(id))?.id).not.toBe(appeal?.id)
  })

  it('is not needed where a moderator took down by mistake: a reason restores it, and without one nothing does', async () => {
    const { id } = await received(open.db, consultation.id)
    await publishComment(moderator, { id })
    await refuseComment(moderator, id, { rule: 'privacy' })
    await expect(publishComment(moderator, { id })).rejects.toMatchObject({
      status: 422,
      fields: { reason: expect.stringContaining(`第${id}号`) },
    })
    await publishComment(moderator, { id }, '撤下有误。')
    expect(await publicList()).toMatchObject([{ id }])
    const [listed] = (await listDeskComments(moderator, consultation.id)).comments
    expect(listed).toMatchObject({ state: 'published', reason: '撤下有误。' })
  })

  it('after the report restores only what was taken down after it', async () => {
    const [early, late] = [await received(open.db, consultation.id), await received(open.db, consultation.id)]
    for (const { id } of [early, late]) await publishComment(moderator, { id })
    await refuseComment(moderator, early.id, { rule: 'privacy' })
    await reportPublished(open.db, consultation.id)
    await refuseComment(moderator, late.id, { rule: 'privacy' })
    await expect(publishComment(moderator, { id: early.id }, '撤下有误。')).rejects.toMatchObject({
      status: 409,
    })
    await publishComment(moderator, { id: late.id }, '撤下有误。')
    expect((await publicList()).map(({ id }) => id)).toEqual([late.id])
  })

  it('is granted of itself when a moderator takes the refusal back, and is gone when the author withdraws', async () => {
    const { id, appealId } = await appealed()
    await publishComment(moderator, { id })
    expect(await stepsOf(citizen(), 'comment-appeal', appealId)).toMatchObject([{ kind: 'granted' }])
    const other = await appealed()
    await withdrawComment(citizen(), { code: other.code })
    expect(await openAppeal(other.id)).toBeUndefined()
    await expect(decideAppeal(colleague, other.appealId, { granted: true })).rejects.toMatchObject({
      status: 409,
    })
  })

  it('is not the drafter’s to decide', async () => {
    const { appealId } = await appealed()
    const drafter = await staffAt(open.db, during, consultation.departmentId, 'drafter', 'reviewer', 'issuer')
    for (const who of [drafter, citizen()]) {
      await expect(decideAppeal(who, appealId, { granted: true })).rejects.toMatchObject({ status: 403 })
      await expect(appealQueue(who)).rejects.toMatchObject({ status: 403 })
    }
  })
})

describe('the desk’s list', () => {
  it('goes by state, clause and channel, both ways, and says what was not the author’s own', async () => {
    const drafter = await staffAt(open.db, during, consultation.departmentId, 'drafter')
    const [one, two, three] = [
      await received(open.db, consultation.id, { clauseId: consultation.clauseIds[1] }),
      await received(open.db, consultation.id),
      await received(open.db, consultation.id),
    ]
    await publishComment(moderator, { id: two.id })
    await disownComment(citizen(), { code: three.code })
    const ids = async (filter: Parameters<typeof listDeskComments>[2]) =>
      (await listDeskComments(drafter, consultation.id, filter)).comments.map(({ id }) => id)
    expect(await ids({})).toEqual([one.id, two.id, three.id])
    expect(await ids({ order: 'newest' })).toEqual([three.id, two.id, one.id])
    expect(await ids({ order: 'newest', after: three.id })).toEqual([two.id, one.id])
    expect(await ids({ state: 'published' })).toEqual([two.id])
    expect(await ids({ clauseId: consultation.clauseIds[1] })).toEqual([one.id])
    expect(await ids({ clauseId: 0 })).toEqual([two.id, three.id])
    expect(await ids({ channel: 'online' })).toEqual([one.id, two.id, three.id])
    expect(await ids({ channel: 'letter' })).toEqual([])
    const { comments: gone } = await listDeskComments(drafter, consultation.id, { state: 'withdrawn' })
    expect(gone).toMatchObject([{ id: three.id, disowned: true }])
  })

  it('shows the words that were taken back to the audit alone', async () => {
    const { id, code } = await received(open.db, consultation.id, { body: '我不想再说的话。' })
    await withdrawComment(citizen(), { code })
    const seenBy = async (role: 'drafter' | 'auditor') => {
      const reader = await staffAt(open.db, during, consultation.departmentId, role)
      const { comments: all } = await listDeskComments(reader, consultation.id, { state: 'withdrawn' })
      return all.find((comment) => comment.id === id)?.body
    }
    expect(await seenBy('drafter')).toBe('')
    expect(await seenBy('auditor')).toBe('我不想再说的话。')
  })
})
