import { and, eq, sql } from 'drizzle-orm'
import { union } from 'drizzle-orm/pg-core'
import { transitionOf } from '~/app/domain/audit/transitions'
import { countAllByState } from '~/app/domain/comments/tallies.server'
import type { Ctx, Staff } from '~/app/server/context'
import { activities } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { announcements, matters } from '~/db/schema/matters'
import { policies } from '~/db/schema/policies'
import { surveys } from '~/db/schema/surveys'
import { hasPermission, type Permission } from './permissions'

export type SignOffTask = {
  stage: 'drafts' | 'review' | 'issue'
  subject: 'consultation' | 'activity' | 'policy' | 'interpretation' | 'matter' | 'announcement' | 'survey'
  id: number
  title: string
  since: Date | null
  /** Why it was returned, where that is why it waits. */
  reason: string | null
}

const permissions = { drafts: 'write', review: 'review', issue: 'publish' } as const

/** Whose turn it is after the last step; what goes through two hands only goes straight to the issuer. */
function stageAfter(subject: SignOffTask['subject'], kind: string | null): SignOffTask['stage'] | undefined {
  if (kind === null || kind === 'returned') return 'drafts'
  if (kind === 'reviewed') return 'issue'
  if (kind !== 'submitted') return undefined
  return transitionOf(subject, 'reviewed') ? 'review' : 'issue'
}

/** What waits for this person's hand in the sign-off of their own department, oldest first. */
export async function signOffTasks(ctx: Ctx & { actor: Staff }): Promise<SignOffTask[]> {
  const { departmentId } = ctx.actor
  const things = union(
    ctx.db
      .select({
        // Named unlike any column of `steps`: an alias is written without its table, and in there would be another column.
        thing: sql<SignOffTask['subject']>`'consultation'`.as('thing'),
        id: consultations.id,
        title: consultations.title,
      })
      .from(consultations)
      // An activity's own ledger goes with its activity.
      .where(and(eq(consultations.departmentId, departmentId), eq(consultations.form, 'public'))),
    ctx.db
      .select({ thing: sql<SignOffTask['subject']>`'activity'`, id: activities.id, title: activities.title })
      .from(activities)
      .where(eq(activities.departmentId, departmentId)),
    ctx.db
      .select({ thing: sql<SignOffTask['subject']>`'policy'`, id: policies.id, title: policies.title })
      .from(policies)
      .where(eq(policies.departmentId, departmentId)),
    ctx.db
      .select({
        thing: sql<SignOffTask['subject']>`'interpretation'`,
        id: interpretations.id,
        title: interpretations.title,
      })
      .from(interpretations)
      .where(eq(interpretations.departmentId, departmentId)),
    ctx.db
      .select({ thing: sql<SignOffTask['subject']>`'matter'`, id: matters.id, title: matters.title })
      .from(matters)
      .where(eq(matters.departmentId, departmentId)),
    ctx.db
      .select({
        thing: sql<SignOffTask['subject']>`'announcement'`,
        id: announcements.id,
        title: announcements.title,
      })
      .from(announcements)
      .where(eq(announcements.departmentId, departmentId)),
    ctx.db
      .select({ thing: sql<SignOffTask['subject']>`'survey'`, id: surveys.id, title: surveys.title })
      .from(surveys)
      .where(eq(surveys.departmentId, departmentId)),
  ).as('things')
  const rows = await ctx.db
    .select({
      subject: things.thing,
      id: things.id,
      title: things.title,
      kind: sql<string | null>`last.kind`,
      since: sql<string | null>`last.at`,
      reason: sql<string | null>`last.reason`,
    })
    .from(things)
    .leftJoinLateral(
      sql`(select kind, at, reason from steps where steps.subject = ${things.thing} and steps.subject_id = ${things.id}
        and kind in ('submitted', 'reviewed', 'returned', 'published', 'withdrawn') order by at desc, id desc limit 1) as last`,
      sql`true`,
    )
    .orderBy(sql`last.at nulls first`)
  return rows.flatMap(({ kind, since, reason, ...row }) => {
    const stage = stageAfter(row.subject, kind)
    if (!stage || !hasPermission(ctx, `${row.subject}.${permissions[stage]}` as Permission)) return []
    return [
      { ...row, stage, since: since ? new Date(since) : null, reason: kind === 'returned' ? reason : null },
    ]
  })
}

/** How many comments nobody has decided about. */
export async function countUnmoderated(ctx: Ctx): Promise<number> {
  const { pending } = await countAllByState(ctx)
  return pending
}
