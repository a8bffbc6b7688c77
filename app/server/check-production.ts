import { Client } from 'pg'
import type { Settings } from './env'

/** What must not be in production, in words; empty when all is well. */
export function findProductionFaults(settings: Settings): string[] {
  const faults: string[] = []
  if (!settings.DATABASE_URL) faults.push('DATABASE_URL 未设置，生产环境不使用内置数据库 (embedded database)')
  if (!settings.MEILI_URL || !settings.MEILI_KEY) {
    faults.push('MEILI_URL 或 MEILI_KEY 未设置，生产环境不使用内置的第三方搜索引擎 (embedded search engine)')
  }
  if (!settings.SESSION_SECRET) faults.push('SESSION_SECRET 未设置 (default secret)')
  if (!settings.CONTACT_KEY) faults.push('CONTACT_KEY 未设置 (default secret)')
  if (!settings.SMTP_URL || !settings.MAIL_FROM) {
    faults.push('SMTP_URL 或 MAIL_FROM 未设置，要求邮件告知的人收不到信 (mail)')
  }
  if (!settings.SITE_URL) faults.push('SITE_URL 未设置 (the public address of the site)')
  return faults
}

/** The demo county's accounts have a password that everybody knows. */
export async function findDemoAccounts(databaseUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ email: string }>(
      `select email from accounts where email like '%@yunling.example' order by email`,
    )
    return rows.map((row) => row.email)
  } finally {
    await client.end()
  }
}

export function refuseFaults(faults: string[]): void {
  if (faults.length === 0) return
  throw new Error(`生产环境不能这样启动 (refused in production)：${faults.join('；')}。`)
}
