import { bigint, timestamp } from 'drizzle-orm/pg-core'

/** An instant. The database keeps it in UTC; every page shows it in Asia/Shanghai. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })

export const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity()

export const reference = (name: string) => bigint(name, { mode: 'number' })
