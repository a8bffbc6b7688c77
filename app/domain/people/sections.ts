import type { Ctx } from '~/app/server/context'
import { hasPermission, type Permission } from './permissions'

/** What a section of the desk is for; an account sees the section when it may do any of it. */
const sections = {
  home: ['desk.open'],
  matters: ['matter.write', 'matter.publish'],
  texts: ['text.write', 'text.read'],
  consultations: ['consultation.write', 'consultation.review', 'consultation.publish'],
  moderation: ['comment.moderate', 'comment.appeal'],
  activities: ['activity.write', 'activity.publish'],
  surveys: ['survey.write', 'survey.publish', 'survey.enter', 'survey.moderate'],
  announcements: ['announcement.write', 'announcement.publish'],
  policies: ['policy.write', 'policy.review', 'policy.publish', 'policy.disclosure'],
  interpretations: ['interpretation.write', 'interpretation.review', 'interpretation.publish'],
  unclear: ['interpretation.write', 'interpretation.review', 'interpretation.publish'],
  concerns: ['concern.triage', 'response.write', 'response.publish'],
  media: ['media.write'],
  departments: ['department.manage'],
  accounts: ['account.manage'],
  audit: ['audit.read'],
  outbox: ['audit.read', 'account.manage'],
} as const satisfies Record<string, Permission[]>

export type Section = keyof typeof sections

export function sectionsFor(ctx: Ctx): Section[] {
  const names = Object.keys(sections) as Section[]
  return names.filter((name) => sections[name].some((permission) => hasPermission(ctx, permission)))
}
