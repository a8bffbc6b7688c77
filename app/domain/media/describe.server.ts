import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { findPrivateData } from '~/app/domain/comments/private-data'
import { rerenderUses } from '~/app/domain/interpretation-blocks/rerender.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { media } from '~/db/schema/media'
import type { Details } from './forms'
import { refuseToSilence } from './needed-words.server'
import { lockMedia, type StoredMedia } from './row.server'

/** Title, alternative text, source, licence, people: what a reader and a lawyer want to know of a file. */
export function describeMedia(ctx: Ctx, id: number, details: Details): Promise<void> {
  return changeMedia(ctx, id, 'media.described', () => details)
}

/** What is said in a recording, written down without times; for one that has no captions (L7). */
export function writeTranscript(ctx: Ctx, id: number, transcript: string): Promise<void> {
  return changeMedia(ctx, id, 'media.transcript-written', (row) => {
    if (row.kind !== 'video' && row.kind !== 'audio') throw new Refusal(422, '只有视频和声音需要文字稿。')
    // L3: it is read like any other published words.
    const [found] = findPrivateData(transcript)
    if (found)
      throw wrongField('transcript', `文字稿里有${found.name}，请先遮盖，并核对录音录像里是否也要消音`)
    return { transcript }
  })
}

/** Changes a row and makes anew what shows it, in one transaction. */
export function changeMedia(
  ctx: Ctx,
  id: number,
  action: string,
  change: (row: StoredMedia, tx: Ctx) => Partial<StoredMedia> | Promise<Partial<StoredMedia>>,
): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await lockMedia(tx, id)
    requirePermission(tx, 'media.write', row)
    const after = await change(row, tx)
    const before = Object.fromEntries(
      Object.keys(after).map((name) => [name, row[name as keyof StoredMedia]]),
    )
    await tx.db.update(media).set(after).where(eq(media.id, id))
    const made = await rerenderUses(tx, id)
    await refuseToSilence(tx, id)
    await record(tx, { action, subject: 'media', id, before, after, ...made })
  })
}
