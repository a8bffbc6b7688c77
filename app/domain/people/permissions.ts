import type { Ctx, Role, Staff } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'

/** Who may do what. `own` limits the role to things of the person's own department. */
const permissions = {
  'desk.open': { roles: 'any', own: false },
  'matter.write': { roles: ['drafter'], own: true },
  'matter.publish': { roles: ['issuer'], own: true },
  'text.write': { roles: ['drafter'], own: true },
  'text.read': { roles: ['drafter', 'reviewer', 'issuer', 'auditor'], own: true },
  'consultation.write': { roles: ['drafter'], own: true },
  'consultation.review': { roles: ['reviewer'], own: true },
  'consultation.publish': { roles: ['issuer'], own: true },
  'comment.enter': { roles: ['drafter', 'moderator'], own: true },
  'comment.moderate': { roles: ['moderator'], own: false },
  'comment.appeal': { roles: ['moderator', 'disclosure-officer'], own: false },
  'comment.contact': { roles: ['drafter'], own: true },
  'issue.write': { roles: ['drafter'], own: true },
  'issue.decide': { roles: ['drafter', 'reviewer'], own: true },
  'feedback.write': { roles: ['drafter'], own: true },
  'feedback.publish': { roles: ['issuer'], own: true },
  'policy.write': { roles: ['drafter'], own: true },
  'policy.review': { roles: ['reviewer'], own: true },
  'policy.publish': { roles: ['issuer'], own: true },
  'policy.disclosure': { roles: ['disclosure-officer'], own: false },
  'interpretation.write': { roles: ['drafter'], own: true },
  'interpretation.review': { roles: ['reviewer'], own: true },
  'interpretation.publish': { roles: ['issuer'], own: true },
  'media.write': { roles: ['drafter'], own: true },
  'announcement.write': { roles: ['drafter'], own: true },
  'announcement.publish': { roles: ['issuer'], own: true },
  'activity.write': { roles: ['drafter'], own: true },
  'activity.publish': { roles: ['issuer'], own: true },
  'registration.handle': { roles: ['drafter'], own: true },
  'survey.write': { roles: ['drafter'], own: true },
  'survey.publish': { roles: ['issuer'], own: true },
  'survey.enter': { roles: ['drafter', 'moderator'], own: true },
  'survey.moderate': { roles: ['moderator'], own: false },
  'concern.triage': { roles: ['spokesperson', 'moderator'], own: false },
  'response.write': { roles: ['drafter', 'spokesperson'], own: true },
  'response.publish': { roles: ['spokesperson'], own: true },
  'department.manage': { roles: ['site-administrator'], own: false },
  'account.manage': { roles: ['site-administrator'], own: false },
  'audit.read': { roles: ['auditor', 'site-administrator'], own: false },
} as const satisfies Record<string, { roles: readonly Role[] | 'any'; own: boolean }>

export type Permission = keyof typeof permissions

export const roleNames: Record<Role, string> = {
  drafter: '起草人',
  reviewer: '审核人',
  issuer: '签发人',
  spokesperson: '发言人',
  moderator: '意见审核员',
  'disclosure-officer': '政务公开专员',
  'site-administrator': '网站管理员',
  auditor: '审计员',
}

export function roleName(role: Role): string {
  return roleNames[role]
}

/** The department is needed where the permission ends at the person's own department. */
export function hasPermission(ctx: Ctx, permission: Permission, of?: { departmentId: number }): boolean {
  if (ctx.actor.kind === 'system') return true
  if (ctx.actor.kind === 'citizen') return false
  const { roles, own } = permissions[permission]
  const hasRole = roles === 'any' || roles.some((role) => (ctx.actor as Staff).roles.includes(role))
  return hasRole && (!own || of === undefined || of.departmentId === ctx.actor.departmentId)
}

export function requirePermission(ctx: Ctx, permission: Permission, of?: { departmentId: number }): void {
  if (hasPermission(ctx, permission, of)) return
  if (ctx.actor.kind === 'citizen') throw new Refusal(403, '请先登录工作台。')
  const { roles } = permissions[permission]
  const needed = roles === 'any' ? '' : roles.map(roleName).join('或')
  const ownRole = hasPermission(ctx, permission)
  throw new Refusal(
    403,
    ownRole
      ? '这是其他部门的内容，您的账号不能查看或办理。'
      : `这一步由${needed}办理，您的账号没有这个角色。`,
  )
}

export function requireStaff(ctx: Ctx): Staff {
  if (ctx.actor.kind !== 'staff') throw new Refusal(403, '请先登录工作台。')
  return ctx.actor
}
