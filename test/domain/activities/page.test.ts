import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChainLink } from '~/app/domain/activities/chain-links'
import { activityPage } from '~/app/domain/activities/page.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { matterPage } from '~/app/domain/matters/page.server'
import type { OpenDatabase } from '~/db/client'
import { activityReports } from '~/db/schema/activities'
import { freshDatabase } from '~/test/support/database'
import {
  aCounty,
  aHearing,
  anActivity,
  aRegistered,
  aSymposium,
  at,
  begins,
  type County,
  ends,
  noticed,
  registrationCloses,
  takeChainStep,
  withAgenda,
} from './an-activity'

let open: OpenDatabase
let county: County
beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

const pageAt = (id: number, now: Date) => activityPage(county.office.citizen(now), id)
const during = at('2026-09-20T12:00:00')
const selecting = at('2026-09-26T12:00:00')
const said = (links: ChainLink[]) => links.map(({ kind, state }) => `${kind} ${state}`)

async function publishReport(activityId: number, on: Date): Promise<void> {
  const [report] = await open.db
    .insert(activityReports)
    .values({ activityId, body: '听证会的经过和意见。', createdAt: on })
    .returning()
  const step = { subject: 'activity-report' as const, id: report?.id ?? 0, kind: 'published' }
  await takeStep(county.office.as('issuer', on), step)
}

describe('the public page of an activity', () => {
  it('does not exist before its notice is published, nor after that is withdrawn', async () => {
    const draft = await aHearing(county, { published: false })
    await expect(pageAt(draft.id, during)).rejects.toMatchObject({ status: 404 })
    const { id } = await aHearing(county)
    await expect(pageAt(id, new Date(noticed.getTime() - 1))).rejects.toMatchObject({ status: 404 })
    expect((await pageAt(id, during)).activity.title).toBe('电动自行车停放管理听证会')
    const withdrawn = { subject: 'activity' as const, id, kind: 'withdrawn', reason: '写错了' }
    await takeStep(county.office.as('issuer', during), withdrawn)
    await expect(pageAt(id, during)).rejects.toMatchObject({ status: 404 })
  })

  it('says nothing of who entered it', async () => {
    const { id } = await aHearing(county)
    const { activity } = await pageAt(id, during)
    expect(activity).not.toHaveProperty('createdBy')
    expect(activity).not.toHaveProperty('createdAt')
  })

  it('has the draft inline where nobody else shows it, and a link where the consultation does (P6)', async () => {
    const own = await pageAt((await aHearing(county)).id, during)
    expect(own.draft).toMatchObject({ explanation: '草案的说明。', consultation: null })
    expect(own.draft?.clauses.length).toBeGreaterThan(3)
    const joined = await pageAt((await aHearing(county, { ledger: 'joined' })).id, during)
    expect(joined.draft).toMatchObject({ consultation: { id: county.consultationId }, clauses: [] })
    expect((await pageAt((await aSymposium(county, { ledger: 'none' })).id, during)).draft).toBeNull()
  })

  it('plans the clock times of the agenda from the start', async () => {
    const { id } = await aHearing(county)
    await withAgenda(county.office.as('drafter'), id)
    const { agenda } = await pageAt(id, during)
    expect(agenda.slice(0, 3).map((item) => item.at)).toEqual([
      begins,
      at('2026-11-10T09:30:00'),
      at('2026-11-10T10:00:00'),
    ])
  })
})

describe('the chain of a hearing', () => {
  it('goes from the notice to the report, with the last day for what is due before (P6)', async () => {
    const { id, categories } = await aHearing(county)
    const registering = await pageAt(id, during)
    expect(registering.state).toBe('registering')
    expect(said(registering.links)).toEqual([
      ...['notice done', 'registration now', 'frozen coming', 'drawn coming', 'list coming'],
      ...['materials coming', 'held coming', 'transcript coming', 'report coming'],
    ])
    const dueDays = registering.links.flatMap(({ latestOn }) => latestOn ?? [])
    expect(dueDays).toEqual(['2026-11-03', '2026-11-03'])

    expect(said((await pageAt(id, selecting)).links)).toContain('frozen now')
    await takeChainStep(county, id, 'list-frozen', selecting)
    await takeChainStep(county, id, 'drawn', selecting)
    const [category] = categories
    const one = await aRegistered(county.office.citizen(during), category as NonNullable<typeof category>)
    await takeChainStep(county, id, 'list-published', at('2026-10-10T09:00:00'))
    const listed = await pageAt(id, at('2026-10-11T09:00:00'))
    expect(listed.state).toBe('preparing')
    expect(said(listed.links)).toEqual([
      ...['notice done', 'registration done', 'frozen done', 'drawn done', 'list done'],
      ...['materials now', 'held coming', 'transcript coming', 'report coming'],
    ])
    expect(said((await pageAt(id, at('2026-11-05T09:00:00'))).links)).toContain('materials overdue')

    const handed = at('2026-10-20T10:00:00')
    const delivered = { subject: 'registration' as const, id: one.id, kind: 'materials-delivered' }
    await takeStep(county.office.as('drafter', handed), delivered)
    expect((await pageAt(id, handed)).links.find(({ kind }) => kind === 'materials')).toMatchObject({
      state: 'done',
      at: handed,
    })
    await takeChainStep(county, id, 'held', ends)
    await takeChainStep(county, id, 'transcript-closed', at('2026-11-12T17:00:00'))
    await publishReport(id, at('2026-11-16T09:00:00'))
    const told = await pageAt(id, at('2026-11-17T09:00:00'))
    expect(told.state).toBe('reported')
    expect(told.links.every(({ state }) => state === 'done')).toBe(true)
    expect(told.links.map((link) => link.at?.getTime() ?? 0)).toEqual(
      told.links.map((link) => link.at?.getTime() ?? 0).sort((a, b) => a - b),
    )
  })

  it('is shorter where nobody is called: notice, meeting, account', async () => {
    const { id } = await aSymposium(county)
    expect(said((await pageAt(id, during)).links)).toEqual(['notice done', 'held coming', 'report coming'])
    const later = at('2026-11-11T09:00:00')
    expect(said((await pageAt(id, later)).links)).toEqual(['notice done', 'held done', 'report now'])
  })

  it('has no draw where everyone comes in order, and no materials at a meeting', async () => {
    const { id } = await anActivity(county, 'meeting-attendance', {
      categories: [{ group: 'resident', seats: 2, method: 'arrival' }],
      registrationOpensAt: noticed,
      registrationClosesAt: registrationCloses,
    })
    expect((await pageAt(id, during)).links.map(({ kind }) => kind)).toEqual([
      ...['notice', 'registration', 'list', 'held', 'report'],
    ])
  })

  it('says that it takes place later, and from when to when; what is called off has nothing to come', async () => {
    const { id } = await aHearing(county)
    const data = { from: at('2026-11-03T09:00:00').toISOString(), to: begins.toISOString() }
    await takeChainStep(county, id, 'postponed', during, { reason: '会场要维修。', data })
    const page = await pageAt(id, during)
    expect(page.changes).toMatchObject([
      { kind: 'postponed', reason: '会场要维修。', from: new Date(data.from), to: begins },
    ])
    expect(said(page.links).slice(0, 3)).toEqual(['notice done', 'postponed done', 'registration now'])
    await takeChainStep(county, id, 'cancelled', selecting, { reason: '事项不再办理。' })
    const off = await pageAt(id, selecting)
    expect(off.state).toBe('cancelled')
    expect(said(off.links)).toEqual([
      ...['notice done', 'postponed done', 'registration done', 'cancelled done'],
    ])
  })
})

describe('the timeline of a matter', () => {
  it('shows each public activity: announced, postponed, held, reported; of a cancelled one no day', async () => {
    const own = await aCounty(open.db, 'urban')
    const kinds = async (now: Date) =>
      (await matterPage(own.office.citizen(now), own.matterId)).events
        .filter(({ kind }) => kind.startsWith('activity'))
        .map(({ kind, activityKind }) => `${activityKind} ${kind}`)
    const { id } = await aHearing(own)
    await aSymposium(own, { published: false })
    expect(await kinds(during)).toEqual(['hearing activity-announced', 'hearing activity-held'])
    await takeChainStep(own, id, 'postponed', selecting, { reason: '会场要维修。' })
    await publishReport(id, at('2026-11-16T09:00:00'))
    expect(await kinds(at('2026-11-17T09:00:00'))).toEqual([
      ...['hearing activity-announced', 'hearing activity-postponed'],
      ...['hearing activity-held', 'hearing activity-reported'],
    ])
    const off = await aSymposium(own, {
      startsAt: at('2026-12-01T09:00:00'),
      endsAt: at('2026-12-01T11:00:00'),
    })
    await takeChainStep(own, off.id, 'cancelled', selecting, { reason: '并入听证会。' })
    const events = await kinds(at('2026-11-17T09:00:00'))
    expect(events).toContain('symposium activity-cancelled')
    expect(events).not.toContain('symposium activity-held')
  })

  it('has no period of the ledger that an activity keeps for itself', async () => {
    const own = await aCounty(open.db, 'water')
    await aHearing(own)
    const { events } = await matterPage(own.office.citizen(during), own.matterId)
    expect(events.filter(({ kind }) => kind === 'consultation-opened')).toHaveLength(1)
  })
})
