import { and, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { findPrivateData } from '~/app/domain/comments/private-data'
import { rerenderUses } from '~/app/domain/interpretation-blocks/rerender.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { mediaCaptions } from '~/db/schema/media'
import { type CheckedCaptions, checkCaptions } from '~/media/caption-check'
import { readPlacedCaptions } from '~/media/captions'
import { refuseToSilence } from './needed-words.server'
import { lockMedia } from './row.server'

type Lang = 'zh' | 'en'

/** Keeps the captions of a recording in one language, checked; empty words take them away. WebVTT, or SubRip, which is turned into it. */
export function saveCaptions(ctx: Ctx, mediaId: number, lang: Lang, words: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await lockMedia(tx, mediaId)
    requirePermission(tx, 'media.write', row)
    if (row.kind !== 'video' && row.kind !== 'audio') throw new Refusal(422, '只有视频和声音可以配字幕。')
    const vtt = words.trim() === '' ? null : checked(words, row.duration)
    const place = and(eq(mediaCaptions.mediaId, mediaId), eq(mediaCaptions.lang, lang))
    const [before] = await tx.db.select({ vtt: mediaCaptions.vtt }).from(mediaCaptions).where(place)
    if ((before?.vtt ?? null) === vtt) return
    const values = { vtt: vtt ?? '', at: tx.now, accountId: accountIdOf(tx) }
    if (vtt === null) await tx.db.delete(mediaCaptions).where(place)
    else
      await tx.db
        .insert(mediaCaptions)
        .values({ mediaId, lang, ...values })
        .onConflictDoUpdate({ target: [mediaCaptions.mediaId, mediaCaptions.lang], set: values })
    const made = await rerenderUses(tx, mediaId)
    await refuseToSilence(tx, mediaId)
    await record(tx, {
      action: vtt === null ? 'media.captions-removed' : 'media.captions-saved',
      subject: 'media',
      id: mediaId,
      before: before && { lang, vtt: before.vtt },
      after: vtt === null ? undefined : { lang, vtt },
      ...made,
    })
  })
}

function checked(words: string, duration: number | null): string {
  const read = checkCaptions(words, duration)
  if (!read.ok) throw wrongField('vtt', sayFaults(read))
  refusePrivateData(read.text)
  return read.text
}

function sayFaults({ faults }: Extract<CheckedCaptions, { ok: false }>): string {
  return faults
    .map(({ line, message }) => `第 ${line} 行：${message}`)
    .join('\n')
    .replace(/。$/, '')
}

/** L3: captions are read like any other published words; the file goes out whole, its remarks too. */
function refusePrivateData(text: string): void {
  for (const { words, line } of readPlacedCaptions(Buffer.from(text, 'utf8')).cues) {
    const [found] = findPrivateData(words)
    if (found)
      throw wrongField('vtt', `第 ${line} 行：字幕里有${found.name}，请遮盖，并核对录音录像里是否也要消音`)
  }
  const [hidden] = findPrivateData(text)
  if (hidden) throw wrongField('vtt', `字幕文件的备注或者标记里有${hidden.name}，请先删去`)
}
