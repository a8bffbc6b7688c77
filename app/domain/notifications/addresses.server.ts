import { inArray } from 'drizzle-orm'
import type { Mail } from '~/app/domain/audit/record.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import { openPerson } from '~/app/domain/registrations/row.server'
import { openCheck } from '~/app/domain/survey-answering/address.server'
import { addressChecksOf } from '~/app/domain/survey-answering/address-letters.server'
import { unclearContacts } from '~/app/domain/unclear-clauses/letters.server'
import type { Ctx } from '~/app/server/context'
import { commentWishes } from '~/db/schema/comments'
import { registrations } from '~/db/schema/registrations'

/** Whom a mail is about: the same for two mails to the same person on the same thing. */
export function recipientOf(mail: Mail): string {
  if ('commentId' in mail) return `comment:${mail.commentId}`
  if ('unclearMarkId' in mail) return `unclear:${mail.unclearMarkId}`
  return 'mark' in mail ? `check:${mail.mark}` : `registration:${mail.registrationId}`
}

/**
 * How to open the addresses of these mails, by recipient; whoever left none, or whose address has been forgotten, is
 * not there. They stay encrypted until they are opened.
 */
export async function sealedAddresses(ctx: Ctx, mails: Mail[]): Promise<Map<string, () => string>> {
  const commentIds = mails.flatMap((mail) => ('commentId' in mail ? [mail.commentId] : []))
  const registrationIds = mails.flatMap((mail) => ('registrationId' in mail ? [mail.registrationId] : []))
  const wishes =
    commentIds.length > 0
      ? await ctx.db.select().from(commentWishes).where(inArray(commentWishes.commentId, commentIds))
      : []
  const people =
    registrationIds.length > 0
      ? await ctx.db
          .select({ id: registrations.id, person: registrations.person })
          .from(registrations)
          .where(inArray(registrations.id, registrationIds))
      : []
  const checks = await addressChecksOf(ctx, mails)
  const unclear = await unclearContacts(ctx, mails)
  return new Map([
    ...[...unclear].map(([id, contact]): [string, () => string] => [
      `unclear:${id}`,
      () => decryptContact(contact),
    ]),
    ...[...checks].map(([mark, { sealed }]): [string, () => string] => [
      `check:${mark}`,
      () => openCheck(sealed)?.address ?? '',
    ]),
    ...wishes.map(({ commentId, email }): [string, () => string] => [
      `comment:${commentId}`,
      () => decryptContact(email),
    ]),
    ...people
      .filter(({ person }) => person !== null)
      .map(({ id, person }): [string, () => string] => [
        `registration:${id}`,
        () => openPerson({ person })?.email ?? '',
      ]),
  ])
}

/** The address of one mail in the clear; null where there is none. */
export async function addressOf(ctx: Ctx, mail: Mail): Promise<string | null> {
  const sealed = await sealedAddresses(ctx, [mail])
  return sealed.get(recipientOf(mail))?.() || null
}
