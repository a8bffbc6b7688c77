import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'
import type { Db } from '~/db/client'

type Recorded = { sql: string; params: unknown[] }
type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
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
  const recorded: Recorded[] = []
  const logger = { logQuery: (sql: string, params: unknown[]) => void recorded.push({ sql, params }) }
  await work(drizzle(pool, { logger }) as unknown as Db)
  const plans: Plan[] = []
  for (const { sql, params } of recorded) {
    if (!/^\s*(select|with)/i.test(sql)) continue
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

function flatten(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}

function distinct(nodes: Node[], key: 'Relation Name' | 'Index Name'): string[] {
  return [...new Set(nodes.flatMap((node) => node[key] ?? []))]
}
