import { newCode } from '~/app/domain/audit/codes'
import type { Ctx } from '~/app/server/context'

/** The public name of a registration, short enough to be called out: `B7K-29Q`. */
export function newPseudonym(ctx: Ctx): string {
  const letters = newCode(ctx).replaceAll('-', '')
  return `${letters.slice(0, 3)}-${letters.slice(3, 6)}`
}
