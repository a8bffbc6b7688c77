import { and, asc, eq } from 'drizzle-orm'
import { agendaOf } from '~/app/domain/activities/agenda.server'
import { chainOf } from '~/app/domain/activities/chain.server'
import { type DeskHead, deskHead } from '~/app/domain/activities/desk-head.server'
import type { Chain } from '~/app/domain/activities/gates'
import { activityRow, type StoredActivity } from '~/app/domain/activities/row.server'
import { groupNames } from '~/app/domain/activities/seat-words'
import { isParticipantGroup } from '~/app/domain/activities/types'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { seatedOf } from '~/app/domain/check-in/presence.server'
import type { Finding } from '~/app/domain/findings'
import { hasPermission } from '~/app/domain/people/permissions'
import { clausesOf } from '~/app/domain/transcripts/statement-rows.server'
import type { Ctx } from '~/app/server/context'
import { attendances, polls } from '~/db/schema/activities'
import { departments } from '~/db/schema/people'
import { statements } from '~/db/schema/statements'
import { findingsOf, reportRow } from './report.server'
import { proposeReport, type ReportFacts } from './report-proposal'

export type ReportDesk = {
  head: DeskHead
  state: SignOffState
  body: string
  /** The words are drawn from the facts, nobody has saved them yet. */
  isProposed: boolean
  findings: Finding[]
  offered: OfferedStep[]
  steps: Omit<Step, 'data'>[]
  canEdit: boolean
  publishedAt: Date | null
}

/** The account of an activity as the department writes and signs it off. */
export async function activityReportDesk(ctx: Ctx, id: number): Promise<ReportDesk> {
  const head = await deskHead(ctx, id)
  const chain = await chainOf(ctx, id)
  const report = await reportRow(ctx, id)
  const steps = report ? await stepsOf(ctx, 'activity-report', report.id) : []
  const state = stateAfter(steps)
  const canEdit = hasPermission(ctx, 'activity.write', head) && isEditable(state) && !head.isCancelled
  const isProposed = !report && canEdit && chain.publishedAt !== null && chain.startsAt <= ctx.now
  const body = report?.body ?? (isProposed ? await proposedReport(ctx, id) : '')
  return {
    ...{ head, state, body, isProposed, canEdit },
    findings: state === 'published' ? [] : await findingsOf(ctx, id, chain, body),
    offered: report ? offeredSteps(ctx, 'activity-report', state, head.departmentId) : [],
    steps: steps.map(({ data: _, ...step }) => step),
    publishedAt: chain.reportedAt,
  }
}

/** The account as far as the recorded facts carry it. */
export async function proposedReport(ctx: Ctx, id: number): Promise<string> {
  const activity = await activityRow(ctx, id)
  const chain = await chainOf(ctx, id)
  const { kind, title, purpose, place, startsAt, endsAt } = activity
  const [department] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, activity.departmentId))
  return proposeReport({
    ...{ kind, title, purpose, place, startsAt, endsAt, department: department?.name ?? '' },
    ...{ categories: await categoriesCame(ctx, activity), groups: await groupsCame(ctx, id) },
    agenda: kind === 'hearing' ? (await agendaOf(ctx, id)).map((item) => item.title) : [],
    statements: await ctx.db.$count(statements, eq(statements.activityId, id)),
    opinions: await opinionsByClause(ctx, activity),
    signatures: signaturesIn(chain),
    poll: await pollFacts(ctx, id),
  })
}

async function categoriesCame(ctx: Ctx, activity: StoredActivity): Promise<ReportFacts['categories']> {
  const seated = (await seatedOf(ctx, activity)).filter(({ group }) => isParticipantGroup(group))
  const groups = [...new Set(seated.map(({ group }) => group))]
  return groups.map((group) => {
    const all = seated.filter((one) => one.group === group)
    const present = all.filter(({ presence }) => presence === 'present').length
    return { name: groupNames[group], seated: all.length, present }
  })
}

function groupsCame(ctx: Ctx, activityId: number): Promise<ReportFacts['groups']> {
  return ctx.db
    .select({ name: attendances.group, people: attendances.people })
    .from(attendances)
    .where(eq(attendances.activityId, activityId))
    .orderBy(asc(attendances.position))
}

async function opinionsByClause(ctx: Ctx, activity: StoredActivity): Promise<ReportFacts['opinions']> {
  const rows = await ctx.db
    .select({ clauseId: statements.clauseId })
    .from(statements)
    .where(and(eq(statements.activityId, activity.id), eq(statements.kind, 'opinion')))
  const counts = new Map<number | null, number>()
  for (const { clauseId } of rows) counts.set(clauseId, (counts.get(clauseId) ?? 0) + 1)
  const inOrder = [...(await clausesOf(ctx, activity)).values()].flatMap(({ clauseId, cited }) => {
    const count = counts.get(clauseId)
    return count ? [{ clause: cited as string | null, count }] : []
  })
  const whole = counts.get(null) ?? 0
  return whole > 0 ? [...inOrder, { clause: null, count: whole }] : inOrder
}

function signaturesIn({ kind, transcriptClosedAt, participants }: Chain): ReportFacts['signatures'] {
  if (kind !== 'hearing' || !transcriptClosedAt) return null
  const present = participants.filter(({ presence }) => presence === 'present')
  return {
    signed: present.filter(({ signature }) => signature === 'signed').length,
    refused: present.filter(({ signature }) => signature === 'refused').length,
  }
}

async function pollFacts(ctx: Ctx, activityId: number): Promise<ReportFacts['poll']> {
  const [row] = await ctx.db
    .select({
      pollster: polls.pollster,
      method: polls.method,
      approached: polls.approached,
      answered: polls.answered,
    })
    .from(polls)
    .where(eq(polls.activityId, activityId))
  return row ?? null
}
