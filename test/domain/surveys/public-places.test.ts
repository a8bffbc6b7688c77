import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { latestPublished } from '~/app/domain/feeds/published.server'
import { frontPage } from '~/app/domain/home/front-page.server'
import { matterPage } from '~/app/domain/matters/page.server'
import { countWithResults, participationOf } from '~/app/domain/matters/participation.server'
import { publicDates } from '~/app/domain/public-dates/list.server'
import { listSurveys, surveysAbout } from '~/app/domain/surveys/list.server'
import type { OpenDatabase } from '~/db/client'
import { policies } from '~/db/schema/policies'
import { surveyConclusions, surveyResults, surveyVersions } from '~/db/schema/surveys'
import { readDocuments } from '~/search/documents/read'
import { matchesByTitle } from '~/search/titles'
import { aCounty, type County } from '~/test/domain/activities/an-activity'
import { draftPolicy } from '~/test/domain/policies/a-policy'
import { freshDatabase } from '~/test/support/database'
import { aSurvey, type Wanted } from './a-survey'

let open: OpenDatabase
let county: County
const day = 86_400_000
const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * day)

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

const citizen = (at = now) => county.office.citizen(at)
const make = async (wanted: Wanted = {}) =>
  (await aSurvey(open.db, { office: county.office, ...wanted })).surveyId
const past = { opensAt: inDays(-40), closesAt: inDays(-10) }

async function publishResult(surveyId: number, at = now): Promise<number> {
  const [result] = await open.db
    .insert(surveyResults)
    .values({ surveyId, introduction: '一共有一百二十人作答。', figures: {}, createdAt: at })
    .returning()
  const id = result?.id ?? 0
  await open.db
    .insert(surveyConclusions)
    .values({ surveyId, position: 1, finding: '多数人盼着增加夜间车位。' })
  await takeStep(county.office.as('issuer', at), { subject: 'survey-result', id, kind: 'published' })
  return id
}

async function withdrawSurvey(id: number): Promise<void> {
  await takeStep(county.office.as('issuer', now), {
    subject: 'survey',
    id,
    kind: 'withdrawn',
    reason: '题目有误',
  })
}

describe('the list of surveys', () => {
  it('has the open ones first, by how soon they close, then the coming, then the past with the newest first', async () => {
    const made = {
      late: await make({ closesAt: inDays(9) }),
      soon: await make({ closesAt: inDays(3) }),
      coming: await make({ opensAt: inDays(2), closesAt: inDays(12), at: inDays(-1) }),
      old: await make({ opensAt: inDays(-90), closesAt: inDays(-60) }),
      recent: await make(past),
      draft: await make({ published: false }),
      withdrawn: await make(),
    }
    await withdrawSurvey(made.withdrawn)
    await publishResult(made.old)
    const expected = [made.soon, made.late, made.coming, made.recent, made.old]
    const { rows } = await listSurveys(citizen())
    expect(rows.map(({ id }) => id)).toEqual(expected)
    expect(rows.map(({ state }) => state)).toEqual(['open', 'open', 'upcoming', 'closed', 'reported'])

    const first = await listSurveys(citizen(), { limit: 2 })
    const second = await listSurveys(citizen(), { limit: 2, after: first.next })
    const third = await listSurveys(citizen(), { limit: 2, after: second.next })
    expect([first, second, third].flatMap((page) => page.rows.map(({ id }) => id))).toEqual(expected)
    expect(third.next).toBeNull()

    const only = async (state: 'open' | 'upcoming' | 'closed' | 'reported') =>
      (await listSurveys(citizen(), { state })).rows.map(({ id }) => id)
    expect(await only('open')).toEqual([made.soon, made.late])
    expect(await only('upcoming')).toEqual([made.coming])
    expect(await only('closed')).toEqual([made.recent])
    expect(await only('reported')).toEqual([made.old])
    expect((await listSurveys(citizen(), { departmentId: county.office.departmentId + 999 })).rows).toEqual(
      [],
    )
    expect((await frontPage(citizen())).surveys.map(({ id }) => id)).toEqual([made.soon, made.late])
  })

  it('takes an odd cursor for none', async () => {
    const { rows } = await listSurveys(citizen(), { after: "open_1'_2" })
    expect(rows).toEqual((await listSurveys(citizen())).rows)
  })
})

describe('a survey on a consultation of a matter', () => {
  it('stands on the consultation and in the matter’s timeline, and counts as a way of taking part (P2)', async () => {
    const id = await make({ consultationId: county.consultationId, ...past })
    const about = await surveysAbout(citizen(), { consultationId: county.consultationId })
    expect(about.map((one) => [one.id, one.state])).toEqual([[id, 'closed']])
    const ways = (await participationOf(citizen(), [county.matterId])).get(county.matterId) ?? []
    expect(ways.filter(({ kind }) => kind === 'survey')).toMatchObject([{ id, state: 'closed' }])

    const drafter = county.office.as('issuer', inDays(-15))
    await takeStep(drafter, {
      ...{ subject: 'survey', id, kind: 'extended', reason: '暑期家长多数外出。' },
      data: { from: past.closesAt.toISOString(), to: past.closesAt.toISOString() },
    })
    await publishResult(id)
    const events = (await matterPage(citizen(), county.matterId)).events
    const own = events.filter(({ kind }) => kind.startsWith('survey-'))
    expect(own.map(({ kind }) => kind)).toEqual([
      'survey-opened',
      'survey-extended',
      'survey-closed',
      'survey-reported',
    ])
    expect(own[1]?.reason).toBe('暑期家长多数外出。')
    expect(own.at(-1)?.href).toBe(`/surveys/${id}/results`)
  })

  it('counts for the yearly six only once its results are public (W2)', async () => {
    const wanted = {
      opensAt: new Date('2031-03-01T09:00:00+08:00'),
      closesAt: new Date('2031-04-01T09:00:00+08:00'),
    }
    const later = new Date('2031-06-01T09:00:00+08:00')
    const id = await make({ matterId: county.matterId, ...wanted })
    expect(await countWithResults(citizen(later), 2031)).toBe(0)
    await publishResult(id, new Date('2031-05-01T09:00:00+08:00'))
    expect(await countWithResults(citizen(later), 2031)).toBe(1)
    expect(await countWithResults(citizen(new Date('2031-04-15T09:00:00+08:00')), 2031)).toBe(0)
  })
})

describe('a survey on a policy', () => {
  it('stands on the policy as its evaluation, and on the matter from which the policy came (P16)', async () => {
    const { policyId } = await draftPolicy(county.office)
    await open.db.update(policies).set({ matterId: county.matterId })
    const id = await make({ policyId })
    expect((await surveysAbout(citizen(), { policyId })).map((one) => one.id)).toEqual([id])
    const ways = (await participationOf(citizen(), [county.matterId])).get(county.matterId) ?? []
    expect(ways.map((way) => way.kind === 'survey' && way.id)).toContain(id)
    await withdrawSurvey(id)
    expect(await surveysAbout(citizen(), { policyId })).toEqual([])
  })
})

describe('what the public follows', () => {
  it('has when a survey opens and closes in the calendar, with a later end said', async () => {
    const id = await make({ opensAt: inDays(-1), closesAt: inDays(5) })
    await takeStep(county.office.as('issuer', now), {
      ...{ subject: 'survey', id, kind: 'extended', reason: '多留几天。' },
      data: { from: inDays(3).toISOString(), to: inDays(5).toISOString() },
    })
    const dates = (await publicDates(citizen())).filter((date) => date.kind === 'survey' && date.id === id)
    expect(dates.map(({ event, state }) => [event, state])).toEqual([
      ['survey-opens', 'planned'],
      ['survey-closes', 'postponed'],
    ])
    const titles = (await latestPublished(citizen(inDays(1)), 500)).filter(
      ({ href }) => href === `/surveys/${id}`,
    )
    expect(titles.map(({ title }) => title).sort()).toEqual(
      ['停车情况问卷', '延长填答时间：停车情况问卷'].sort(),
    )
  })

  it('has the results in the feed, at their own address', async () => {
    const id = await make(past)
    await publishResult(id)
    const entries = await latestPublished(citizen(inDays(1)), 500)
    expect(entries).toContainEqual(
      expect.objectContaining({ title: '问卷结果：停车情况问卷', href: `/surveys/${id}/results` }),
    )
  })
})

describe('the search document of a survey', () => {
  it('has its questions and, once they are public, its results; never the version in work', async () => {
    const id = await make(past)
    await open.db.insert(surveyVersions).values({
      ...{ surveyId: id, number: 2, note: '改一道题', createdAt: now },
      definition: {
        crossBy: [],
        pages: [
          {
            ...{ id: 'one', title: '', skips: [] },
            questions: [{ id: 'q', kind: 'yes-no', title: '还没有公布的题', required: false }],
          },
        ],
      },
    })
    const read = async () => (await readDocuments(open.db, [{ kind: 'survey', id }])).things[0]
    expect((await read())?.body).toContain('您家里有汽车吗？')
    expect((await read())?.body).not.toContain('还没有公布的题')
    expect(await read()).toMatchObject({ state: 'survey', title: '停车情况问卷' })
    const found = await matchesByTitle(open.db, '停车情况 问卷')
    expect(found).toContainEqual({ kind: 'survey', id, title: '停车情况问卷' })
    await publishResult(id)
    expect(await read()).toMatchObject({ state: 'results' })
    expect((await read())?.body).toContain('增加夜间车位')
    await withdrawSurvey(id)
    expect(await read()).toBeUndefined()
  })
})
