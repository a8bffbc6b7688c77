import { requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import type { TakenUpload } from './choice-types'
import { mediaChoice } from './choices.server'
import { takePoster } from './poster.server'
import { storeBytes, storeFile } from './store.server'

/** Puts an uploaded file into the library, for the department of who uploaded it. */
export async function takeUpload(
  ctx: Ctx,
  { name, path }: { name: string; path: string },
): Promise<TakenUpload> {
  const { departmentId } = requireStaff(ctx)
  return taken(ctx, await storeFile(ctx, { name, path, departmentId }))
}

/** The same for a file that came in a plain form. */
export async function takePlainUpload(
  ctx: Ctx,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<TakenUpload> {
  const { departmentId } = requireStaff(ctx)
  return taken(ctx, await storeBytes(ctx, { name, bytes, departmentId }))
}

async function taken(
  ctx: Ctx,
  { mediaId, isNew }: { mediaId: number; isNew: boolean },
): Promise<TakenUpload> {
  const item = await mediaChoice(ctx, mediaId)
  if (!isNew || item.kind !== 'video') return { item, isNew }
  // Where the machine can take a frame; otherwise somebody chooses a picture.
  await takePoster(ctx, mediaId, Math.min(1, (item.duration ?? 0) / 2)).catch((error: unknown) =>
    console.error(`no still picture of the video ${mediaId}`, error),
  )
  return { item: await mediaChoice(ctx, mediaId), isNew }
}
