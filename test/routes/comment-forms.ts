import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { paths } from '~/app/paths'
import type { Db } from '~/db/client'
import { audit, idempotencyKeys, outbox } from '~/db/schema/audit'
import { commentAttachments, comments, commentWishes } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { type AConsultation, aConsultation } from '~/test/domain/comments/a-consultation'
import { handleRequest } from '~/test/support/server'

export type Fields = Record<string, string>
export const words = '写了很久的意见，不想丢。'
export const good = (): Fields => ({ key: randomUUID(), body: words, contact: '' })

const day = 86_400_000
const inDays = (count: number) => new Date(Date.now() + count * day)

/** A consultation by the real clock, which is the server's here: open from and to so many days from now. */
export async function openNow(db: Db, from = -10, to = 20, published = true): Promise<AConsultation> {
  const made = await aConsultation(db, { published, publishedAt: inDays(-10) })
  const period = { opensAt: inDays(from), closesAt: inDays(to) }
  await db.update(consultations).set(period).where(eq(consultations.id, made.id))
  return made
}

export const post = (form: Fields | FormData, consultationId: number) =>
  handleRequest(paths.commentForm(consultationId), { form })

/** As the form sends them, under a type that says nothing. */
export function withFiles(fields: Fields, files: { name: string; bytes: Uint8Array }[]): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const { name, bytes } of files)
    form.append('attachments', new File([Uint8Array.from(bytes)], name, { type: 'image/png' }))
  return form
}

export const mediaFolder = () => join(process.env.DATA_DIR ?? '', 'media')

export function filesKept(): string[] {
  const folder = join(mediaFolder(), 'attachments')
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).sort() : []
}

/** Everything that a comment leaves: rows and files. */
export async function tracesOf(db: Db) {
  const tables = { comments, commentAttachments, commentWishes, idempotencyKeys, outbox }
  const counted = Object.entries(tables).map(async ([name, table]) => [name, await db.$count(table)] as const)
  return {
    ...Object.fromEntries(await Promise.all(counted)),
    audit: await db.$count(audit, eq(audit.action, 'comment.received')),
    files: filesKept(),
  }
}

export const codeOf = (response: Response) => response.headers.get('Location')?.split('/').at(-1) ?? ''

/** Without the marks that React sets between pieces of text. */
export const textOf = async (response: Response) => (await response.text()).replaceAll('<!-- -->', '')
