import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { Pool } from 'pg'
import * as activities from './schema/activities'
import * as audit from './schema/audit'
import * as comments from './schema/comments'
import * as concerns from './schema/concerns'
import * as consultations from './schema/consultations'
import * as interpretations from './schema/interpretations'
import * as issues from './schema/issues'
import * as matters from './schema/matters'
import * as media from './schema/media'
import * as people from './schema/people'
import * as policies from './schema/policies'
import * as registrations from './schema/registrations'
import * as statements from './schema/statements'
import * as surveyAnswers from './schema/survey-answers'
import * as surveys from './schema/surveys'
import * as texts from './schema/texts'
import * as unclearClauses from './schema/unclear-clauses'

const schema = {
  ...activities,
  ...audit,
  ...comments,
  ...concerns,
  ...consultations,
  ...interpretations,
  ...issues,
  ...matters,
  ...media,
  ...people,
  ...policies,
  ...registrations,
  ...statements,
  ...surveyAnswers,
  ...surveys,
  ...texts,
  ...unclearClauses,
}

/** The database or a transaction on it. */
export type Db = PgDatabase<NodePgQueryResultHKT, typeof schema>

export type OpenDatabase = { db: Db; pool: Pool; url: string; close: () => Promise<void> }

export function openDatabase(url: string, connections = 10): OpenDatabase {
  const pool = new Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 10_000 })
  // An idle connection that the database drops is replaced at the next query; without a listener it ends the process.
  pool.on('error', () => undefined)
  return { db: drizzle(pool, { schema }), pool, url, close: () => pool.end() }
}

const shared = globalThis as { gongyiDatabase?: OpenDatabase }

/** The one pool of this process; kept on globalThis, so that a reload in development does not open another. */
export function openSharedDatabase(): OpenDatabase {
  const url = process.env.DATABASE_URL ?? ''
  if (shared.gongyiDatabase?.url !== url) shared.gongyiDatabase = openDatabase(url)
  return shared.gongyiDatabase
}

export function database(): Db {
  return openSharedDatabase().db
}

export async function closeDatabase(): Promise<void> {
  const open = shared.gongyiDatabase
  shared.gongyiDatabase = undefined
  await open?.close()
}
