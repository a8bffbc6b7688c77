import { index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { accounts, departments } from './people'

export const clauseKinds = [
  'part',
  'chapter',
  'section',
  'article',
  'paragraph',
  'item',
  'subitem',
  'table',
  'annex',
] as const

/** A text: the thing whose versions are a draft, its later rounds, and the published policy. */
export const texts = pgTable('texts', {
  id: id(),
  departmentId: reference('department_id')
    .notNull()
    .references(() => departments.id),
  createdAt: instant('created_at').notNull(),
})

export const textVersions = pgTable(
  'text_versions',
  {
    id: id(),
    textId: reference('text_id')
      .notNull()
      .references(() => texts.id),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    documentNumber: text('document_number'),
    issuer: text('issuer'),
    signedOn: text('signed_on'),
    note: text('note').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [unique('text_versions_number').on(table.textId, table.number)],
)

/** A clause's identity, which survives renumbering and rewording. */
export const clauses = pgTable(
  'clauses',
  {
    id: id(),
    textId: reference('text_id')
      .notNull()
      .references(() => texts.id),
  },
  (table) => [index('clauses_text').on(table.textId)],
)

export const clauseVersions = pgTable(
  'clause_versions',
  {
    id: id(),
    versionId: reference('version_id')
      .notNull()
      .references(() => textVersions.id),
    clauseId: reference('clause_id')
      .notNull()
      .references(() => clauses.id),
    position: integer('position').notNull(),
    kind: text('kind', { enum: clauseKinds }).notNull(),
    label: text('label'),
    ordinal: integer('ordinal'),
    heading: text('heading'),
    body: text('body').notNull(),
    cells: jsonb('cells').$type<string[][]>(),
    depth: integer('depth').notNull(),
    parentClauseId: reference('parent_clause_id').references(() => clauses.id),
  },
  (table) => [
    unique('clause_versions_position').on(table.versionId, table.position),
    unique('clause_versions_clause').on(table.versionId, table.clauseId),
    index('clause_versions_of_clause').on(table.clauseId),
  ],
)
