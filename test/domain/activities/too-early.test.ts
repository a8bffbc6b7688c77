import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { proposedAgenda } from '~/app/domain/activities/agenda'
import { saveAgenda } from '~/app/domain/activities/agenda.server'
import type { ActivityForm } from '~/app/domain/activities/forms'
import { categoriesOf } from '~/app/domain/activities/row.server'
import { createActivity, publishActivity, takeActivityStep } from '~/app/domain/activities/write.server'
import { saveActivityReport, takeReportStep } from '~/app/domain/activity-reports/report.server'
import { holdActivity } from '~/app/domain/check-in/hold.server'
import { markPresence, markRestAbsent } from '~/app/domain/check-in/presence.server'
import { freezeList } from '~/app/domain/draws/freeze.server'
import { runDraw } from '~/app/domain/draws/run.server'
import { deliverMaterials } from '~/app/domain/materials/delivery.server'
import { submitForDiscussion } from '~/app/domain/matters/discussion.server'
import { confirmSeat } from '~/app/domain/registrations/confirm.server'
import { publishList } from '~/app/domain/registrations/list.server'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import { closeTranscript, openTranscript, signTranscript } from '~/app/domain/transcripts/transcript.server'
import { type Ctx, createContext } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import type { OpenDatabase } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { registrations } from '~/db/schema/registrations'
import { aForm } from '~/test/domain/registrations/a-registration'
import { freshDatabase } from '~/test/support/database'
import { aStatement } from './a-held-hearing'
import { hearingForm, noticedOn } from './a-notice'
import { aCounty, at, begins, type County, ends, registrationCloses } from './an-activity'
import { answerLedger, decideAll } from './opinions'

let open: OpenDatabase
let county: County
let id = 0

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  const { consultationId, office } = county
  const change = { categories: sides, ledger: { consultationId } }
  const form = { ...hearingForm(county, change), departmentId: office.departmentId }
  id = (await createActivity(office.as('drafter', noticedOn), form)).id
})
afterAll(() => open.close())

const sides: ActivityForm['categories'] = [
  { group: 'consumer', seats: 3, method: 'arrival', trait: null, eligibility: '住在本县' },
  { group: 'affected', seats: 2, method: 'stratified', trait: 'sex', eligibility: '物业企业' },
  { group: 'observer', seats: 4, method: 'arrival', trait: null, eligibility: '' },
]
const registering = at('2026-09-15T10:00:00')
const selecting = at('2026-09-28T10:00:00')
const listing = at('2026-09-29T10:00:00')
const serving = at('2026-10-08T10:00:00')
const door = at('2026-11-10T10:30:00')
const writing = at('2026-11-11T10:00:00')
const answered = at('2026-11-20T10:00:00')
// Long after everything: no clock closes a gate any more, only what has not been done.
const much = at('2026-11-30T10:00:00')

/** One account that may do all that the department does, so that a refusal is never about the role. */
function clerk(now: Date): Ctx {
  const { actor } = county.office.as('drafter', now)
  return createContext(open.db, { ...actor, roles: ['drafter', 'issuer'] }, now)
}

type Gate = {
  what: string
  act: (now: Date) => Promise<unknown>
  /** When it is done, and what has to be written for it. */
  on: Date
  prepare?: (now: Date) => Promise<unknown>
  /** The last moment at which its clock keeps it closed, though every step before it has been taken. */
  tooSoon?: Date
  /** It is done to those who have registered. */
  isOfPeople?: true
  /** Only its clock closes it. */
  isOfTheClock?: true
  /** Nobody has to take it: the next step may come without it. */
  isFree?: true
}

const hearing: Gate[] = [
  { what: 'the notice', act: (now) => publishActivity(clerk(now), id), on: noticedOn, prepare: submit },
  {
    what: 'a registration',
    act: register,
    on: registering,
    tooSoon: at('2026-09-11T08:59:59'),
    isFree: true,
  },
  {
    ...{ what: 'the freezing', act: (now) => freezeList(clerk(now), id), on: selecting },
    tooSoon: registrationCloses,
  },
  { what: 'the draw', act: (now) => runDraw(clerk(now), id), on: selecting },
  { what: 'a confirmation', act: confirmAll, on: selecting, isOfPeople: true },
  { what: 'the list', act: (now) => publishList(clerk(now), id), on: listing },
  { what: 'the materials', act: deliver, on: serving, isOfPeople: true },
  {
    ...{ what: 'the door', act: markAll, on: door, isOfPeople: true, isOfTheClock: true },
    tooSoon: at('2026-11-09T23:59:59'),
  },
  { what: 'the holding', act: (now) => holdActivity(clerk(now), id), on: door },
  {
    ...{ what: 'the transcript for signing', act: (now) => openTranscript(clerk(now), id), on: writing },
    prepare: writeDown,
  },
  { what: 'a signature', act: sign, on: writing, isOfPeople: true },
  { what: 'the end of the transcript', act: (now) => closeTranscript(clerk(now), id), on: writing },
  { what: 'the report', act: report, on: writing },
]
const afterwards: Gate[] = [
  {
    ...{ what: 'the answer', act: (now) => answerLedger(county, county.consultationId, now), on: answered },
    prepare: decide,
  },
  {
    what: 'the discussion',
    act: (now) => submitForDiscussion(clerk(now), county.matterId, { meeting: '县政府常务会议' }),
    on: answered,
  },
]
const gates = [...hearing, ...afterwards]

it('a hearing opens its gates one after the other: who acts before the step before it is refused, and nothing stays', async () => {
  for (const [done, gate] of gates.entries()) {
    for (const later of triedBefore(done)) await isRefused(later, much, `${later.what} before ${gate.what}`)
    if (gate.tooSoon) await isRefused(gate, gate.tooSoon, `${gate.what} too soon`)
    await gate.prepare?.(gate.on)
    if (done === 0) await isRefused(gate, door, 'the notice after the day')
    await gate.act(gate.on)
  }
  await expect(freezeList(clerk(much), id)).rejects.toMatchObject({ status: 422 })
})

/** Of all that comes after, the step that is next is missing; by the clock it could have been done long ago. */
function triedBefore(done: number): Gate[] {
  // Without a public notice the ledger and the matter wait for nothing.
  const later = done === 0 ? hearing.slice(1) : gates.slice(done + (gates[done]?.isFree ? 2 : 1))
  return later.filter(({ isOfPeople, isOfTheClock }) => !isOfTheClock && (!isOfPeople || done > 1))
}

async function isRefused({ act }: Gate, now: Date, what: string): Promise<void> {
  const before = await counted()
  const refusal = await act(now).then(
    () => null,
    (error) => error,
  )
  expect(refusal, what).toBeInstanceOf(Refusal)
  expect(await counted(), what).toEqual(before)
}

/** The notice as the drafter hands it in, with its agenda. */
async function submit(now: Date): Promise<void> {
  const drafter = county.office.as('drafter', now)
  const department = '县住房和城乡建设局'
  const categories = await categoriesOf(drafter, id)
  await saveAgenda(drafter, id, proposedAgenda({ startsAt: begins, endsAt: ends, department, categories }))
  await takeActivityStep(drafter, id, 'submitted', '')
}

/** One for each kind of seat. */
async function register(now: Date): Promise<void> {
  for (const { id: categoryId, method } of await categoriesOf(clerk(now), id)) {
    const person = { name: '王秀兰', sex: method === 'stratified' ? ('female' as const) : null }
    const { code } = await registerForActivity(county.office.citizen(now), id, aForm(categoryId, person))
    if (method === 'arrival') await confirmSeat(county.office.citizen(now), code)
  }
}

/** The consumer, who will come, the affected, who has to be drawn, and an observer. */
function peopleIn({ db }: Ctx) {
  return db
    .select({ id: registrations.id, code: registrations.code, pseudonym: registrations.pseudonym })
    .from(registrations)
    .where(eq(registrations.activityId, id))
    .orderBy(registrations.id)
}

async function confirmAll(now: Date): Promise<void> {
  const citizen = county.office.citizen(now)
  for (const { code } of await peopleIn(citizen)) await confirmSeat(citizen, code)
}

async function deliver(now: Date): Promise<void> {
  const participants = (await peopleIn(clerk(now))).slice(0, 2)
  const registrationIds = participants.map((person) => person.id)
  await deliverMaterials(clerk(now), id, { registrationIds, way: 'hand' })
}

async function markAll(now: Date): Promise<void> {
  const [consumer] = await peopleIn(clerk(now))
  await markPresence(clerk(now), id, consumer?.pseudonym ?? '', 'present')
  await markRestAbsent(clerk(now), id)
}

async function writeDown(now: Date): Promise<void> {
  const [consumer] = await peopleIn(clerk(now))
  const opinion = { speaker: `seat-${consumer?.id}`, part: 'statements', kind: 'opinion', body: '车棚太少。' }
  await saveStatement(clerk(now), id, aStatement(opinion))
}

async function sign(now: Date): Promise<void> {
  const [consumer] = await peopleIn(clerk(now))
  await signTranscript(county.office.citizen(now), consumer?.code ?? '', { name: '王秀兰' })
}

async function report(now: Date): Promise<void> {
  await saveActivityReport(clerk(now), id, '听证会按时举行。')
  await takeReportStep(county.office.as('drafter', now), id, 'submitted')
  await takeReportStep(county.office.as('issuer', now), id, 'published')
}

async function decide(now: Date): Promise<void> {
  const said = await open.db.select({ id: comments.id }).from(comments)
  const ids = said.map((comment) => comment.id)
  await decideAll(county, county.consultationId, ids, now)
}

/** Everything dated that there is, the seats that are taken, and what is in the ledger. */
async function counted() {
  const { rows } = await open.db.execute(sql`select
    (select count(*)::int from steps) as steps,
    (select count(*)::int from seats where registration_id is not null) as seats,
    (select count(*)::int from comments) as comments`)
  return rows[0]
}
