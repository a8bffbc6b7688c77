import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { ActivityKind } from '~/app/domain/activities/types'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import type { Finding } from '~/app/domain/findings'
import { activityOfOwnLedger } from '~/app/domain/occasions/of-ledger.server'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { texts, textVersions } from '~/db/schema/texts'
import { type Extension, extensionOf } from './page.server'
import { mayContinue, type Round, roundsOf, titleOfRound } from './rounds.server'
import { refuseTargeted, type StoredConsultation, storedConsultation } from './row.server'
import { type ConsultationState, consultationState, isPast, sayEarliestClose, terminationOf } from './rules'
import { findingsOf } from './write.server'

type ConsultationForm = StoredConsultation['form']

export type DeskConsultationRow = {
  id: number
  title: string
  opensAt: Date
  closesAt: Date
  matter: string
  form: ConsultationForm
  state: SignOffState
  /** Of what is public: where it stands. */
  standing: ConsultationState | null
}

const pageSize = 20

/** The consultations of the person's department, newest first. */
export async function deskConsultations(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskConsultationRow[]; next: number | null }> {
  const { departmentId } = requireStaff(ctx)
  const rows = await ctx.db
    .select({
      id: consultations.id,
      title: consultations.title,
      opensAt: consultations.opensAt,
      closesAt: consultations.closesAt,
      matter: matters.title,
      form: consultations.form,
    })
    .from(consultations)
    .innerJoin(matters, eq(matters.id, consultations.matterId))
    .where(
      and(
        eq(consultations.departmentId, departmentId),
        after ? sql`${consultations.id} < ${after}` : undefined,
      ),
    )
    .orderBy(desc(consultations.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const steps = await stepsOfMany(
    ctx,
    'consultation',
    shown.map((row) => row.id),
  )
  const reports = await reportStepsOf(
    ctx,
    shown.map((row) => row.id),
  )
  return {
    rows: shown.map((row) => {
      const own = steps.get(row.id) ?? []
      const state = stateAfter(own)
      const period = { ...row, terminatedAt: terminationOf(own)?.at ?? null }
      return {
        ...row,
        state,
        standing:
          state === 'published' ? consultationState(period, reports.get(row.id) ?? [], ctx.now) : null,
      }
    }),
    next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

async function reportStepsOf(ctx: Ctx, ids: number[]): Promise<Map<number, Step[]>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: feedbackReports.id, consultationId: feedbackReports.consultationId })
    .from(feedbackReports)
    .where(inArray(feedbackReports.consultationId, ids))
  const steps = await stepsOfMany(
    ctx,
    'feedback-report',
    rows.map(({ id }) => id),
  )
  return new Map(rows.map(({ id, consultationId }) => [consultationId, steps.get(id) ?? []]))
}

export type DeskConsultation = {
  consultation: StoredConsultation
  department: string
  matter: string
  draft: { textId: number; title: string; number: number }
  /** Of a targeted one: the activity by which it is published and withdrawn. */
  activity: { id: number; kind: ActivityKind; title: string } | null
  state: SignOffState
  canEdit: boolean
  canExtend: boolean
  canTerminate: boolean
  canContinue: boolean
  extensions: Extension[]
  termination: { at: Date; reason: string } | null
  rounds: Round[]
  findings: Finding[]
  steps: Step[]
  offered: OfferedStep[]
}

export async function deskConsultation(ctx: Ctx, id: number): Promise<DeskConsultation> {
  const consultation = await storedConsultation(ctx, id)
  requirePermission(ctx, 'text.read', consultation)
  const [names] = await ctx.db
    .select({
      department: departments.name,
      matter: matters.title,
      draft: { textId: textVersions.textId, title: textVersions.title, number: textVersions.number },
    })
    .from(consultations)
    .innerJoin(departments, eq(departments.id, consultations.departmentId))
    .innerJoin(matters, eq(matters.id, consultations.matterId))
    .innerJoin(textVersions, eq(textVersions.id, consultations.versionId))
    .where(eq(consultations.id, id))
  if (!names) throw new Error('a consultation without its matter or draft')
  const isTargeted = consultation.form === 'targeted'
  const steps = await stepsOf(ctx, 'consultation', id)
  const state = stateAfter(steps)
  const terminated = terminationOf(steps)
  const rounds = await roundsOf(ctx, id, { unpublished: true })
  const stands =
    state === 'published' && !terminated && rounds.find((round) => round.id === id)?.state !== 'answered'
  const mayPublish = !isTargeted && hasPermission(ctx, 'consultation.publish', consultation)
  return {
    consultation,
    ...names,
    activity: await activityOfOwnLedger(ctx, consultation),
    state,
    canEdit: !isTargeted && isEditable(state) && hasPermission(ctx, 'consultation.write', consultation),
    canExtend: stands && !isPast(consultation.closesAt, ctx.now) && mayPublish,
    canTerminate: stands && mayPublish,
    canContinue:
      !isTargeted &&
      state === 'published' &&
      mayContinue(rounds, id) &&
      hasPermission(ctx, 'consultation.write', consultation),
    extensions: steps.flatMap(extensionOf),
    termination: terminated ? { at: terminated.at, reason: terminated.reason ?? '' } : null,
    rounds,
    // After the publishing the period is no longer measured against today.
    findings:
      isTargeted || state === 'published' || state === 'withdrawn' ? [] : await findingsOf(ctx, consultation),
    steps,
    offered: isTargeted ? [] : offeredSteps(ctx, 'consultation', state, consultation.departmentId),
  }
}

export type ConsultationChoices = {
  matters: { id: number; title: string; isPublic: boolean }[]
  versions: { id: number; title: string; number: number }[]
}

/** P3, P4, T1: when a consultation that opens then may close at the earliest, in words. */
export function earliestCloses(opensAt: Date): { days: string; workingDays: string } {
  return {
    days: sayEarliestClose('decision', opensAt),
    workingDays: sayEarliestClose('normative', opensAt),
  }
}

export type RoundDraft = {
  previous: StoredConsultation
  round: number
  title: string
  versionNumber: number
  choices: ConsultationChoices
}

/** What the next round begins with: the one before, and the later versions of its text. */
export async function roundDraft(ctx: Ctx, previousId: number): Promise<RoundDraft> {
  const previous = await storedConsultation(ctx, previousId)
  requirePermission(ctx, 'consultation.write', previous)
  refuseTargeted(previous)
  const all = await ctx.db
    .select({ id: textVersions.id, title: textVersions.title, number: textVersions.number })
    .from(textVersions)
    .where(eq(textVersions.textId, previous.textId))
    .orderBy(desc(textVersions.number))
  const versionNumber = all.find((version) => version.id === previous.versionId)?.number ?? 0
  const [matter] = await ctx.db
    .select({ id: matters.id, title: matters.title })
    .from(matters)
    .where(eq(matters.id, previous.matterId))
  return {
    previous,
    round: previous.round + 1,
    title: titleOfRound(previous),
    versionNumber,
    choices: {
      matters: matter ? [{ ...matter, isPublic: true }] : [],
      versions: all.filter(({ number }) => number > versionNumber),
    },
  }
}

const mostChoices = 100

/** What a consultation of this department can be about: its matters, and the newest versions of its texts. */
export async function consultationChoices(ctx: Ctx): Promise<ConsultationChoices> {
  const { departmentId } = requireStaff(ctx)
  requirePermission(ctx, 'consultation.write', { departmentId })
  const own = await ctx.db
    .select({ id: matters.id, title: matters.title })
    .from(matters)
    .where(eq(matters.departmentId, departmentId))
    .orderBy(desc(matters.year), desc(matters.id))
    .limit(mostChoices)
  const listed = await ctx.db
    .select({ id: matters.id })
    .from(matters)
    .innerJoin(publishedStep, isPublic('matter', matters.id, ctx.now))
    .where(inArray(matters.id, own.length > 0 ? own.map((row) => row.id) : [0]))
  const publicIds = new Set(listed.map((row) => row.id))
  const versions = await ctx.db
    .select({ id: textVersions.id, title: textVersions.title, number: textVersions.number })
    .from(textVersions)
    .innerJoin(texts, eq(texts.id, textVersions.textId))
    .where(eq(texts.departmentId, departmentId))
    .orderBy(desc(textVersions.id))
    .limit(mostChoices)
  return { matters: own.map((row) => ({ ...row, isPublic: publicIds.has(row.id) })), versions }
}
