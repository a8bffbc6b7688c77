import { date, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { accounts, departments } from './people'

/** P1: the five kinds of Art. 3. */
export const matterKinds = ['public-policy', 'planning', 'resources', 'construction', 'other'] as const

/** P2: the ways of taking part. */
export const participationMethods = [
  'consultation',
  'hearing',
  'symposium',
  'site-visit',
  'written',
  'survey',
  'opinion-poll',
  'meeting-attendance',
] as const

export const matters = pgTable(
  'matters',
  {
    id: id(),
    title: text('title').notNull(),
    kind: text('kind', { enum: matterKinds }).notNull(),
    summary: text('summary').notNull(),
    basis: text('basis').notNull(),
    year: integer('year').notNull(),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    plannedMethods: text('planned_methods', { enum: participationMethods }).array().notNull(),
    plannedTiming: text('planned_timing').notNull(),
    affectedGroups: text('affected_groups').array().notNull(),
    consentOn: date('consent_on', { mode: 'string' }),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').references(() => accounts.id),
  },
  (table) => [
    index('matters_year').on(table.year, table.id),
    index('matters_department').on(table.departmentId),
  ],
)

export const announcements = pgTable(
  'announcements',
  {
    id: id(),
    matterId: reference('matter_id').references(() => matters.id),
    departmentId: reference('department_id')
      .notNull()
      .references(() => departments.id),
    title: text('title').notNull(),
    body: text('body').notNull(),
    place: text('place').notNull().default(''),
    heldAt: instant('held_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('announcements_matter').on(table.matterId)],
)
