import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'
import type { Db } from '~/db/client'

type Recorded = { sql: string; params: unknown[] }
type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  Plans?: Node[]
}

export type Plan = {
  sql: string
  /** The tables that are read from one end to the other. */
  scanned: string[]
  indexes: string[]
}

/** Runs `work` and gives the plan of every query that it sent. */
export async function plansOf(pool: Pool, work: (db: Db) => Promise<unknown>): Promise<Plan[]> {
  const plans: Plan[] = []
  for (const { sql, params } of await record(pool, work)) {
    const { rows } = await pool.query(`explain (format json) ${sql}`, params)
    const nodes = flatten(rows[0]['QUERY PLAN'][0].Plan)
    plans.push({
      sql,
      scanned: distinct(
        nodes.filter((node) => node['Node Type'] === 'Seq Scan'),
        'Relation Name',
      ),
      indexes: distinct(nodes, 'Index Name'),
    })
  }
  return plans
}

/** The most rows that any one step of any query took up, those that it threw away included. */
export async function mostRowsRead(pool: Pool, work: (db: Db) => Promise<unknown>): Promise<number> {
  let most = 0
  for (const { sql, params } of await record(pool, work)) {
    const { rows } = await pool.query(`explain (analyze, format json) ${sql}`, params)
    for (const node of flatten(rows[0]['QUERY PLAN'][0].Plan)) {
      const each = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)
      most = Math.max(most, each * (node['Actual Loops'] ?? 1))
    }
  }
  return most
}

async function record(pool: Pool, work: (db: Db) => Promise<unknown>): Promise<Recorded[]> {
  const recorded: Recorded[] = []
  const logger = { logQuery: (sql: string, params: unknown[]) => void recorded.push({ sql, params }) }
  await work(drizzle(pool, { logger }) as unknown as Db)
  return recorded.filter(({ sql }) => /^\s*(select|with)/i.test(sql))
}

function flatten(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}

function distinct(nodes: Node[], key: 'Relation Name' | 'Index Name'): string[] {
  return [...new Set(nodes.flatMap((node) => node[key] ?? []))]
}
