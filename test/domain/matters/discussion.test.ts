import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { startRound } from '~/app/domain/consultations/rounds.server'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import { deskMatter } from '~/app/domain/matters/desk.server'
import { submitForDiscussion } from '~/app/domain/matters/discussion.server'
import { matterPage } from '~/app/domain/matters/page.server'
import { policyPage } from '~/app/domain/policies/page.server'
import { policyFindings } from '~/app/domain/policies/rules'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { surveyResults } from '~/db/schema/surveys'
import { aClosedSurvey, carAnswers } from '~/test/domain/survey-results/a-result'
import { aSurvey } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import {
  aConsultedMatter,
  afterwards,
  anotherVersion,
  answer,
  at,
  makePublic,
} from '../consultations/a-consulted-matter'
import { draftPolicy, reviewedPolicy } from '../policies/a-policy'

const ready = at('2026-12-01T10:00:00')

let open: OpenDatabase
let made: Awaited<ReturnType<typeof aConsultedMatter>>
let second: number

beforeAll(async () => {
  open = await freshDatabase()
  made = await aConsultedMatter(open.db, 'discussed')
  const { office, id, textId } = made
  const during = at('2026-09-10T10:00:00')
  await terminateConsultation(office.as('issuer', during), id, '草案要大改。')
  const versionId = await anotherVersion(office, textId)
  const round = { versionId, opensAt: afterwards, closesAt: at('2026-11-16T23:59:59.999') }
  second = (await startRound(office.as('drafter', afterwards), id, round)).id
  await makePublic(office, second, afterwards)
})
afterAll(() => open.close())

describe('the way to the collective discussion (P9)', () => {
  it('is closed while any round has no published report, the terminated one too, and names them', async () => {
    const { office, matterId, id } = made
    await answer(open.db, office, second, ready)
    const issuer = office.as('issuer', ready)
    await expect(submitForDiscussion(issuer, matterId)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'P9', level: 'block', message: expect.stringContaining('电动自行车停放管理办法') }],
    })
    expect((await deskMatter(issuer, matterId)).discussion).toMatchObject({
      findings: [{ id: 'P9' }],
      submitted: null,
    })
    await answer(open.db, office, id, ready)
    expect((await deskMatter(issuer, matterId)).discussion).toMatchObject({ findings: [], canSubmit: true })
  })

  it('keeps the policy back until the step is taken', async () => {
    const { office, matterId } = made
    const { policyId } = await draftPolicy(
      office,
      { consultationId: second, matterId, needsInterpretation: false },
      ready,
    )
    await reviewedPolicy(office, policyId, ready)
    await expect(publishPolicy(office.as('issuer', ready), policyId)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'P9', message: expect.stringContaining('还没有提请集体讨论') }],
    })
    await expect(submitForDiscussion(office.as('drafter', ready), matterId)).rejects.toMatchObject({
      status: 403,
    })
    await submitForDiscussion(office.as('issuer', ready), matterId, {
      meeting: '县政府第20次常务会议',
      on: '2026-12-03',
    })
    await publishPolicy(office.as('issuer', ready), policyId)
    const { events } = await policyPage(office.citizen(ready), policyId)
    expect(events.filter(({ kind }) => kind === 'consultation').map(({ href }) => href)).toEqual([
      `/consultations/${made.id}`,
      `/consultations/${second}`,
    ])
  })

  it('is gone once, with the meeting, and stands in the public timeline', async () => {
    const { office, matterId } = made
    await expect(submitForDiscussion(office.as('issuer', ready), matterId)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('已经提请'),
    })
    const steps = await stepsOf(office.citizen(ready), 'matter', matterId)
    expect(steps.filter(({ kind }) => kind === 'submitted-for-discussion')).toHaveLength(1)
    const { events } = await matterPage(office.citizen(ready), matterId)
    expect(events.find(({ kind }) => kind === 'discussion')).toMatchObject({
      at: ready,
      reason: '县政府第20次常务会议，2026-12-03',
    })
    const entries = await open.db
      .select()
      .from(audit)
      .where(eq(audit.action, 'matter.submitted-for-discussion'))
    expect(entries).toHaveLength(1)
  })

  it('does not help a policy whose last round was terminated', async () => {
    const { office, matterId, id } = await aConsultedMatter(open.db, 'given-up')
    await terminateConsultation(office.as('issuer', afterwards), id, '事项取消。')
    await answer(open.db, office, id, ready)
    await submitForDiscussion(office.as('issuer', ready), matterId)
    const { policyId } = await draftPolicy(
      office,
      { consultationId: id, matterId, needsInterpretation: false },
      ready,
    )
    const aside = await draftPolicy(office, { matterId, needsInterpretation: false }, ready)
    for (const id of [policyId, aside.policyId]) {
      await reviewedPolicy(office, id, ready)
      await expect(publishPolicy(office.as('issuer', ready), id)).rejects.toMatchObject({
        findings: [{ id: 'P9', message: expect.stringContaining('最后一轮征求意见是终止的') }],
      })
    }
  })

  it('opens anew where a later round has not been answered: the policy waits for it too', () => {
    const facts = {
      ...{ documentNumber: '岭政办发〔2026〕7号', disclosure: 'open' as const, disclosureReason: '' },
      ...{
        needsInterpretation: false,
        interpretations: [],
        hasPlan: true,
        fromConsultation: true,
        feedbackIsPublished: true,
      },
      attendances: [],
    }
    const consultations = [
      { title: '第一轮', isAnswered: true },
      { title: '第二轮', isAnswered: false },
    ]
    const discussion = { isSubmitted: true, consultations, lastRoundIsTerminated: false }
    expect(policyFindings({ ...facts, discussion }, 'publish')).toMatchObject([
      { id: 'P9', level: 'block', message: expect.stringContaining('“第二轮”还没有公布采纳情况反馈') },
    ])
    expect(policyFindings({ ...facts, discussion }, 'review')).toEqual([])
  })
})

describe('the surveys of a matter (P9)', () => {
  const opensAt = at('2026-10-15T09:00:00')
  const closesAt = at('2026-11-15T23:59:59.999')
  const before = at('2026-11-10T10:00:00')

  it('keep it from the collective discussion while they are open, and until the results of what was answered are public', async () => {
    const { office, matterId, id } = await aConsultedMatter(open.db, 'asked')
    await answer(open.db, office, id, afterwards)
    await aSurvey(open.db, { office, matterId, opensAt, closesAt, title: '无人回答的问卷' })
    const answers = carAnswers({ one: 12, more: 0, none: 0 })
    const survey = { office, opensAt, closesAt, title: '停放问卷', consultationId: id }
    const { surveyId } = await aClosedSurvey(open.db, { ...survey, answers })
    await expect(submitForDiscussion(office.as('issuer', before), matterId)).rejects.toMatchObject({
      status: 422,
      findings: [
        { id: 'P9', level: 'block', message: expect.stringContaining('无人回答的问卷') },
        { id: 'P9', level: 'block', message: expect.stringContaining('停放问卷') },
      ],
    })
    const issuer = office.as('issuer', ready)
    expect((await deskMatter(issuer, matterId)).discussion).toMatchObject({
      findings: [{ message: expect.stringContaining('问卷“停放问卷”还没有公布结果') }],
      surveys: [{ id: surveyId, isAnswered: false }],
    })
    const [result] = await open.db
      .insert(surveyResults)
      .values({ surveyId, createdAt: closesAt, createdBy: office.as('drafter').actor.id })
      .returning()
    await takeStep(issuer, { subject: 'survey-result', id: result?.id ?? 0, kind: 'published' })
    await submitForDiscussion(issuer, matterId)
  })

  it('do not hold it when they ask about its policy: that is later (P16)', async () => {
    const { office, matterId, id } = await aConsultedMatter(open.db, 'asked-later')
    await answer(open.db, office, id, afterwards)
    const { policyId } = await draftPolicy(
      office,
      { consultationId: id, matterId, needsInterpretation: false },
      ready,
    )
    await aSurvey(open.db, { office, policyId, opensAt, closesAt: at('2027-01-15T23:59:59.999') })
    await submitForDiscussion(office.as('issuer', ready), matterId)
  })
})
