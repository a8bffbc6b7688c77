import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { decryptContact, encryptContact, keysFor } from '~/app/domain/people/contact.server'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { surveyWays } from '~/db/schema/survey-answers'
import type { Answers } from '~/db/schema/survey-definition'

const answer = z.union([z.string(), z.number(), z.array(z.string()), z.record(z.string(), z.string())])
export const answersSchema: z.ZodType<Answers> = z.record(z.string(), answer)

const boxed = z.object({
  surveyId: z.number(),
  versionId: z.number(),
  way: z.enum(surveyWays),
  day: z.iso.date(),
  answers: answersSchema,
})

/** What waits in the box: who sees the database sees neither the words nor how long they are. */
export type Boxed = z.output<typeof boxed>

export function sealBoxed(ctx: Ctx, content: Boxed, length: number): Uint8Array {
  return encryptContact(ctx, fill(JSON.stringify(content), length), keysFor('survey-box')) as Uint8Array
}

export function openBoxed(sealed: Uint8Array): Boxed {
  return boxed.parse(JSON.parse(unfill(decryptContact(sealed, keysFor('survey-box')))))
}

const nonceLength = 12
const tagLength = 16

/** Only the code opens it again: it is in the browser, or on the slip of who wrote it down, and nowhere here. */
export function sealDraft(
  ctx: Ctx,
  { surveyId, code }: { surveyId: number; code: string },
  content: unknown,
  length: number,
): Uint8Array {
  const nonce = ctx.random(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', draftKey(surveyId, code), nonce)
  const sealed = Buffer.concat([cipher.update(fill(JSON.stringify(content), length), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Null where the code does not open it. */
export function openDraftSeal(surveyId: number, code: string, bytes: Uint8Array): unknown {
  const sealed = Buffer.from(bytes)
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      draftKey(surveyId, code),
      sealed.subarray(0, nonceLength),
    )
    decipher.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength))
    const open = decipher.update(sealed.subarray(nonceLength + tagLength))
    return JSON.parse(unfill(Buffer.concat([open, decipher.final()]).toString('utf8')))
  } catch {
    return null
  }
}

/** With the server's secret as well: a code is short enough to be found by trying, where only the database is known. */
function draftKey(surveyId: number, code: string): Buffer {
  return Buffer.from(hkdfSync('sha256', code, env().SESSION_SECRET, `survey-draft\n${surveyId}`, 32))
}

/** Up to `length`; what is longer, up to the next power of two. */
function fill(json: string, length: number): string {
  const bytes = Buffer.byteLength(json) + 2
  let whole = length
  while (whole < bytes) whole *= 2
  return `${json}\n${'.'.repeat(whole - bytes + 1)}`
}

function unfill(filled: string): string {
  return filled.slice(0, filled.lastIndexOf('\n'))
}
