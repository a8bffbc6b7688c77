import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { StoredActivity } from '~/app/domain/activities/row.server'
import type { CitedWords, OwnOpinion, ShownStatement } from '~/app/domain/activity-reports/record-types'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { publicBody } from '~/app/domain/comments/state.server'
import { publicDecisionsOfComments } from '~/app/domain/issues/decisions.server'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { registrations } from '~/db/schema/registrations'
import { statements } from '~/db/schema/statements'
import { canonicalTranscript, sha256Of } from './transcript'

export type StatementRow = typeof statements.$inferSelect & {
  pseudonym: string | null
  shownName: string | null
}

/** What was said, in the order of the transcript. */
export async function statementRows(ctx: Ctx, activityId: number): Promise<StatementRow[]> {
  const rows = await ctx.db
    .select({ statement: statements, pseudonym: registrations.pseudonym, shownName: registrations.shownName })
    .from(statements)
    .leftJoin(registrations, eq(registrations.id, statements.registrationId))
    .where(eq(statements.activityId, activityId))
    .orderBy(asc(statements.position), asc(statements.id))
  return rows.map(({ statement, pseudonym, shownName }) => ({ ...statement, pseudonym, shownName }))
}

export function transcriptText(activityId: number, rows: StatementRow[]): string {
  return canonicalTranscript(
    activityId,
    rows.map(({ part, pseudonym, shownName, speaker, clauseId, kind, body }) => ({
      ...{ part, clauseId, kind, body },
      speaker: pseudonym ? `${pseudonym} ${shownName}` : speaker,
    })),
  )
}

/** What the transcript is now, whatever version was opened. */
export async function transcriptHash(ctx: Ctx, activityId: number): Promise<string> {
  return sha256Of(transcriptText(activityId, await statementRows(ctx, activityId)))
}

export function speakerOf({ shownName, speaker }: StatementRow): string {
  return shownName ?? speaker
}

type Ledger = Pick<StoredActivity, 'consultationId'>

/** The statements as they are read, each with its clause and, where that is public, what became of it. */
export async function shownStatements(
  ctx: Ctx,
  ledger: Ledger,
  rows: StatementRow[],
): Promise<ShownStatement[]> {
  const clauses = await clausesOf(ctx, ledger)
  const decided = await decisionsOf(ctx, ledger, rows)
  const masked = await maskedIn(ctx, rows)
  return rows.map((row, at) => ({
    ...{ id: row.id, number: at + 1, part: row.part, kind: row.kind },
    body: masked.get(row.commentId ?? 0) ?? row.body,
    ...{ speaker: speakerOf(row), pseudonym: row.pseudonym, commentId: row.commentId },
    clause: citedIn(clauses, row.clauseId),
    decisions: decided.get(row.commentId ?? 0) ?? [],
  }))
}

/** L3: what has been masked in the ledger since is masked in the record as well; by the id of the comment. */
export async function maskedIn(
  ctx: Ctx,
  rows: { commentId: number | null; body: string }[],
): Promise<Map<number, string>> {
  const ids = rows.flatMap(({ commentId }) => commentId ?? [])
  if (ids.length === 0) return new Map()
  const shown = await ctx.db
    .select({ id: comments.id, body: publicBody(), original: comments.body })
    .from(comments)
    .where(inArray(comments.id, ids))
  return new Map(shown.filter(({ body, original }) => body !== original).map(({ id, body }) => [id, body]))
}

/** The draft that the activity is about: the clauses that a statement may name. */
export async function clausesOf(ctx: Ctx, { consultationId }: Ledger) {
  if (consultationId === null) return new Map() as Awaited<ReturnType<typeof draftClauses>>
  const [ledger] = await ctx.db
    .select({ versionId: consultations.versionId })
    .from(consultations)
    .where(eq(consultations.id, consultationId))
  return ledger ? draftClauses(ctx, ledger.versionId) : new Map()
}

function citedIn(clauses: Awaited<ReturnType<typeof clausesOf>>, clauseId: number | null): CitedWords | null {
  return clauseId === null ? null : { clauseId, cited: clauses.get(clauseId)?.cited ?? '' }
}

function decisionsOf(ctx: Ctx, { consultationId }: Ledger, rows: { commentId: number | null }[]) {
  if (consultationId === null) return new Map()
  const ids = rows.flatMap(({ commentId }) => commentId ?? [])
  return publicDecisionsOfComments(ctx, consultationId, ids)
}

/** What one participant said, as it stands in the ledger, and what became of it. */
export async function opinionsOfParticipant(
  ctx: Ctx,
  activity: StoredActivity,
  registrationId: number,
): Promise<OwnOpinion[]> {
  const { consultationId } = activity
  if (consultationId === null) return []
  const rows = await ctx.db
    .select({
      id: statements.id,
      commentId: statements.commentId,
      clauseId: statements.clauseId,
      body: statements.body,
    })
    .from(statements)
    .where(
      and(
        eq(statements.activityId, activity.id),
        eq(statements.registrationId, registrationId),
        ne(statements.kind, 'procedure'),
      ),
    )
    .orderBy(asc(statements.position), asc(statements.id))
  const clauses = await clausesOf(ctx, activity)
  const decided = await decisionsOf(ctx, activity, rows)
  return rows.flatMap(({ id: statementId, commentId, clauseId, body }) =>
    commentId === null
      ? []
      : {
          ...{ statementId, commentId, consultationId, body },
          clause: citedIn(clauses, clauseId),
          decisions: decided.get(commentId) ?? [],
        },
  )
}
