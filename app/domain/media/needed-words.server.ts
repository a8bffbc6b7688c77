import { and, eq } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { mediaCaptions, policyAttachments } from '~/db/schema/media'
import { hasPublicUse } from './read.server'
import { mediaRow, type StoredMedia } from './row.server'

/**
 * L7: a recording that is public keeps its words, an attached picture its alternative text; without them it could not
 * have been published. Asked after the change, when the interpretations that show it are locked.
 */
export async function refuseToSilence(tx: Ctx, mediaId: number): Promise<void> {
  const row = await mediaRow(tx, mediaId)
  if (await isBareRecording(tx, row))
    throw new Refusal(
      409,
      '它已经公开，不能没有中文字幕或者文字稿：听不见的人就不知道它说了什么。要改的，请直接改成新的内容再保存（《无障碍环境建设法》第三十二条）。',
    )
  if (await isBareAttachment(tx, row))
    throw new Refusal(
      409,
      '这张图片是政策的附件，不能没有替代文字：看不见图的人就不知道它说了什么（《无障碍环境建设法》第三十二条）。',
    )
}

async function isBareRecording(tx: Ctx, { id, kind, transcript }: StoredMedia): Promise<boolean> {
  if ((kind !== 'video' && kind !== 'audio') || transcript.trim() !== '') return false
  const [captions] = await tx.db
    .select({ mediaId: mediaCaptions.mediaId })
    .from(mediaCaptions)
    .where(and(eq(mediaCaptions.mediaId, id), eq(mediaCaptions.lang, 'zh')))
  return !captions && hasPublicUse(tx, id)
}

async function isBareAttachment(tx: Ctx, { id, kind, alt }: StoredMedia): Promise<boolean> {
  if (kind !== 'image' || alt.trim() !== '') return false
  const [attached] = await tx.db
    .select({ policyId: policyAttachments.policyId })
    .from(policyAttachments)
    .where(eq(policyAttachments.mediaId, id))
    .limit(1)
  return attached !== undefined
}
