import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { recordAll, transact } from '~/app/domain/audit/record.server'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { Refusal } from '~/app/server/errors'
import { comments, commentWishes } from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { draws, registrations } from '~/db/schema/registrations'
import { surveyBox, surveySheets } from '~/db/schema/survey-answers'
import { unclearMarks } from '~/db/schema/unclear-clauses'

// L3: contact details at rest, AES-256-GCM. Layout: version byte, 4 bytes that name the key, 12 bytes nonce, 16 bytes
// tag, ciphertext. Version 1 did not name its key.
const version = 2
const nameLength = 4
const nonceLength = 12
const tagLength = 16

export type ContactKeys = { current: Buffer; before: Buffer[] }

export function configuredKeys(): ContactKeys {
  const { CONTACT_KEY, CONTACT_KEYS_BEFORE } = env()
  return { current: readKey(CONTACT_KEY), before: CONTACT_KEYS_BEFORE.map(readKey) }
}

export function readKey(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

/** Keys of their own for another purpose, made from the configured ones, so that they are replaced with them. */
export function keysFor(purpose: string, { current, before } = configuredKeys()): ContactKeys {
  const derived = (key: Buffer) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32))
  return { current: derived(current), before: before.map(derived) }
}

export function encryptContact(ctx: Ctx, contact: string, keys = configuredKeys()): Uint8Array | null {
  if (contact.trim() === '') return null
  const head = headOf(keys.current)
  const nonce = ctx.random(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', keys.current, nonce).setAAD(head)
  const sealed = Buffer.concat([cipher.update(contact.trim(), 'utf8'), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), sealed])
}

/** Reads what was sealed with the current key or an earlier one that is still configured; else refuses in one sentence. */
export function decryptContact(bytes: Uint8Array, keys = configuredKeys()): string {
  const sealed = Buffer.from(bytes)
  const all = [keys.current, ...keys.before]
  if (sealed[0] === 1) return readFirst(all, (key) => openWith(key, sealed.subarray(1))) ?? refuseKey()
  const head = sealed.subarray(0, 1 + nameLength)
  const named = all.filter((key) => headOf(key).equals(head))
  return readFirst(named, (key) => openWith(key, sealed.subarray(1 + nameLength), head)) ?? refuseKey()
}

function headOf(key: Buffer): Buffer {
  const name = createHash('sha256').update(key).digest().subarray(0, nameLength)
  return Buffer.concat([Buffer.of(version), name])
}

function openWith(key: Buffer, sealed: Buffer, head?: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength))
  if (head) decipher.setAAD(head)
  decipher.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength))
  const open = decipher.update(sealed.subarray(nonceLength + tagLength))
  return Buffer.concat([open, decipher.final()]).toString('utf8')
}

/** GCM tells a wrong key by an error. */
function readFirst(keys: Buffer[], open: (key: Buffer) => string): string | undefined {
  for (const key of keys) {
    try {
      return open(key)
    } catch {}
  }
  return undefined
}

function refuseKey(): never {
  throw new Refusal(
    409,
    '有联系方式是用另一把密钥加密的，现在打不开；请网站管理员把原来的密钥写进 CONTACT_KEYS_BEFORE，不要丢弃 (sealed with a key that is not configured).',
  )
}

const batchSize = 500

type Sealed = {
  name: string
  subject: 'activity' | 'comment' | 'concern' | 'registration' | 'survey' | 'unclear-clause'
  table: PgTable
  id: PgColumn
  bytes: PgColumn
  /** Sealed with `keysFor` it. */
  purpose?: string
}

const sealedColumns: Sealed[] = [
  {
    name: 'comments.contact',
    subject: 'comment',
    table: comments,
    id: comments.id,
    bytes: comments.contact,
  },
  {
    name: 'comment_wishes.email',
    subject: 'comment',
    table: commentWishes,
    id: commentWishes.commentId,
    bytes: commentWishes.email,
  },
  {
    name: 'concerns.contact',
    subject: 'concern',
    table: concerns,
    id: concerns.id,
    bytes: concerns.contact,
  },
  {
    name: 'registrations.person',
    subject: 'registration',
    table: registrations,
    id: registrations.id,
    bytes: registrations.person,
  },
  {
    name: 'draws.sealed_secret',
    subject: 'activity',
    table: draws,
    id: draws.activityId,
    bytes: draws.sealedSecret,
  },
  {
    name: 'survey_box.sealed',
    subject: 'survey',
    table: surveyBox,
    id: surveyBox.id,
    bytes: surveyBox.sealed,
    purpose: 'survey-box',
  },
  {
    name: 'survey_sheets.sealed',
    subject: 'survey',
    table: surveySheets,
    id: surveySheets.id,
    bytes: surveySheets.sealed,
  },
  {
    name: 'unclear_marks.contact',
    subject: 'unclear-clause',
    table: unclearMarks,
    id: unclearMarks.id,
    bytes: unclearMarks.contact,
  },
]

/**
 * Seals with the current key whatever is sealed with an earlier one, in small transactions: it may be interrupted, run
 * again, and run beside the application. Gives how many there were.
 */
export async function rotateContacts(ctx: Ctx, keys = configuredKeys()): Promise<number> {
  let count = 0
  for (const column of sealedColumns) {
    let last = 0
    for (;;) {
      const own = column.purpose === undefined ? keys : keysFor(column.purpose, keys)
      const batch = await rotateBatch(ctx, column, last, own)
      if (batch.count === 0) break
      count += batch.count
      last = batch.last
    }
  }
  return count
}

async function rotateBatch(
  ctx: Ctx,
  { name, subject, table, id, bytes }: Sealed,
  from: number,
  keys: ContactKeys,
): Promise<{ count: number; last: number }> {
  const head = headOf(keys.current)
  return transact(ctx, async (tx) => {
    const old = sql`substring(${bytes} from 1 for ${head.length}) <> ${head}`
    const rows = await tx.db
      .select({ id: sql<number>`${id}::float8`, bytes: sql<Buffer>`${bytes}` })
      .from(table)
      .where(and(gt(id, from), isNotNull(bytes), old))
      .orderBy(asc(id))
      .limit(batchSize)
      .for('no key update')
    for (const row of rows) {
      const sealed = encryptContact(tx, decryptContact(row.bytes, keys), keys)
      await tx.db.execute(
        sql`update ${table} set ${sql.identifier(bytes.name)} = ${sealed} where ${eq(id, row.id)}`,
      )
    }
    const last = rows.at(-1)?.id ?? from
    if (rows.length > 0)
      await recordAll(tx, [
        { action: 'contact.sealed-anew', subject, id: last, after: { column: name, count: rows.length } },
      ])
    return { count: rows.length, last }
  })
}
