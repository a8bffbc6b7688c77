import type { Ctx } from '~/app/server/context'
import { describeCitations, paragraphsOf } from './answers.server'
import type { ResponsePreview } from './types'

/** How the public would read an answer that is not saved yet. */
export async function previewResponse(
  ctx: Ctx,
  draft: { body: string; clauseIds: number[]; interpretationIds: number[] },
): Promise<ResponsePreview> {
  const { clauses, interpretations } = await describeCitations(ctx, draft)
  return {
    paragraphs: paragraphsOf(draft.body),
    references: [...clauses.values(), ...interpretations.values()],
  }
}
