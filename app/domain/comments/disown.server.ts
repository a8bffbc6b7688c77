import type { Ctx } from '~/app/server/context'
import { takeBack } from './withdraw.server'

/** Who holds the code says that the words are not his: they leave the public page like those of a withdrawn comment. */
export function disownComment(ctx: Ctx, { code }: { code: string }): Promise<void> {
  return takeBack(ctx, code, { action: 'comment.disowned', data: { cause: 'not-mine' } })
}
