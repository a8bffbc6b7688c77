import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { readAttachment } from '~/app/domain/comments/attachments.server'
import { maskComments, publishComment } from '~/app/domain/comments/moderate.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { enterComment } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { publishFeedback, saveReport, submitReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { placePoints } from '~/app/domain/issues/place.server'
import { splitComment } from '~/app/domain/issues/points.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion } from '~/app/domain/texts/versions.server'
import type { Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { points } from '~/db/schema/issues'
import {
  type AConsultation,
  aComment,
  aConsultation,
  after,
  contextAt,
  during,
  received,
  staffAt,
  systemAt,
} from '~/test/domain/comments/a-consultation'
import { aPdf } from '~/test/media/some-files'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  consultation = await aConsultation(open.db)
})

const citizen = (now = during) => contextAt(open.db, now)
const system = (now = during) => systemAt(open.db, now)
const as = (now: Date, ...roles: Role[]) => staffAt(open.db, now, consultation.departmentId, ...roles)

async function report(): Promise<void> {
  await saveReport(system(after), consultation.id, { introduction: '基本情况' })
  await submitReport(await as(after, 'drafter'), consultation.id, { reason: '意见不多' })
  await publishFeedback(await as(after, 'issuer'), consultation.id)
}

/** A further round with a later version of the text, public from `after` on. */
async function nextRound(): Promise<void> {
  const later = await saveVersion(system(after), {
    textId: consultation.textId,
    departmentId: consultation.departmentId,
    parsed: parseText(`云岭县路灯管理办法（第二次征求意见稿）
第一条　为了规范路灯管理，制定本办法。
第二条　县城道路路灯夏季每日19时开启，冬季每日17时30分开启，次日7时关闭。
第三条　路灯损坏的，管护单位应当在三日内修复。`),
  })
  const [row] = await open.db.select().from(consultations).where(eq(consultations.id, consultation.id))
  if (!row) throw new Error('the consultation is not there')
  const { id: previousId, ...same } = row
  const [next] = await open.db
    .insert(consultations)
    .values({
      ...same,
      ...{ previousId, round: 2, versionId: later.versionId, title: '第二次公开征求意见', createdAt: after },
      ...{ opensAt: after, closesAt: new Date(after.getTime() + 40 * 86_400_000) },
    })
    .returning({ id: consultations.id })
  await takeStep(system(after), { subject: 'consultation', id: next?.id ?? 0, kind: 'published' })
}

it('of a letter says by which way it came, and has every right of one that came online', async () => {
  const { code } = await enterComment(await as(during, 'drafter'), {
    ...aComment(consultation.id, { displayName: '赵桂兰' }),
    ...{ channel: 'letter', receivedAt: during },
  })
  const receipt = await receiptOf(citizen(), code)
  expect(receipt).toMatchObject({ channel: 'letter', state: 'pending', displayName: '赵桂兰' })
  expect(receipt?.may).toMatchObject({ withdraw: true, correct: 5, tell: true })
})

it('shows for each part of a comment its issue, decision and reason, and the clause before and after', async () => {
  const body = '冬天请晚一点开灯。路灯坏了三天太久，请一天修好。'
  const [, second = 0, third = 0] = consultation.clauseIds
  const { id, code } = await received(open.db, consultation.id, { clauseId: second, body })
  await publishComment(await as(during, 'moderator'), { id })
  const drafter = await as(during, 'drafter')
  await splitComment(drafter, id, ['冬天请晚一点开灯。', '路灯坏了三天太久，请一天修好。'])
  const parts = await open.db.select().from(points).where(eq(points.commentId, id)).orderBy(asc(points.id))
  const issue = (title: string, clauseId: number) =>
    createIssue(drafter, { consultationId: consultation.id, title, summary: title, clauseIds: [clauseId] })
  const hours = await issue('开灯时间', second)
  const repairs = await issue('修复期限', third)
  await placePoints(drafter, hours, [parts[0]?.id ?? 0])
  await placePoints(drafter, repairs, [parts[1]?.id ?? 0])
  await decideIssue(drafter, { issueId: hours, decision: 'partially-adopted', reason: '分季节开灯。' })
  await decideIssue(drafter, { issueId: repairs, decision: 'not-adopted', reason: '配件运输要两天。' })

  const before = await receiptOf(citizen(after), code)
  expect(before).toMatchObject({ decisions: [], since: null, feedbackAt: null, closed: true })
  await report()
  await nextRound()

  const receipt = await receiptOf(citizen(new Date(after.getTime() + 60_000)), code)
  expect(receipt?.decisions).toMatchObject([
    {
      ...{ title: '开灯时间', decision: 'partially-adopted', reason: '分季节开灯。' },
      parts: ['冬天请晚一点开灯。'],
      fates: [{ fate: 'changed', fromLabel: '第二条' }],
    },
    {
      ...{ title: '修复期限', decision: 'not-adopted', reason: '配件运输要两天。' },
      parts: ['路灯坏了三天太久，请一天修好。'],
      fates: [{ fate: 'unchanged', fromLabel: '第三条' }],
    },
  ])
  expect(receipt?.since?.title).toBe('第二次公开征求意见')
  expect(receipt?.ownFate?.words.some(({ text }) => text.includes('19'))).toBe(true)
  expect(receipt?.rounds.map(({ round }) => round)).toEqual([1, 2])
  expect(receipt?.may).toMatchObject({ correct: 0, tell: false, appeal: null, withdraw: true })
})

it('shows the public words where they are masked, and hides them again when the comment is withdrawn', async () => {
  const { id, code } = await received(open.db, consultation.id, { body: '请打13800000000。' })
  await publishComment(await as(during, 'moderator'), { id, mask: '请打138****0000。' })
  expect(await receiptOf(citizen(), code)).toMatchObject({
    words: '请打13800000000。',
    shown: '请打138****0000。',
  })
  await maskComments(await as(during, 'moderator'), [{ id, mask: '请打电话（号码略）。' }])
  expect((await receiptOf(citizen(), code))?.shown).toBe('请打电话（号码略）。')
  await withdrawComment(citizen(), { code })
  expect((await receiptOf(citizen(), code))?.shown).toBeNull()
})

it('lists the attachments, which open with the code until the comment is withdrawn', async () => {
  const { code } = await received(open.db, consultation.id, {
    attachments: [{ name: '照片.pdf', bytes: aPdf() }],
  })
  const other = await received(open.db, consultation.id)
  const [attachment] = (await receiptOf(citizen(), code))?.attachments ?? []
  const id = attachment?.id ?? 0
  expect(attachment).toMatchObject({ name: '照片.pdf', type: 'application/pdf' })
  expect((await readAttachment(citizen(), { code }, id)).bytes.length).toBeGreaterThan(0)
  await expect(readAttachment(citizen(), { code: other.code }, id)).rejects.toMatchObject({ status: 404 })
  await withdrawComment(citizen(), { code })
  await expect(readAttachment(citizen(), { code }, id)).rejects.toMatchObject({ status: 404 })
  await expect(readAttachment(await as(during, 'moderator'), { staff: true }, id)).rejects.toMatchObject({
    status: 404,
  })
  expect((await readAttachment(await as(during, 'auditor'), { staff: true }, id)).name).toBe('照片.pdf')
})

it('is found by the code as people type it, and by no other', async () => {
  const { code } = await received(open.db, consultation.id)
  const typed = code.toLowerCase().replaceAll('-', ' ')
  expect((await receiptOf(citizen(), typed))?.code).toBe(code)
  for (const wrong of ['', 'ABCD-EFGH-JKMN', `${code}2`]) expect(await receiptOf(citizen(), wrong)).toBeNull()
})
