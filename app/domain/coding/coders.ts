import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'

/** Who groups or decides for the department may code a second time what somebody else has placed. */
export function mayCode(ctx: Ctx, of: { departmentId: number }): boolean {
  return hasPermission(ctx, 'issue.write', of) || hasPermission(ctx, 'issue.decide', of)
}

export function requireCoder(ctx: Ctx, of: { departmentId: number }): void {
  if (!mayCode(ctx, of)) requirePermission(ctx, 'issue.decide', of)
}
