import { eq } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'

export type StoredConsultation = typeof consultations.$inferSelect

/** The row alone; with its steps it comes from `comments/consultation.server.ts`. */
export async function storedConsultation(ctx: Ctx, id: number): Promise<StoredConsultation> {
  const [row] = await ctx.db.select().from(consultations).where(eq(consultations.id, id))
  if (!row) throw notFound('征求意见')
  return row
}

/** The search document and the pages that show a consultation. */
export function shownOn({ id, matterId, textId }: StoredConsultation) {
  return {
    search: [{ kind: 'consultation' as const, id }],
    tags: [
      `consultation:${id}`,
      'consultations',
      `matter:${matterId}`,
      'matters',
      `text:${textId}`,
      'departments',
      'home',
    ],
  }
}
