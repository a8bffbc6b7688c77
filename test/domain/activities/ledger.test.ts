import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseLedger } from '~/app/domain/activities/ledger.server'
import { activityRow } from '~/app/domain/activities/row.server'
import { listDeskComments } from '~/app/domain/comments/desk-list.server'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { countByState } from '~/app/domain/comments/tallies.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { gapsOf } from '~/app/domain/consultations/gaps.server'
import { reportDesk } from '~/app/domain/feedback/desk.server'
import { ledgerOf } from '~/app/domain/feedback/ledger.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { submitForDiscussion } from '~/app/domain/matters/discussion.server'
import { listMatters } from '~/app/domain/matters/list.server'
import { countWithResults } from '~/app/domain/matters/participation.server'
import { occasionOf } from '~/app/domain/occasions/occasion.server'
import { activitiesOfLedger } from '~/app/domain/occasions/of-ledger.server'
import { policyFacts } from '~/app/domain/policies/facts.server'
import { policyFindings } from '~/app/domain/policies/rules'
import { policyRow } from '~/app/domain/policies/write.server'
import type { OpenDatabase } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { clauseVersions } from '~/db/schema/texts'
import { draftPolicy } from '~/test/domain/policies/a-policy'
import { freshDatabase } from '~/test/support/database'
import { answer } from '../consultations/a-consulted-matter'
import { aCounty, aHearing, anActivity, aSymposium, at, type County, takeChainStep } from './an-activity'
import { answerLedger, decideAll, reportOn, say } from './opinions'

let open: OpenDatabase
let county: County
let made = 0

const held = at('2026-11-10T15:00:00')
const later = at('2026-11-12T10:00:00')
const much = at('2026-11-20T10:00:00')

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  made += 1
  county = await aCounty(open.db, `bureau-${made}`)
})

const drafter = (now = much) => county.office.as('drafter', now)
const issuer = (now = much) => county.office.as('issuer', now)
const citizen = (now = much) => county.office.citizen(now)

async function ledgerIdOf(activityId: number): Promise<number> {
  const { consultationId } = await activityRow(drafter(), activityId)
  return consultationId as number
}

function commentsIn(consultationId: number) {
  return open.db
    .select()
    .from(comments)
    .where(eq(comments.consultationId, consultationId))
    .orderBy(asc(comments.id))
}

async function firstClause(): Promise<number> {
  const [clause] = await open.db
    .select({ id: clauseVersions.clauseId })
    .from(clauseVersions)
    .where(eq(clauseVersions.versionId, county.versionId))
    .orderBy(asc(clauseVersions.position))
    .limit(1)
  return clause?.id ?? 0
}

/** A symposium with a ledger of its own, its two opinions in it. */
async function reportedSymposium(ledger: 'own' | 'joined' = 'own') {
  const { id } = await aSymposium(county, { ledger })
  await say(
    county,
    id,
    [
      { body: '夜里应当有人巡查。', clauseId: await firstClause() },
      { body: '请主持人介绍情况。', kind: 'procedure' },
      { body: '充电的价格要公示。', label: '居民' },
    ],
    held,
  )
  await reportOn(county, id, later)
  return { id, ledgerId: await ledgerIdOf(id) }
}

describe('what is said at an activity', () => {
  it('enters the ledger with the report: published, with a waiting point, and the ledger balances', async () => {
    const { id, ledgerId } = await reportedSymposium()
    const rows = await commentsIn(ledgerId)
    expect(rows.map(({ body, channel, displayName }) => [body, channel, displayName])).toEqual([
      ['夜里应当有人巡查。', 'symposium', '沿街商户代表'],
      ['充电的价格要公示。', 'symposium', '居民'],
    ])
    expect(await countByState(drafter(), ledgerId)).toMatchObject({ published: 2, pending: 0 })
    const waiting = await open.db
      .select()
      .from(points)
      .where(eq(points.commentId, rows[0]?.id ?? 0))
    expect(waiting).toMatchObject([{ issueId: null }])
    expect(await ledgerOf(drafter(), ledgerId)).toMatchObject({ received: 2, undecided: 2, balanced: false })
    await decideAll(
      county,
      ledgerId,
      rows.map((row) => row.id),
      much,
    )
    expect(await ledgerOf(drafter(), ledgerId)).toMatchObject({ received: 2, decided: 2, balanced: true })
    expect((await gapsOf(drafter(), ledgerId)).channels).toEqual([{ channel: 'symposium', count: 2 }])
    expect(await activitiesOfLedger(citizen(), ledgerId)).toMatchObject([{ id, kind: 'symposium' }])
  })

  it('is listed with the way it came and where it was said, for the public and at the desk', async () => {
    const { id, ledgerId } = await reportedSymposium('joined')
    const { comments: listed } = await listPublicComments(citizen(), ledgerId)
    expect(listed.map(({ channel, occasion, name }) => [channel, occasion?.id, name])).toEqual([
      ['symposium', id, '居民'],
      ['symposium', id, '沿街商户代表'],
    ])
    const desk = await listDeskComments(drafter(), ledgerId, { channel: 'symposium' })
    expect(desk.comments.map(({ occasion }) => occasion?.title)).toEqual(['充电设施座谈会', '充电设施座谈会'])
  })

  it('has no receipt: nobody can look it up, take it back or change it', async () => {
    const { ledgerId } = await reportedSymposium()
    const [row] = await commentsIn(ledgerId)
    const code = row?.code ?? ''
    expect(await receiptOf(citizen(), code)).toBeNull()
    await expect(withdrawComment(citizen(), { code })).rejects.toMatchObject({ status: 404 })
  })

  it('stands with the activity, first as being studied, then with the decision and its reason', async () => {
    const { id: unreported } = await aSymposium(county, { title: '没有报告的座谈会' })
    await say(county, unreported, [{ body: '还没有归入台账的意见。' }], held)
    expect(await occasionOf(citizen(), unreported)).toMatchObject({ opinions: [] })
    const { id, ledgerId } = await reportedSymposium()
    const waiting = await occasionOf(citizen(), id)
    expect(waiting.opinions).toMatchObject([
      { speaker: '沿街商户代表', body: '夜里应当有人巡查。', clause: { cited: '第一条' }, decisions: [] },
      { speaker: '居民', clause: null, decisions: [] },
    ])
    await decideAll(
      county,
      ledgerId,
      (await commentsIn(ledgerId)).map((row) => row.id),
      much,
    )
    expect((await occasionOf(citizen(), id)).opinions[0]?.decisions).toEqual([])
    await answerLedger(county, ledgerId, much)
    const told = await occasionOf(citizen(at('2026-11-21T09:00:00')), id)
    expect(told.answeredAt).toEqual(much)
    expect(told.opinions[1]?.decisions).toMatchObject([
      { title: '夜间巡查', decision: 'partially-adopted', reason: '每晚巡查两次，写入第三条。' },
    ])
  })
})

describe('the feedback report of a ledger', () => {
  it('waits for the report of every public activity that feeds it, by its name (P9)', async () => {
    const { id } = await aSymposium(county, { ledger: 'joined' })
    const { consultationId } = county
    await saveReport(drafter(later), consultationId, { introduction: '没有收到来信。' })
    await expect(publishFeedback(issuer(later), consultationId)).rejects.toMatchObject({
      findings: [{ id: 'P9', message: expect.stringContaining('“充电设施座谈会”') }],
    })
    expect((await reportDesk(drafter(later), consultationId)).findings).toMatchObject([{ id: 'P9' }])
    await say(county, id, [{ body: '夜里应当有人巡查。' }], held)
    await reportOn(county, id, later)
    await decideAll(
      county,
      consultationId,
      (await commentsIn(consultationId)).map((row) => row.id),
      later,
    )
    await publishFeedback(issuer(later), consultationId)
  })

  it('does not wait for what is a draft, or was called off', async () => {
    const { consultationId } = county
    await aSymposium(county, { ledger: 'joined', published: false })
    const { id } = await aHearing(county, { ledger: 'joined' })
    await takeChainStep(county, id, 'cancelled', at('2026-10-20T09:00:00'), { reason: '草案要大改' })
    await saveReport(drafter(later), consultationId, { introduction: '没有收到意见。' })
    await publishFeedback(issuer(later), consultationId)
  })

  it('of an activity’s own ledger needs no end of a consultation, only the activity’s report', async () => {
    const { id } = await aSymposium(county)
    const ledgerId = await ledgerIdOf(id)
    const early = at('2026-11-10T09:30:00')
    await saveReport(drafter(early), ledgerId, { introduction: '没有意见。' })
    await expect(publishFeedback(issuer(early), ledgerId)).rejects.toMatchObject({
      findings: [{ id: 'P9', message: expect.stringContaining('活动报告还没有公布') }],
    })
    await reportOn(county, id, later)
    await publishFeedback(issuer(later), ledgerId)
  })
})

describe('the collective discussion', () => {
  it('has the answers to hearings, symposiums, visits and polls before it (P9)', async () => {
    await answer(open.db, county.office, county.consultationId, later)
    const { ledgerId } = await reportedSymposium()
    await expect(submitForDiscussion(issuer(), county.matterId)).rejects.toMatchObject({
      findings: [{ id: 'P9', message: expect.stringContaining('“充电设施座谈会”还没有公布采纳情况反馈') }],
    })
    await decideAll(
      county,
      ledgerId,
      (await commentsIn(ledgerId)).map((row) => row.id),
      much,
    )
    await answerLedger(county, ledgerId, much)
    await submitForDiscussion(issuer(), county.matterId)
  })

  it('waits for no activity that was called off, and not for those who attend it (P14)', async () => {
    await answer(open.db, county.office, county.consultationId, later)
    const { id } = await aHearing(county)
    await takeChainStep(county, id, 'cancelled', later, { reason: '草案要大改' })
    await anActivity(county, 'meeting-attendance', { title: '列席县政府常务会议' })
    await submitForDiscussion(issuer(), county.matterId)
  })
})

describe('who attends a meeting', () => {
  const title = '列席县政府常务会议'

  it('is never heard in a consultation’s ledger: its report would have to come before the meeting', async () => {
    const { id } = await anActivity(county, 'meeting-attendance', { ledger: 'none' })
    const activity = await activityRow(drafter(), id)
    await expect(
      chooseLedger(drafter(), activity, { consultationId: county.consultationId }),
    ).rejects.toMatchObject({ fields: { consultationId: expect.stringContaining('请另立台账') } })
  })

  it('is answered before the policy is public (P10, P14)', async () => {
    await answer(open.db, county.office, county.consultationId, later)
    const { id } = await anActivity(county, 'meeting-attendance', { title })
    const { departmentId } = county.office
    const { consultationId } = county
    const { policyId } = await draftPolicy(county.office, { departmentId, consultationId }, later)
    const found = async (now: Date) =>
      policyFindings(await policyFacts(drafter(now), await policyRow(drafter(now), policyId)), 'publish')
        .filter(({ id }) => id === 'P14')
        .map(({ message }) => message)
    expect(await found(at('2026-11-09T09:00:00'))).toEqual([])
    expect(await found(much)).toEqual([expect.stringMatching(/“列席县政府常务会议”.*第三十二条/)])
    await takeChainStep(county, id, 'held', held)
    await say(county, id, [{ body: '过渡期要长一些。' }], held)
    await reportOn(county, id, later)
    const ledgerId = await ledgerIdOf(id)
    await decideAll(
      county,
      ledgerId,
      (await commentsIn(ledgerId)).map((row) => row.id),
      much,
    )
    await answerLedger(county, ledgerId, much)
    expect(await found(much)).toEqual([])
  })
})

describe('the catalogue', () => {
  it('says in which ways people could take part so far, and counts those with results (P14, W2)', async () => {
    const before = await countWithResults(citizen(), 2026)
    const { id } = await reportedSymposium()
    const rows = await listMatters(citizen(), { year: 2026 })
    const own = rows.find((row) => row.id === county.matterId)
    expect(own?.ways.map(({ kind, id, state }) => [kind, id, state])).toEqual([
      ['consultation', county.consultationId, 'closed'],
      ['symposium', id, 'reported'],
    ])
    expect(await countWithResults(citizen(), 2026)).toBe(before + 1)
    expect(await countWithResults(citizen(held), 2026)).toBeLessThanOrEqual(before)
    expect(await countWithResults(citizen(), 2027)).toBe(0)
    await answer(open.db, county.office, county.consultationId, later)
    expect(await countWithResults(citizen(), 2026)).toBe(before + 2)
  })
})
