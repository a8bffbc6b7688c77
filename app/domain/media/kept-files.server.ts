import { createHash } from 'node:crypto'
import type { Ctx } from '~/app/server/context'
import { type Attached, AttachmentError, type AttachmentType, inspectAttachment } from '~/media/attachments'
import { mediaStorage } from './storage.server'

export type Upload = { name: string; bytes: Uint8Array }
export type KeptFile = {
  name: string
  type: AttachmentType
  size: number
  sha256: string
  storageKey: string
}

/** What the files are by their content, so that a form sent twice is known again. */
export function fingerprints(uploads: Upload[]): string[] {
  return uploads.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))
}

/** What goes wrong, in words for who chose the files: one of them is not taken, or none can be stored now. */
type Refuse = { file: (why: string) => Error; store: () => Error }

/** Keeps the files, as they came and cleaned, before any row points at them: all or none. `dropFiles` when no row comes. */
export async function keepFiles(
  ctx: Ctx,
  folder: string,
  uploads: Upload[],
  refuse: Refuse,
): Promise<KeptFile[]> {
  const inspected: { upload: Upload; attached: Attached }[] = []
  for (const upload of uploads) inspected.push({ upload, attached: await inspect(upload, refuse) })
  const hashes = fingerprints(uploads)
  const kept = inspected.map(({ upload, attached }, at) => ({
    name: tidyName(upload.name),
    type: attached.type,
    size: upload.bytes.length,
    sha256: hashes[at] ?? '',
    storageKey: `${folder}/${Buffer.from(ctx.random(16)).toString('hex')}`,
  }))
  try {
    const storage = mediaStorage()
    for (const [at, { storageKey, type }] of kept.entries()) {
      const { upload, attached } = inspected[at] as (typeof inspected)[number]
      await storage.put(`${storageKey}/original`, upload.bytes, type)
      await storage.put(`${storageKey}/clean`, attached.clean, type)
    }
    return kept
  } catch (error) {
    console.error('files could not be stored', error)
    await dropFiles(kept)
    throw refuse.store()
  }
}

/** Takes away the files of a row that was not written, or is gone. */
export async function dropFiles(kept: { storageKey: string }[]): Promise<void> {
  for (const { storageKey } of kept) {
    for (const file of ['original', 'clean']) {
      await mediaStorage()
        .remove(`${storageKey}/${file}`)
        .catch((error: unknown) => console.error(`the file ${storageKey}/${file} stays behind`, error))
    }
  }
}

/** The copy that may be opened. */
export function readKept({ storageKey }: { storageKey: string }): Promise<Uint8Array | undefined> {
  return mediaStorage().get(`${storageKey}/clean`)
}

async function inspect({ name, bytes }: Upload, refuse: Refuse): Promise<Attached> {
  try {
    return await inspectAttachment(bytes)
  } catch (error) {
    if (error instanceof AttachmentError) throw refuse.file(`文件“${tidyName(name)}”${error.message}`)
    throw error
  }
}

/** The name is only ever shown as text: no path, no control characters, not endless. */
function tidyName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const characters = [...last.replace(/[\p{C}\uFFFD]/gu, '').trim()]
  return characters.slice(-120).join('') || '未命名附件'
}
