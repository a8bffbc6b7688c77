import { eq } from 'drizzle-orm'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { activities, activityReports } from '~/db/schema/activities'
import { responses } from '~/db/schema/concerns'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { announcements, matters } from '~/db/schema/matters'
import { policies } from '~/db/schema/policies'
import { surveyResults, surveys } from '~/db/schema/surveys'
import { stepsOf, takeStep } from './steps.server'
import {
  isEditable,
  nextSteps,
  type OfferedStep,
  refusalFor,
  type SignOffKind,
  type SignOffState,
  type SignOffSubject,
  stateAfter,
  transitionOf,
} from './transitions'

const tables = {
  activity: activities,
  'activity-report': activityReports,
  announcement: announcements,
  consultation: consultations,
  'feedback-report': feedbackReports,
  interpretation: interpretations,
  matter: matters,
  policy: policies,
  response: responses,
  survey: surveys,
  'survey-result': surveyResults,
} as const satisfies Record<SignOffSubject, unknown>

type Thing = { id: number; departmentId: number }

/**
 * Takes one step of the sign-off inside the caller's transaction: the right role of the right department, from an
 * allowed state, with a reason where one is due. Gives the state before it.
 */
export async function takeSignOffStep(
  tx: Ctx,
  subject: SignOffSubject,
  { id, departmentId }: Thing,
  kind: SignOffKind,
  reason?: string,
  data?: Record<string, unknown>,
): Promise<SignOffState> {
  requireStepPermission(tx, subject, departmentId, kind)
  const state = await lockState(tx, subject, id)
  const refusal = refusalFor(subject, state, kind)
  if (refusal) throw new Refusal(409, refusal)
  const words = reason?.trim()
  if (transitionOf(subject, kind)?.needsReason && !words) {
    throw new Refusal(422, '请写明理由，办理的同志会看到。', { fields: { reason: '请写明理由' } })
  }
  try {
    await takeStep(tx, { subject, id, kind, ...(words ? { reason: words } : {}), ...(data ? { data } : {}) })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal(409, '它刚刚已经公开，请刷新页面查看。')
    throw error
  }
  return state
}

/** Keeps the thing to this transaction and refuses to change what is in sign-off or public already. */
export async function lockForEdit(tx: Ctx, subject: SignOffSubject, id: number): Promise<SignOffState> {
  const state = await lockState(tx, subject, id)
  if (!isEditable(state))
    throw new Refusal(409, '它已经送审或公开，不能再修改；需要修改的，请先由审核人退回。')
  return state
}

/** Two people at once: the second waits here, and then sees the first one's step. */
export async function lockState(tx: Ctx, subject: SignOffSubject, id: number): Promise<SignOffState> {
  const table = tables[subject]
  const rows = await tx.db.select({ id: table.id }).from(table).where(eq(table.id, id)).for('no key update')
  if (rows.length === 0) throw new Refusal(404, '没有找到要办理的内容。')
  return stateAfter(await stepsOf(tx, subject, id))
}

function requireStepPermission(
  ctx: Ctx,
  subject: SignOffSubject,
  departmentId: number,
  kind: SignOffKind,
): void {
  const permissions = transitionOf(subject, kind)?.permissions ?? []
  if (permissions.some((permission) => hasPermission(ctx, permission, { departmentId }))) return
  for (const permission of permissions) requirePermission(ctx, permission, { departmentId })
}

function isUniqueViolation(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23505'
}

/** The steps that this person may take now: the buttons of the desk page. */
export function offeredSteps(
  ctx: Ctx,
  subject: SignOffSubject,
  state: SignOffState,
  departmentId: number,
): OfferedStep[] {
  return nextSteps(subject, state)
    .filter(({ permissions }) =>
      permissions.some((permission) => hasPermission(ctx, permission, { departmentId })),
    )
    .map(({ kind, needsReason }) => ({ kind, needsReason }))
}
