import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { takeFrame } from '~/media/poster'
import { changeMedia } from './describe.server'
import { originalKey } from './keys'
import { hasPublicUse } from './read.server'
import { mediaRow } from './row.server'
import { nameOf } from './rules'
import { mediaStorage } from './storage.server'
import { storeBytes } from './store.server'

const pieceSize = 4 * 1024 * 1024

/** The still picture that stands for a video, a sound or an animation until it is played: a picture of the library, or none. */
export function choosePoster(ctx: Ctx, mediaId: number, posterId: number | null): Promise<void> {
  return changeMedia(ctx, mediaId, 'media.poster-chosen', async (row, tx) => {
    if (!['video', 'audio', 'lottie'].includes(row.kind)) throw new Refusal(422, '图片不需要封面。')
    if (posterId !== null) {
      const poster = await mediaRow(tx, posterId)
      if (poster.kind !== 'image') throw wrongField('posterId', '封面要是一张不会动的图片')
      // Where the recording is public it comes out with it at once, which is for its own department to decide.
      if (poster.departmentId !== row.departmentId && !(await hasPublicUse(tx, posterId)))
        throw wrongField('posterId', '这张图片是别的部门的，还没有公开，请从本部门的图片里选')
    }
    return { posterId }
  })
}

/** Takes the frame at a second for the still picture; gives whether the machine could. */
export async function takePoster(ctx: Ctx, mediaId: number, second: number): Promise<boolean> {
  const row = await mediaRow(ctx, mediaId)
  requirePermission(ctx, 'media.write', row)
  if (row.kind !== 'video') throw new Refusal(422, '只有视频里才有画面可以截。')
  if (second > (row.duration ?? 0)) throw wrongField('second', '视频没有这么长')
  const bytes = await withFile(row.sha256, row.size, (path) => takeFrame(path, second))
  if (!bytes) return false
  const name = `${nameOf(row)}（封面）.jpg`
  const { mediaId: posterId } = await storeBytes(ctx, { name, bytes, departmentId: row.departmentId })
  await choosePoster(ctx, mediaId, posterId)
  return true
}

/** The file on this machine's disk for as long as the work lasts, wherever it is stored. */
async function withFile<T>(sha256: string, size: number, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gongyi-frame-'))
  try {
    const path = join(folder, 'video')
    const file = await open(path, 'w')
    try {
      for (let at = 0; at < size; at += pieceSize) {
        const piece = await mediaStorage().part(originalKey(sha256), at, Math.min(at + pieceSize, size))
        if (!piece) throw new Error(`the file ${sha256} is not in the store`)
        await file.write(piece)
      }
    } finally {
      await file.close()
    }
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
