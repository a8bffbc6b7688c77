import { createHmac } from 'node:crypto'
import { env } from '~/app/server/env'

/** The same telephone gives the same mark within one activity, and in no other: nobody is followed from one to the next (L1). */
export function personMark(activityId: number, phoneDigits: string): string | null {
  if (phoneDigits === '') return null
  return createHmac('sha256', env().SESSION_SECRET)
    .update(`registration\n${activityId}\n${phoneDigits}`)
    .digest('base64url')
}
