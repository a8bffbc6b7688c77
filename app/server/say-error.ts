import { DrizzleQueryError } from 'drizzle-orm'

/** For the log: what went wrong and where, and none of the words or telephone numbers that people handed in (L3). */
export function sayError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const caused = error.cause === undefined ? '' : `\ncaused by ${sayError(error.cause)}`
  // Its message holds the values of the query.
  if (error instanceof DrizzleQueryError) return `failed query: ${error.query}\n${framesOf(error)}${caused}`
  return `${error.name}: ${error.message}${codeOf(error)}\n${framesOf(error)}${caused}`
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

function codeOf(error: Error): string {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return [code, constraint].map((one) => (typeof one === 'string' ? ` (${one})` : '')).join('')
}

/** An address for the log: who has the code of a receipt has the receipt. */
export function sayPath(pathname: string): string {
  return pathname.replace(/^\/(receipts|registrations)\/[^/.]+/, '/$1/…')
}
