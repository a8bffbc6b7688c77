import { type DeskHead, deskHead } from '~/app/domain/activities/desk-head.server'
import { activityRow } from '~/app/domain/activities/row.server'
import { listMedia, type MediaRow } from '~/app/domain/media/library.server'
import { storeImage } from '~/app/domain/media/store.server'
import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { type Recorded, recordedOf } from './occasion.server'
import { captionFault } from './occasion-rules'
import { largestTable } from './poll-table'
import { refusalToRecord, savePhotos } from './save-record.server'

type RecordDesk = Recorded & {
  head: DeskHead
  /** Why nothing can be written, in words; null while it can. */
  refusal: string | null
  mayWrite: boolean
  /** The newest pictures of the department that do not stand here yet. */
  library: Pick<MediaRow, 'id' | 'sha256' | 'name'>[]
}

/** The record of an occasion as its department writes it. */
export async function recordDesk(ctx: Ctx, id: number): Promise<RecordDesk> {
  const head = await deskHead(ctx, id)
  const recorded = await recordedOf(ctx, id)
  const refusal = await refusalToRecord(ctx, await activityRow(ctx, id))
  const mayWrite = hasPermission(ctx, 'activity.write', head)
  const used = new Set(recorded.photos.map(({ mediaId }) => mediaId))
  const pictures = { departmentId: head.departmentId, kinds: ['image' as const, 'moving-image' as const] }
  const { rows } = mayWrite && !refusal ? await listMedia(ctx, pictures) : { rows: [] }
  return {
    ...{ ...recorded, head, refusal, mayWrite },
    library: rows
      .filter((row) => !used.has(row.id))
      .slice(0, shownOfLibrary)
      .map(({ id: mediaId, sha256, name }) => ({ id: mediaId, sha256, name })),
  }
}

const shownOfLibrary = 12

type Upload = { name: string; bytes: Uint8Array }

/** One more photograph, from the library or uploaded now, behind those that are there. */
export async function addPhoto(
  ctx: Ctx,
  activityId: number,
  { mediaId, caption, upload }: { mediaId: number | undefined; caption: string; upload: Upload | undefined },
): Promise<void> {
  const fault = captionFault(caption)
  if (fault) throw wrongField('caption', fault)
  const activity = await activityRow(ctx, activityId)
  const refusal = await refusalToRecord(ctx, activity)
  if (refusal) throw new Refusal(409, refusal)
  const stored = upload && (await storeImage(ctx, { ...upload, departmentId: activity.departmentId }))
  const added = stored?.mediaId ?? mediaId
  if (!added) throw wrongField('mediaId', '请从图片库选一张，或者上传一张')
  const { photos } = await recordedOf(ctx, activityId)
  const kept = photos.map(({ mediaId: id, caption: words }) => ({ mediaId: id, caption: words }))
  await savePhotos(ctx, activityId, [...kept, { mediaId: added, caption }])
}

/** The words of an uploaded table: UTF-8, or as a Chinese spreadsheet writes it (GB 18030). */
export function readTableFile({ bytes }: Upload): string {
  if (bytes.length > largestTable) throw wrongField('table', '原始数据不能超过 2 MB')
  if (bytes.includes(0)) throw wrongField('table', '这不是 CSV 文件，请在表格软件里“另存为 CSV”再上传')
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not in this encoding.
    }
  }
  throw wrongField('table', '文件里有无法识别的字符，请用 UTF-8 编码另存后再上传')
}
