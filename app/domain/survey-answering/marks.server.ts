import { createHmac } from 'node:crypto'
import { env } from '~/app/server/env'

export type MarkKind = 'form' | 'browser' | 'invitation' | 'account' | 'draft'

/**
 * What the database keeps of a form's key, a browser's token, a code or an address: only this server can make it again,
 * and it is another one for each survey, so that nobody is followed from one to the next.
 */
export function participationMark(surveyId: number, kind: MarkKind, what: string): Uint8Array {
  return createHmac('sha256', env().SESSION_SECRET).update(`survey\n${surveyId}\n${kind}\n${what}`).digest()
}
