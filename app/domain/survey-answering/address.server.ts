import { createHmac, timingSafeEqual } from 'node:crypto'
import { and, eq, gt, lt, lte, sql } from 'drizzle-orm'
import { mailLater, transact } from '~/app/domain/audit/record.server'
import { decryptContact, encryptContact } from '~/app/domain/people/contact.server'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { Refusal, wrongField } from '~/app/server/errors'
import { addressChecks, surveyParticipations } from '~/db/schema/survey-answers'
import { addressPage } from './address-page.server'
import { participationMark } from './marks.server'

// Whether an e-mail address is somebody's: a code of six digits goes there and comes back. L1: what is kept of the
// address is sealed, and gone with the code or an hour later. All limits are counted in the database, so that they hold
// for every process. These rows need no new seal when CONTACT_KEY changes: they are older than an hour by then.

const hour = 3_600_000
/** From the moment it was sent for the last time. */
const codeValid = hour / 4
export const mostSent = 3
export const mostTries = 5
/** Many people may share the one address of an office or of a mobile network. */
export const mostFromNetwork = 200

type Check = { address: string; code: string }

/** Sends a code to the address. Whether somebody has answered with it already is not told before it is proved. */
export async function askForCode(
  ctx: Ctx,
  surveyId: number,
  { email, network }: { email: string; network: string },
): Promise<void> {
  await openForAddresses(ctx, surveyId)
  await countAsked(ctx, network)
  const mark = checkMark('address', sameAddress(email))
  await transact(ctx, async (tx) => {
    const fresh = await startCheck(tx, mark, email)
    if (!fresh) await sendAgain(tx, mark, email)
    // Neither an audit entry nor a receipt: who asks for a code takes part, and when is nobody's business.
    await mailLater(tx, [{ kind: 'survey-address', surveyId, mark: Buffer.from(mark).toString('base64url') }])
  })
}

/** The mark of the participation, if the code is right; the check is gone then. */
export async function proveAddress(
  ctx: Ctx,
  surveyId: number,
  { email, code }: { email: string; code: string },
): Promise<Uint8Array> {
  await openForAddresses(ctx, surveyId)
  const mark = checkMark('address', sameAddress(email))
  // Counted by itself, before the look at the code: a refusal must not take the count back, nor may a hundred guesses
  // at once count as one.
  const [tried] = await ctx.db
    .update(addressChecks)
    .set({ tries: sql`${addressChecks.tries} + 1` })
    .where(
      and(
        eq(addressChecks.mark, mark),
        lt(addressChecks.tries, mostTries),
        gt(addressChecks.expiresAt, ctx.now),
      ),
    )
    .returning({ sealed: addressChecks.sealed, tries: addressChecks.tries })
  const check = tried ? openCheck(tried.sealed) : null
  if (!tried || !check) throw wrongField('code', '验证码已经失效，请重新要一个')
  if (!isSame(check.code, digitsOf(code))) throw wrongField('code', wrongWords(mostTries - tried.tries))
  await ctx.db.delete(addressChecks).where(eq(addressChecks.mark, mark))
  const participation = participationMark(surveyId, 'account', sameAddress(email))
  if (await hasTakenPart(ctx, surveyId, participation))
    throw new Refusal(409, '用这个邮箱已经答过这份问卷。每个邮箱只能答一次，答案已经收到，谢谢您。')
  return participation
}

/** L1: what nobody came back for. Every minute. */
export async function forgetAddressChecks(ctx: Ctx): Promise<void> {
  await ctx.db.delete(addressChecks).where(lte(addressChecks.expiresAt, ctx.now))
}

/** For the letter; null when it is too late for it. */
export function openCheck(sealed: Uint8Array): Check | null {
  try {
    return JSON.parse(decryptContact(sealed)) as Check
  } catch {
    return null
  }
}

async function openForAddresses(ctx: Ctx, surveyId: number): Promise<void> {
  const { access, refusal } = await addressPage(ctx, surveyId)
  if (access !== 'account') throw new Refusal(422, '这份问卷不用验证邮箱，可以直接填写。')
  if (refusal) throw new Refusal(409, refusal)
}

async function countAsked(ctx: Ctx, network: string): Promise<void> {
  const expiresAt = new Date(ctx.now.getTime() + hour)
  const isOver = sql`${addressChecks.expiresAt} <= ${ctx.now.toISOString()}`
  const [row] = await ctx.db
    .insert(addressChecks)
    .values({ mark: checkMark('network', network), sealed: new Uint8Array(0), expiresAt })
    .onConflictDoUpdate({
      target: addressChecks.mark,
      set: {
        sent: sql`case when ${isOver} then 1 else ${addressChecks.sent} + 1 end`,
        expiresAt: sql`case when ${isOver} then excluded.expires_at else ${addressChecks.expiresAt} end`,
      },
    })
    .returning({ sent: addressChecks.sent })
  if ((row?.sent ?? 0) > mostFromNetwork)
    throw new Refusal(429, '从您这个网络要验证码的次数太多，请过一个小时再来。')
}

async function startCheck(tx: Ctx, mark: Uint8Array, email: string): Promise<boolean> {
  await tx.db
    .delete(addressChecks)
    .where(and(eq(addressChecks.mark, mark), lte(addressChecks.expiresAt, tx.now)))
  const expiresAt = new Date(tx.now.getTime() + hour)
  const rows = await tx.db
    .insert(addressChecks)
    .values({ mark, sealed: sealCheck(tx, { address: email.trim(), code: newDigits(tx) }), expiresAt })
    .onConflictDoNothing()
    .returning({ mark: addressChecks.mark })
  return rows.length > 0
}

/** The same code once more: letters may overtake each other. A code that was tried too often gives way to another. */
async function sendAgain(tx: Ctx, mark: Uint8Array, email: string): Promise<void> {
  const [row] = await tx.db.select().from(addressChecks).where(eq(addressChecks.mark, mark)).for('update')
  if (row === undefined) {
    // Proved, or forgotten, in this very moment.
    await startCheck(tx, mark, email)
    return
  }
  if (row.sent >= mostSent)
    throw new Refusal(
      429,
      `一个小时里最多往同一个邮箱发 ${mostSent} 次验证码，已经发满。请看看垃圾邮件箱，或者过一个小时再来。`,
    )
  const known = openCheck(row.sealed)
  const isSpent = row.tries >= mostTries || known === null
  const least = new Date(tx.now.getTime() + codeValid)
  await tx.db
    .update(addressChecks)
    .set({
      sent: row.sent + 1,
      expiresAt: row.expiresAt < least ? least : row.expiresAt,
      ...(isSpent ? { tries: 0, sealed: sealCheck(tx, { address: email.trim(), code: newDigits(tx) }) } : {}),
    })
    .where(eq(addressChecks.mark, mark))
}

function sealCheck(tx: Ctx, check: Check): Uint8Array {
  return encryptContact(tx, JSON.stringify(check)) ?? new Uint8Array(0)
}

/** Not the mark of the participation: side by side with it the sealed address would say who took part. */
function checkMark(kind: 'address' | 'network', what: string): Uint8Array {
  return createHmac('sha256', env().SESSION_SECRET).update(`survey-check\n${kind}\n${what}`).digest()
}

/** One mailbox, one answer: capital letters and what follows a plus lead to the same box. */
function sameAddress(email: string): string {
  const [name = '', host = ''] = email.trim().toLowerCase().split('@')
  return `${name.replace(/\+.*$/s, '')}@${host}`
}

function newDigits(tx: Ctx): string {
  for (;;) {
    const number = Buffer.from(tx.random(4)).readUInt32BE()
    // Above this the first numbers would come a little more often.
    if (number < 4_294_000_000) return String(number % 1_000_000).padStart(6, '0')
  }
}

function digitsOf(typed: string): string {
  return typed.normalize('NFKC').replace(/\D/g, '')
}

function isSame(code: string, typed: string): boolean {
  const [one, other] = [Buffer.from(code), Buffer.from(typed)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function wrongWords(left: number): string {
  return left > 0
    ? `验证码不对，请对照邮件再输一次，还可以试 ${left} 次`
    : '验证码不对，这个验证码已经作废，请重新要一个'
}

async function hasTakenPart(ctx: Ctx, surveyId: number, mark: Uint8Array): Promise<boolean> {
  const [row] = await ctx.db
    .select({ mark: surveyParticipations.mark })
    .from(surveyParticipations)
    .where(and(eq(surveyParticipations.surveyId, surveyId), eq(surveyParticipations.mark, mark)))
  return row !== undefined
}
