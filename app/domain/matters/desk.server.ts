import { eq } from 'drizzle-orm'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { dayOf } from '~/app/domain/calendar'
import type { Finding } from '~/app/domain/findings'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'
import { askedSurveys, consultedRounds, discussionOf } from './discussion.server'
import { discussionFindings, matterFindings } from './rules'
import { type MatterRow, matterRow } from './write.server'

export type DeskMatterPage = {
  matter: MatterRow
  department: string
  state: SignOffState
  canEdit: boolean
  canChange: boolean
  /** People may be heard on it: an activity can be begun from here. */
  canHear: boolean
  /** P9: the way to the collective discussion; null before the matter is in the catalogue. */
  discussion: DeskDiscussion | null
  findings: Finding[]
  steps: Step[]
  offered: OfferedStep[]
}

export type DeskDiscussion = {
  rounds: { id: number; title: string; isAnswered: boolean }[]
  surveys: { id: number; title: string; isAnswered: boolean }[]
  findings: Finding[]
  submitted: { at: Date; meeting: string; on: string | null } | null
  canSubmit: boolean
}

export async function deskMatter(ctx: Ctx, id: number): Promise<DeskMatterPage> {
  const matter = await matterRow(ctx, id)
  requirePermission(ctx, 'text.read', matter)
  const [department] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, matter.departmentId))
  const steps = await stepsOf(ctx, 'matter', id)
  const state = stateAfter(steps)
  return {
    matter,
    department: department?.name ?? '',
    state,
    canEdit: isEditable(state) && hasPermission(ctx, 'matter.write', matter),
    canChange: state === 'published' && hasPermission(ctx, 'matter.publish', matter),
    canHear: state !== 'withdrawn' && hasPermission(ctx, 'activity.write', matter),
    discussion: state === 'published' ? await discussionAt(ctx, matter, steps) : null,
    findings: state === 'published' ? [] : matterFindings(matter, dayOf(ctx.now)),
    steps,
    offered: offeredSteps(ctx, 'matter', state, matter.departmentId),
  }
}

async function discussionAt(ctx: Ctx, matter: MatterRow, steps: Step[]): Promise<DeskDiscussion> {
  const rounds = await consultedRounds(ctx, matter.id)
  const surveys = await askedSurveys(ctx, matter.id)
  const step = discussionOf(steps)
  const on = step?.data?.on
  return {
    rounds,
    surveys,
    findings: step ? [] : discussionFindings(rounds, surveys),
    submitted: step
      ? { at: step.at, meeting: String(step.data?.meeting ?? ''), on: on ? String(on) : null }
      : null,
    canSubmit: !step && hasPermission(ctx, 'matter.publish', matter),
  }
}
