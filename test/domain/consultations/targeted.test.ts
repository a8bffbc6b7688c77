import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activityRow } from '~/app/domain/activities/row.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { groupDueCampaigns } from '~/app/domain/campaigns/due.server'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import { enterComment, submitComment } from '~/app/domain/comments/submit.server'
import { countByState } from '~/app/domain/comments/tallies.server'
import { citationChoices } from '~/app/domain/concerns/citation-choices.server'
import { describeSubject, requirePublicSubject } from '~/app/domain/concerns/subject.server'
import { deskConsultation, deskConsultations, roundDraft } from '~/app/domain/consultations/desk.server'
import { listConsultations } from '~/app/domain/consultations/list.server'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import { startRound } from '~/app/domain/consultations/rounds.server'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import {
  extendConsultation,
  takeConsultationStep,
  updateConsultation,
} from '~/app/domain/consultations/write.server'
import { unansweredConsultations } from '~/app/domain/feedback/desk.server'
import { feedbackPage } from '~/app/domain/feedback/page.server'
import { latestPublished } from '~/app/domain/feeds/published.server'
import { frontPage } from '~/app/domain/home/front-page.server'
import { matterPage } from '~/app/domain/matters/page.server'
import { signOffTasks } from '~/app/domain/people/tasks.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { placesOfClauses } from '~/app/domain/texts/places.server'
import { saveVersion } from '~/app/domain/texts/versions.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { campaignRuns } from '~/db/schema/comments'
import { clauseVersions } from '~/db/schema/texts'
import { consultationDocuments } from '~/search/documents/consultations'
import { matchesByTitle } from '~/search/titles'
import { freshDatabase } from '~/test/support/database'
import {
  aCounty,
  aHearing,
  aSymposium,
  at,
  begins,
  type County,
  ends,
  takeChainStep,
} from '../activities/an-activity'
import { answerLedger, decideAll, reportOn, say } from '../activities/opinions'
import { anotherVersion } from './a-consulted-matter'

let open: OpenDatabase
let county: County
/** A hearing whose own ledger is the text `ownVersion`, which no consultation has. */
let hearing: number
let ledger: number
let ownVersion: number

const during = at('2026-11-10T09:30:00')
const later = at('2026-11-12T10:00:00')

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  const { departmentId } = county.office
  const saved = await saveVersion(county.office.as('drafter', at('2026-09-01T09:00:00')), {
    departmentId,
    parsed: parseText('云岭县供水价格调整方案\n第一条　水价每立方米调整为2.35元。\n第二条　低保户水价不变。'),
  })
  ownVersion = saved.versionId
  const own = { ...county, versionId: ownVersion }
  hearing = (await aHearing(own, { title: '供水价格听证会' })).id
  ledger = (await activityRow(county.office.citizen(), hearing)).consultationId ?? 0
})
afterAll(() => open.close())

const citizen = (now = during) => county.office.citizen(now)
const drafter = (now = during) => county.office.as('drafter', now)
const issuer = (now = during) => county.office.as('issuer', now)

describe('the ledger of an activity is no consultation that anybody is called to', () => {
  it('stands in no list, no feed and no search', async () => {
    const { rows } = await listConsultations(citizen())
    expect(rows.map(({ id }) => id)).toEqual([county.consultationId])
    const feed = await latestPublished(citizen(), 100)
    expect(feed.map(({ href }) => href)).not.toContain(paths.consultation(ledger))
    expect(await consultationDocuments(open.db, [ledger])).toEqual({ things: [], clauses: [] })
    const found = await matchesByTitle(open.db, '供水价格')
    expect(found.filter(({ kind }) => kind === 'consultation')).toEqual([])
    expect((await frontPage(citizen())).figures.consultations).toBe(1)
  })

  it('has the activity’s page for its own, also where a clause of its draft is cited', async () => {
    expect((await publicConsultation(citizen(), ledger)).activity).toEqual({
      ...{ id: hearing, kind: 'hearing', title: '供水价格听证会' },
    })
    expect((await publicConsultation(citizen(), county.consultationId)).activity).toBeNull()
    const [clause] = await open.db
      .select({ id: clauseVersions.clauseId })
      .from(clauseVersions)
      .where(eq(clauseVersions.versionId, ownVersion))
      .limit(1)
    const clauseId = clause?.id ?? 0
    const place = (await placesOfClauses(citizen(), [clauseId])).get(clauseId)
    expect(place?.href).toBe(`${paths.activity(hearing)}#c-${clauseId}`)
  })

  it('is nothing that a concern is about, or that an answer cites', async () => {
    expect(await describeSubject(citizen(), { consultationId: ledger })).toBeNull()
    await expect(requirePublicSubject(citizen(), { consultationId: ledger })).rejects.toMatchObject({
      status: 404,
    })
    const about = { clauseId: null, policyId: null, consultationId: null }
    const { sources } = await citationChoices(drafter(), null, about)
    expect(sources.map(({ value }) => value)).toEqual([`consultation:${county.consultationId}`])
  })

  it('shows no period in the matter’s timeline', async () => {
    const { events } = await matterPage(citizen(), county.matterId)
    const opened = events.filter(({ kind }) => kind === 'consultation-opened')
    expect(opened.map(({ href }) => href)).toEqual([paths.consultation(county.consultationId)])
  })

  it('takes no comment, from nobody and on no paper, though it is public and its day is today', async () => {
    const comment = {
      ...{ key: randomUUID(), consultationId: ledger, body: '我也来说一句。', displayName: '' },
      ...{ publishName: false, township: '', contact: '' },
    }
    expect(begins < during && during < ends).toBe(true)
    await expect(submitComment(citizen(), comment)).rejects.toMatchObject({
      status: 410,
      message: expect.stringContaining('只收录活动现场提出的意见'),
    })
    const letter = { ...comment, key: randomUUID(), channel: 'letter' as const, receivedAt: during }
    await expect(enterComment(drafter(), letter)).rejects.toMatchObject({ status: 410 })
    expect(await countByState(citizen(), ledger)).toMatchObject({ pending: 0, published: 0 })
    expect((await listPublicComments(citizen(), ledger)).total).toBe(0)
  })

  it('has no rounds, no later and no earlier end, and no sign-off of its own', async () => {
    const versionId = await anotherVersion(county.office, county.textId)
    const refused = expect.objectContaining({ status: 409, message: expect.stringContaining('活动页面') })
    const period = { opensAt: during, closesAt: later }
    await expect(startRound(drafter(), ledger, { versionId, ...period })).rejects.toEqual(refused)
    await expect(roundDraft(drafter(), ledger)).rejects.toEqual(refused)
    await expect(extendConsultation(issuer(), ledger, { closesAt: later, notice: '延长' })).rejects.toEqual(
      refused,
    )
    await expect(terminateConsultation(issuer(), ledger, '不听了')).rejects.toEqual(refused)
    await expect(takeConsultationStep(issuer(), ledger, 'withdrawn', '撤回')).rejects.toEqual(refused)
    await expect(takeConsultationStep(drafter(), ledger, 'submitted', '')).rejects.toEqual(refused)
    const { matterId } = county
    const form = { title: '改名', background: '', draftingNote: '', draftKind: 'general' as const }
    const channels = { shortReason: '', letterTo: '', phone: '', email: '' }
    await expect(
      updateConsultation(drafter(), ledger, { ...form, ...channels, ...period, matterId, versionId }),
    ).rejects.toEqual(refused)
  })

  it('is at the desk, marked, with nothing to sign and no letters to compare', async () => {
    const { rows } = await deskConsultations(drafter())
    expect(rows.map(({ id, form }) => [id, form])).toEqual([
      [ledger, 'targeted'],
      [county.consultationId, 'public'],
    ])
    expect(await deskConsultation(issuer(), ledger)).toMatchObject({
      activity: { id: hearing, title: '供水价格听证会' },
      ...{ canEdit: false, canExtend: false, canTerminate: false, canContinue: false },
      ...{ findings: [], offered: [] },
    })
    const { id: draft } = await aSymposium(county, { title: '还没公开的座谈会', published: false })
    const unpublished = (await activityRow(drafter(), draft)).consultationId
    const tasks = await signOffTasks(drafter())
    expect(tasks.filter(({ subject }) => subject === 'consultation').map(({ id }) => id)).not.toContain(
      unpublished,
    )
  })
})

describe('what was said there', () => {
  it('is answered like any comment, and the answer is public under the activity’s name', async () => {
    const { id } = await aSymposium(county, { title: '用水大户座谈会' })
    const own = (await activityRow(drafter(), id)).consultationId ?? 0
    const waiting = async (now: Date) =>
      (await unansweredConsultations(drafter(now), county.office)).map((one) => one.id)
    expect(await waiting(later)).toContain(own)
    await say(county, id, [{ body: '水价调整要有过渡期。' }], later)
    await reportOn(county, id, later)
    const { comments } = await listPublicComments(citizen(later), own)
    await decideAll(
      county,
      own,
      comments.map((one) => one.id),
      later,
    )
    await answerLedger(county, own, later)
    expect(await waiting(later)).not.toContain(own)
    const page = await feedbackPage(citizen(later), own)
    expect(page).toMatchObject({
      activity: { id },
      report: { figures: { ledger: { received: 1, decided: 1 } } },
    })
    expect(page.report?.figures.channels).toEqual([{ channel: 'symposium', count: 1 }])
    const feed = await latestPublished(citizen(later), 100)
    expect(feed.map(({ href }) => href)).toContain(paths.feedback(own))
    const { events } = await matterPage(citizen(later), county.matterId)
    expect(events.filter(({ kind }) => kind === 'feedback').map(({ href }) => href)).toEqual([
      paths.feedback(own),
    ])
    await groupDueCampaigns(drafter(later))
    const runs = await open.db.select({ id: campaignRuns.consultationId }).from(campaignRuns)
    expect(runs.map((run) => run.id)).not.toContain(own)
  })

  it('is waited for no longer once the activity was called off', async () => {
    const waiting = async () =>
      (await unansweredConsultations(drafter(later), county.office)).map(({ id }) => id)
    expect(await waiting()).toContain(ledger)
    await takeChainStep(county, hearing, 'cancelled', later, { reason: '方案要大改' })
    expect(await waiting()).not.toContain(ledger)
  })

  it('leaves the public with its activity', async () => {
    const { id } = await aSymposium(county, { title: '撤回的座谈会' })
    const own = (await activityRow(drafter(), id)).consultationId ?? 0
    await takeStep(issuer(), { subject: 'consultation', id: own, kind: 'withdrawn', reason: '有误' })
    await expect(publicConsultation(citizen(later), own)).rejects.toMatchObject({ status: 404 })
  })
})
