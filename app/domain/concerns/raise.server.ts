import { newCode } from '~/app/domain/audit/codes'
import { once } from '~/app/domain/audit/idempotency.server'
import { record } from '~/app/domain/audit/record.server'
import { encryptContact } from '~/app/domain/people/contact.server'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import type { channels } from '~/db/schema/comments'
import { type concernKinds, concerns } from '~/db/schema/concerns'
import { type ConcernSubject, requirePublicSubject } from './subject.server'

export type NewConcern = ConcernSubject & {
  key: string
  kind?: (typeof concernKinds)[number]
  body: string
  place: string
  /** How to address the person; never published. */
  displayName: string
  /** L2: consent, of its own, to showing the person's words. */
  publishWords: boolean
  contact: string
  /** A site error report: the page that it is about (W3). */
  page?: string
  /** Every field as it came (invariant 4), where a form was posted. */
  original?: Record<string, string>
}

type EnteredConcern = NewConcern & { channel: (typeof channels)[number]; receivedAt: Date }

/** Anyone, without an account. The same form sent twice gives the same code (invariant 7). */
export async function raiseConcern(ctx: Ctx, concern: NewConcern): Promise<{ code: string }> {
  return store(ctx, { ...concern, channel: 'online', receivedAt: ctx.now })
}

/** What came by letter, telephone or another way, entered by staff; the clock runs from when it arrived. */
export async function enterConcern(ctx: Ctx, concern: EnteredConcern): Promise<{ code: string }> {
  requireStaff(ctx)
  requirePermission(ctx, 'concern.triage')
  if (concern.receivedAt > ctx.now) {
    throw new Refusal(422, '收到的时间不能晚于现在。', { fields: { receivedAt: '收到的时间不能晚于现在' } })
  }
  return store(ctx, concern)
}

async function store(ctx: Ctx, concern: EnteredConcern): Promise<{ code: string }> {
  const { key, contact, receivedAt, original, ...given } = concern
  if (given.body.trim() === '')
    throw new Refusal(422, '请写下您关心的事。', { fields: { body: '请写下您关心的事' } })
  // What is sent by the form; the moment of receipt differs between two posts of the same form.
  const payload = { ...given, contact, receivedAt: concern.channel === 'online' ? undefined : receivedAt }
  return once(ctx, key, payload, async (tx) => {
    await requirePublicSubject(tx, given)
    const code = newCode(tx)
    const [row] = await tx.db
      .insert(concerns)
      .values({
        code,
        kind: given.kind ?? 'question',
        channel: given.channel,
        receivedAt,
        body: given.body,
        original: originalOf(given, original),
        displayName: given.displayName.trim(),
        publishWords: given.publishWords,
        place: given.place.trim(),
        contact: encryptContact(tx, contact),
        clauseId: given.clauseId ?? null,
        policyId: given.policyId ?? null,
        consultationId: given.consultationId ?? null,
        interpretationId: given.interpretationId ?? null,
        enteredBy: accountIdOf(tx),
      })
      .returning({ id: concerns.id })
    if (!row) throw new Error('insert gave no row')
    await record(tx, {
      action: concern.channel === 'online' ? 'concern.raised' : 'concern.entered',
      subject: 'concern',
      id: row.id,
      // Not the code: who holds it reads the person's own words.
      after: { channel: given.channel, receivedAt },
    })
    return { code }
  })
}

type Given = Omit<EnteredConcern, 'key' | 'contact' | 'receivedAt' | 'original'>

/**
 * Invariant 4: every field as it came. Contact details are kept only encrypted (L3), so they are not among them.
 * A `page` makes a concern a report about the site: only the form for that may say so.
 */
function originalOf(given: Given, posted?: Record<string, string>): Record<string, string> {
  const { body, place, displayName, kind, page, publishWords } = given
  const said: Record<string, string> = {
    body,
    place,
    displayName,
    kind: kind ?? 'question',
    publishWords: publishWords ? 'on' : '',
  }
  const { page: _, ...fields } = posted ?? said
  return page === undefined ? fields : { ...fields, page }
}
