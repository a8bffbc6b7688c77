import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { comments } from './comments'
import { consultations } from './consultations'
import { accounts } from './people'
import { clauses } from './texts'

export const decisions = ['adopted', 'partially-adopted', 'not-adopted', 'explained'] as const

export const issues = pgTable(
  'issues',
  {
    id: id(),
    consultationId: reference('consultation_id')
      .notNull()
      .references(() => consultations.id),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    ownerId: text('owner_id').references(() => accounts.id),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [index('issues_consultation').on(table.consultationId, table.id)],
)

export const issueClauses = pgTable(
  'issue_clauses',
  {
    issueId: reference('issue_id')
      .notNull()
      .references(() => issues.id),
    clauseId: reference('clause_id')
      .notNull()
      .references(() => clauses.id),
  },
  (table) => [
    primaryKey({ columns: [table.issueId, table.clauseId] }),
    index('issue_clauses_clause').on(table.clauseId),
  ],
)

/** The decision on an issue; a later one replaces an earlier one, both stay. */
export const issueDecisions = pgTable(
  'issue_decisions',
  {
    id: id(),
    issueId: reference('issue_id')
      .notNull()
      .references(() => issues.id),
    decision: text('decision', { enum: decisions }).notNull(),
    reason: text('reason').notNull().default(''),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [
    // P12: a reason for everything but a plain adoption.
    check('issue_decisions_reason', sql`${table.decision} = 'adopted' or char_length(${table.reason}) > 0`),
    index('issue_decisions_issue').on(table.issueId, table.id),
  ],
)

/**
 * A point: one thing that a comment says. Publishing a comment makes one point of the whole of it; splitting puts
 * several in its place. It waits until it is placed into an issue.
 */
export const points = pgTable(
  'points',
  {
    id: id(),
    consultationId: reference('consultation_id')
      .notNull()
      .references(() => consultations.id),
    commentId: reference('comment_id')
      .notNull()
      .references(() => comments.id),
    /** Null while it waits. */
    issueId: reference('issue_id').references(() => issues.id),
    /** The part of the comment's words; null for the whole, whatever correction or masking makes of it. */
    text: text('text'),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
    placedAt: instant('placed_at'),
    placedBy: text('placed_by').references(() => accounts.id),
  },
  (table) => [
    // A comment counts once in an issue.
    unique('points_once').on(table.commentId, table.issueId),
    uniqueIndex('points_whole').on(table.commentId).where(sql`text is null and issue_id is null`),
    index('points_waiting').on(table.consultationId, table.id).where(sql`issue_id is null`),
    index('points_issue').on(table.issueId, table.id),
  ],
)

/** How many points each issue holds, kept by triggers; `rebuild_tallies()` makes it anew. */
export const issueTallies = pgTable('issue_tallies', {
  issueId: reference('issue_id').primaryKey(),
  points: integer('points').notNull(),
})

/** A sample of placed points that a second person places again without seeing where the first one put them. */
export const codingSamples = pgTable('coding_samples', {
  id: id(),
  consultationId: reference('consultation_id')
    .notNull()
    .unique()
    .references(() => consultations.id),
  drawnAt: instant('drawn_at').notNull(),
  drawnBy: text('drawn_by').references(() => accounts.id),
})

export const codings = pgTable(
  'codings',
  {
    sampleId: reference('sample_id')
      .notNull()
      .references(() => codingSamples.id),
    pointId: reference('point_id').notNull(),
    /** As the first one had placed it when the sample was drawn. */
    firstIssueId: reference('first_issue_id')
      .notNull()
      .references(() => issues.id),
    /** Null after `codedAt`: none of the issues fits. */
    secondIssueId: reference('second_issue_id').references(() => issues.id),
    codedAt: instant('coded_at'),
    codedBy: text('coded_by').references(() => accounts.id),
  },
  (table) => [primaryKey({ columns: [table.sampleId, table.pointId] })],
)
