import { eq } from 'drizzle-orm'
import { activityRow } from '~/app/domain/activities/row.server'
import { lastStep, stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { draws } from '~/db/schema/registrations'
import { writeDrawFile } from './draw'
import type { FrozenData } from './freeze.server'

export type StoredDraw = typeof draws.$inferSelect

export async function drawOf(ctx: Ctx, activityId: number): Promise<StoredDraw | null> {
  const [row] = await ctx.db.select().from(draws).where(eq(draws.activityId, activityId))
  return row ?? null
}

/** For everyone, from the freezing of the list on; to the byte what a person may have kept from an earlier day. */
export async function publicDrawFile(ctx: Ctx, activityId: number): Promise<string> {
  const { id } = await activityRow(ctx, activityId)
  const draw = await drawOf(ctx, id)
  if (!draw?.frozenAt || !publicStep(await stepsOf(ctx, 'activity', id), ctx.now)) throw notFound('抽签文件')
  return fileOf(ctx, draw)
}

/** Before the draw is stored, with the secret that is being opened. */
export async function fileOf(
  ctx: Ctx,
  draw: StoredDraw,
  opened: Pick<StoredDraw, 'secret' | 'drawnAt'> = draw,
): Promise<string> {
  const frozen = lastStep(await stepsOf(ctx, 'activity', draw.activityId), 'list-frozen')?.data as FrozenData
  return writeDrawFile({
    activityId: String(draw.activityId),
    title: frozen.title,
    committed: sayInstant(draw.committedAt),
    commitment: draw.commitment,
    closed: sayInstant(new Date(frozen.closed)),
    frozen: sayInstant(draw.frozenAt ?? new Date(Number.NaN)),
    secret: opened.secret,
    drawn: opened.drawnAt && sayInstant(opened.drawnAt),
    rules: draw.rules,
    list: draw.list ?? '',
  })
}

const offset = 8 * 3_600_000

/** 2026-11-23T10:00:00.000+08:00. China has kept UTC+8 without summer time since 1992. */
function sayInstant(at: Date): string {
  return new Date(at.getTime() + offset).toISOString().replace('Z', '+08:00')
}
