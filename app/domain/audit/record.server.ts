import { sql } from 'drizzle-orm'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { audit, outbox, type subjects } from '~/db/schema/audit'
import type { SearchTarget } from '~/search/targets'

export type Subject = (typeof subjects)[number]

/** A message to who wished to be told. The address stays where it is, encrypted. */
export type Mail = CommentMail | RegistrationMail | SurveyMail | UnclearMail
export type CommentMail = {
  kind: 'wish-confirmed' | 'comment-moderated' | 'feedback-published'
  commentId: number
}
export type RegistrationMail = {
  kind:
    | 'registration-received'
    | 'seat-given'
    | 'seat-offered'
    | 'seat-lapsed'
    | 'on-waiting-list'
    | 'registration-excluded'
    | 'materials-delivered'
    | 'transcript-opened'
    | 'activity-postponed'
    | 'activity-cancelled'
    | 'activity-reported'
  registrationId: number
}

/** The one-time code of a survey; `mark` names the check, which forgets the address. */
export type SurveyMail = { kind: 'survey-address'; surveyId: number; mark: string }

/** To who found a clause hard to understand: it has been explained. */
export type UnclearMail = { kind: 'unclear-answered'; unclearMarkId: number }

export type AuditRecord = {
  action: string
  subject: Subject
  id: number | string
  /** Where several things that happened at different moments are recorded together. */
  at?: Date
  before?: unknown
  after?: unknown
  search?: SearchTarget[]
  mail?: Mail[]
  /** Cache tags of the public pages that show what changed. */
  tags?: string[]
}

/** Runs `work` in one transaction (invariant 2); inside a transaction it becomes a savepoint. */
export function transact<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => work({ ...ctx, db }))
}

const tagsAtOnce = 100
// PostgreSQL takes 65,535 parameters in one statement.
const rowsAtOnce = 5000

/** Writes the audit entry, the outbox entries and the cache notice. Call it inside `transact`, after the rows. */
export function record(tx: Ctx, entry: AuditRecord): Promise<void> {
  return recordAll(tx, [entry])
}

/** The same for many things that are done at once: one entry each, one notice for all. */
export async function recordAll(tx: Ctx, entries: AuditRecord[]): Promise<void> {
  const rows = entries.map((entry) => ({
    at: entry.at ?? tx.now,
    accountId: accountIdOf(tx),
    actor: tx.actor.kind,
    action: entry.action,
    subject: entry.subject,
    subjectId: String(entry.id),
    before: entry.before ?? null,
    after: entry.after ?? null,
  }))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx.db.insert(audit).values(rows.slice(from, from + rowsAtOnce))
  await deliverLater(
    tx,
    'search',
    entries.flatMap((entry) => entry.search ?? []),
  )
  await deliverLater(
    tx,
    'mail',
    entries.flatMap((entry) => entry.mail ?? []),
  )
  // Delivered by PostgreSQL when the transaction commits, never before. A notice holds 8,000 bytes at most.
  const tags = [...new Set(entries.flatMap((entry) => entry.tags ?? []))]
  for (let from = 0; from < tags.length; from += tagsAtOnce) {
    const notice = JSON.stringify(tags.slice(from, from + tagsAtOnce))
    await tx.db.execute(sql`select pg_notify('pages', ${notice})`)
  }
}

/** Mail by itself, without an audit entry: for what nobody shall be able to look up. */
export function mailLater(tx: Ctx, mails: Mail[]): Promise<void> {
  return deliverLater(tx, 'mail', mails)
}

async function deliverLater(
  tx: Ctx,
  topic: 'search' | 'mail',
  payloads: (SearchTarget | Mail)[],
): Promise<void> {
  if (payloads.length === 0) return
  const rows = payloads.map((payload) => ({ topic, payload, createdAt: tx.now, runAfter: tx.now }))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx.db.insert(outbox).values(rows.slice(from, from + rowsAtOnce))
  await tx.db.execute(sql`select pg_notify('outbox', ${topic})`)
}
