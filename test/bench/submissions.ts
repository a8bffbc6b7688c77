import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { ms, perSecond, type Row } from './measure'
import type { LoadResult } from './open-loop'

const rate = 200

/** People who all press the button in one minute: everything is stored, everyone has a receipt, nothing is there twice. */
export async function benchSubmissions(
  ctx: Ctx,
  url: string,
  consultationId: number,
  seconds = Number(process.env.SECONDS ?? 60),
): Promise<Row[]> {
  const before = await count(ctx, consultationId)
  const form = `${url}/consultations/${consultationId}/comment`
  const load = await runLoad('submit-load', [form, `${rate}`, `${seconds}`])
  const stored = new Set(await codesOf(ctx, consultationId))
  const missing = load.receipts.filter(([, code]) => !stored.has(code)).length
  const written = (await count(ctx, consultationId)) - before
  const keys = load.receipts.length
  const verdict =
    load.wrong.length === 0 && missing === 0 && written === keys
      ? 'all stored, none twice'
      : `WRONG: ${load.wrong.length} answers (${load.wrong[0]}), ${missing} receipts without a row, ${written} rows for ${keys} forms`
  return [
    {
      what: `submitting, ${rate} a second for ${seconds} s, every tenth twice`,
      value: `${perSecond(load.perSecond)} answered`,
      ratio: verdict,
    },
    { what: '… time to the receipt', value: `p50 ${ms(load.p50)}, p95 ${ms(load.p95)}, p99 ${ms(load.p99)}` },
  ]
}

/** The load generator, in a process of its own. */
export async function runLoad(generator: string, given: string[]): Promise<LoadResult> {
  const command = ['--import', 'tsx', `test/bench/${generator}.ts`, ...given]
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 64 * 1024 * 1024 })
  return JSON.parse(stdout) as LoadResult
}

async function count(ctx: Ctx, consultationId: number): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(
    sql`select count(*) as count from comments where consultation_id = ${consultationId}`,
  )
  return Number(rows[0]?.count)
}

async function codesOf(ctx: Ctx, consultationId: number): Promise<string[]> {
  const { rows } = await ctx.db.execute<{ code: string }>(
    sql`select code from comments where consultation_id = ${consultationId}`,
  )
  return rows.map(({ code }) => code)
}
