import type { Ctx } from '~/app/server/context'

/** 53 bits: the id of a row that must not tell when it came. */
export function randomId(ctx: Pick<Ctx, 'random'>): number {
  const bytes = Buffer.from(ctx.random(7))
  return bytes.readUIntBE(0, 6) * 32 + ((bytes[6] ?? 0) & 31)
}
