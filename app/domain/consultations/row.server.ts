import { eq } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'

export type ConsultationRow = typeof consultations.$inferSelect

export async function consultationRow(ctx: Ctx, id: number): Promise<ConsultationRow> {
  const [row] = await ctx.db.select().from(consultations).where(eq(consultations.id, id))
  if (!row) throw notFound('征求意见')
  return row
}

/** The search document and the pages that show a consultation. */
export function shownOn({ id, matterId, textId }: ConsultationRow) {
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
