import { stepsOf } from '~/app/domain/audit/steps.server'
import { type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { activityRow } from './row.server'
import type { ActivityKind } from './types'

export type DeskHead = {
  id: number
  kind: ActivityKind
  title: string
  /** Of the notice's sign-off. */
  state: SignOffState
  isCancelled: boolean
  startsAt: Date
  departmentId: number
}

/** What every desk page of an activity says on top; only for the people of its department. */
export async function deskHead(ctx: Ctx, id: number): Promise<DeskHead> {
  const { kind, title, startsAt, departmentId } = await activityRow(ctx, id)
  requirePermission(ctx, 'text.read', { departmentId })
  const steps = await stepsOf(ctx, 'activity', id)
  const isCancelled = steps.some((step) => step.kind === 'cancelled')
  return { id, kind, title, state: stateAfter(steps), isCancelled, startsAt, departmentId }
}
