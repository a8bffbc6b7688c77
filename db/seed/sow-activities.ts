import { eq } from 'drizzle-orm'
import { saveAgenda } from '~/app/domain/activities/agenda.server'
import { postponeActivity } from '~/app/domain/activities/change.server'
import type { LedgerChoice } from '~/app/domain/activities/ledger.server'
import { createActivity, publishActivity, takeActivityStep } from '~/app/domain/activities/write.server'
import { saveActivityReport, takeReportStep } from '~/app/domain/activity-reports/report.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { type Clause, saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { activities, seatCategories } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import type { ActivitySeed } from './activity-types'
import type { Cast } from './cast'
import type { Moments } from './moments'
import { repeatable } from './random'
import { sowCall } from './sow-call'
import type { SownConsultation } from './sow-consultation'
import { sowHearing } from './sow-hearing'
import { sowIssues } from './sow-issues'
import { sowOccasion } from './sow-occasion'
import { opinionsIn, sowStatements } from './sow-statements'
import type { Day, Story } from './types'

/** One activity while it is sown: its rows, and the clock that it goes by. */
export type Sowing = {
  id: number
  seed: ActivitySeed
  cast: Cast
  moments: Moments
  clauses: Clause[]
  categories: Map<string, number>
  /** A day before it, or its own. Where it is moved off a holiday, these move with it. */
  before: (day: Day, time: string) => Date
  /** So many days after its last day. */
  after: (days: number, time: string) => Date
  staff: (role: 'drafter' | 'issuer', at: Date) => Ctx
}

/** Every way of being heard beside the consultation: from the notice to what became of it, as far as they have come. */
export async function sowActivities(
  story: Story,
  origin: { matterId: number; consultation?: Pick<SownConsultation, 'consultationId' | 'clauses'> },
  cast: Cast,
  moments: Moments,
): Promise<void> {
  for (const seed of story.activities ?? []) {
    const sowing = await announce(seed, origin, cast, moments)
    if (seed.noticeDay > 0) continue
    if (seed.postponed) await postpone(seed.postponed, sowing)
    const people = seed.call ? await sowCall(seed.call, sowing) : []
    if (seed.hearing) await sowHearing(seed.hearing, people, sowing)
    else {
      await sowOccasion(people, sowing)
      await sowStatements(people, sowing)
    }
    if (seed.report) await report(seed.report, sowing)
    if (seed.issues) await answer(seed, sowing)
  }
}

type Origin = Parameters<typeof sowActivities>[1]

async function announce(
  seed: ActivitySeed,
  { matterId, consultation }: Origin,
  cast: Cast,
  moments: Moments,
): Promise<Sowing> {
  const { department, heldDay, noticeDay, call, endsDay = heldDay } = seed
  // Meetings keep to working days; what has been goes back, what is to come goes on.
  const shift = moments.toWorkday(heldDay, heldDay < 0 ? -1 : 1)
  const early = heldDay < 0 ? shift : 0
  const before = (day: Day, time: string) => moments.at(day + early, time)
  const staff = (role: 'drafter' | 'issuer', at: Date) => cast.as(role, department, at)
  const drafter = staff('drafter', before(noticeDay - 4, '10:00'))
  const { choice, clauses } = await ledgerOf(seed, consultation, drafter, cast.departmentId(department))
  const { id } = await createActivity(drafter, {
    ...{ kind: seed.kind, profile: seed.profile ?? 'general', matterId, title: seed.title },
    ...{ purpose: seed.purpose, place: seed.place, accessibility: seed.accessibility ?? '' },
    departmentId: cast.departmentId(department),
    startsAt: moments.planned(heldDay + shift, seed.from),
    endsAt: moments.planned(endsDay + shift, seed.to),
    registrationOpensAt: call ? moments.planned(call.opensDay + early, '09:30') : null,
    registrationClosesAt: call ? moments.planned(call.closesDay + early, call.closesTime) : null,
    confirmHours: call?.confirmHours ?? 48,
    liveUrl: seed.liveUrl ?? '',
    categories: (call?.categories ?? []).map(({ trait = null, ...category }) => ({ ...category, trait })),
    ledger: choice,
  })
  if (seed.agenda)
    await saveAgenda(
      drafter,
      id,
      seed.agenda.map(({ speaker = '', ...item }) => ({ ...item, speaker })),
    )
  await takeActivityStep(staff('drafter', before(noticeDay - 2, '16:00')), id, 'submitted', '')
  const issuer = staff('issuer', before(noticeDay, '09:30'))
  if (noticeDay <= 0) await publishActivity(seed.call?.selection ? repeatable(issuer, id) : issuer, id)
  return {
    ...{ id, seed, cast, moments, clauses, before, staff },
    after: (days, time) => moments.at(endsDay + shift + days, time),
    categories: await categoriesOf(drafter, id),
  }
}

/** Only of what is still to come. */
async function postpone(
  { day, byDays, reason }: NonNullable<ActivitySeed['postponed']>,
  { id, seed, moments, before, staff }: Sowing,
): Promise<void> {
  const announced = seed.heldDay + moments.toWorkday(seed.heldDay, 1)
  const heldDay = announced + byDays + moments.toWorkday(announced + byDays, 1)
  await postponeActivity(staff('issuer', before(day, '16:30')), id, {
    startsAt: moments.planned(heldDay, seed.from),
    endsAt: moments.planned(heldDay, seed.to),
    reason,
  })
}

async function ledgerOf(
  { ledger }: ActivitySeed,
  consultation: Origin['consultation'],
  drafter: Ctx,
  departmentId: number,
): Promise<{ choice: LedgerChoice; clauses: Clause[] }> {
  if (ledger === 'consultation') {
    if (!consultation) throw new Error('no consultation to put the opinions into')
    const { consultationId, clauses } = consultation
    return { choice: { consultationId }, clauses }
  }
  const { versionId } = await saveVersion(drafter, { departmentId, parsed: parseText(ledger.draft) })
  const { clauses } = await versionOf(drafter, versionId)
  return { choice: { versionId, explanation: ledger.explanation }, clauses }
}

async function categoriesOf({ db }: Ctx, activityId: number): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: seatCategories.id, group: seatCategories.group })
    .from(seatCategories)
    .where(eq(seatCategories.activityId, activityId))
  return new Map(rows.map(({ id, group }) => [group, id]))
}

async function report(
  { day, body }: NonNullable<ActivitySeed['report']>,
  { id, staff, moments }: Sowing,
): Promise<void> {
  await saveActivityReport(staff('drafter', moments.at(day - 1, '11:00')), id, body.join('\n\n'))
  await takeReportStep(staff('drafter', moments.at(day - 1, '17:20')), id, 'submitted')
  await takeReportStep(staff('issuer', moments.at(day, '10:00')), id, 'published')
}

/** The opinions become points of issues with decisions, in the ledger that belongs to the activity alone. */
async function answer({ issues = [], feedback, department }: ActivitySeed, sowing: Sowing): Promise<void> {
  const { cast, moments, clauses, id } = sowing
  const reader = cast.citizen(moments.now)
  const [row] = await reader.db
    .select({ consultationId: consultations.id })
    .from(activities)
    .innerJoin(consultations, eq(consultations.id, activities.consultationId))
    .where(eq(activities.id, id))
  if (!row) throw new Error('an activity without its ledger')
  const comments = await opinionsIn(sowing)
  const sown = { ...row, clauses }
  await sowIssues({ issues, feedback, department, sown, comments, cast, moments })
}
