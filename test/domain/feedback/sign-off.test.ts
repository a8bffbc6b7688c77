import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { reportDesk } from '~/app/domain/feedback/desk.server'
import { draftIntroduction } from '~/app/domain/feedback/introduction.server'
import { feedbackPage } from '~/app/domain/feedback/page.server'
import { publishFeedback, returnReport, saveReport, submitReport } from '~/app/domain/feedback/publish.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { type AConsultation, after, contextAt, received } from '../comments/a-consultation'
import { aReport } from './a-report'

let open: OpenDatabase
let world: Awaited<ReturnType<typeof aReport>>
let consultation: AConsultation
let drafter: Ctx
let issuer: Ctx

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  world = await aReport(open.db)
  consultation = world.consultation
  drafter = world.drafter
  issuer = world.issuer
})
afterAll(() => open.close())

describe('the sign-off of the report', () => {
  it('goes from the drafter to the issuer, who gives it back with a reason or publishes it', async () => {
    await saveReport(drafter, consultation.id, { introduction: '没有收到意见。' })
    await submitReport(drafter, consultation.id)
    const locked = saveReport(drafter, consultation.id, { introduction: '改' })
    await expect(locked).rejects.toMatchObject({ status: 409 })
    expect(await reportDesk(drafter, consultation.id)).toMatchObject({ state: 'submitted', canEdit: false })
    await expect(returnReport(issuer, consultation.id, ' ')).rejects.toMatchObject({ status: 422 })
    await expect(returnReport(drafter, consultation.id, '改')).rejects.toMatchObject({ status: 403 })
    await returnReport(issuer, consultation.id, '请写明渠道')
    const returned = await reportDesk(drafter, consultation.id)
    expect(returned).toMatchObject({ state: 'returned', canEdit: true })
    expect(returned.steps.at(-1)).toMatchObject({ kind: 'returned', reason: '请写明渠道' })
    await saveReport(drafter, consultation.id, { introduction: '没有收到意见，渠道如下。' })
    await submitReport(drafter, consultation.id)
    await publishFeedback(issuer, consultation.id)
    expect(await reportDesk(issuer, consultation.id)).toMatchObject({ state: 'published', offered: [] })
  })

  it('cannot begin while something is missing, and not before there are words', async () => {
    await expect(submitReport(drafter, consultation.id)).rejects.toMatchObject({ status: 409 })
    await world.publishedComments(1)
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    await expect(submitReport(drafter, consultation.id)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'P9' }],
    })
  })

  it('proposes the ledger’s own words until somebody has saved others', async () => {
    await world.publishedComments(2)
    const proposed = await reportDesk(drafter, consultation.id)
    expect(proposed).toMatchObject({ isProposed: true, canEdit: true })
    expect(proposed.introduction).toContain('共收到意见2条')
    await saveReport(drafter, consultation.id, { introduction: '我们自己的话。' })
    expect(await reportDesk(drafter, consultation.id)).toMatchObject({
      isProposed: false,
      introduction: '我们自己的话。',
    })
    expect(await draftIntroduction(drafter, consultation.id)).toContain('共收到意见2条')
  })

  it('names what is missing, each by its number', async () => {
    const [one] = await world.publishedComments(1)
    const waiting = await received(open.db, consultation.id)
    expect((await reportDesk(drafter, consultation.id)).missing).toMatchObject({
      unmoderated: [waiting.id],
      undecided: [one?.id],
    })
  })

  it('is passed with a written reason when it is late, which the public reads (P12)', async () => {
    const { matterId } = await consultationRow(drafter, consultation.id)
    const atOnce = { subject: 'matter' as const, id: matterId, kind: 'submitted-for-discussion' }
    await takeStep({ ...issuer, now: after }, atOnce)
    await saveReport(drafter, consultation.id, { introduction: '没有收到意见。' })
    const inTime = { ...drafter, now: new Date('2026-12-21T10:00:00+08:00') }
    expect(await reportDesk(inTime, consultation.id)).toMatchObject({ dueOn: '2026-12-21', findings: [] })
    const late = new Date('2026-12-22T10:00:00+08:00')
    const refused = publishFeedback({ ...issuer, now: late }, consultation.id)
    await expect(refused).rejects.toMatchObject({ status: 422, findings: [{ id: 'P12', level: 'warn' }] })
    await publishFeedback({ ...issuer, now: late }, consultation.id, { reason: '补充论证用了时间。' })
    const page = await feedbackPage(contextAt(open.db, late), consultation.id)
    expect(page.report?.figures.lateness).toEqual({
      ...{ dueOn: '2026-12-21', decidedOn: '2026-12-07', from: 'discussion' },
      reason: '补充论证用了时间。',
    })
  })
})
