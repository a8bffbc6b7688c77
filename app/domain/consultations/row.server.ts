import { eq } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'

export type StoredConsultation = typeof consultations.$inferSelect

/** The row alone; with its steps it comes from `comments/consultation.server.ts`. */
export async function storedConsultation(ctx: Ctx, id: number): Promise<StoredConsultation> {
  const [row] = await ctx.db.select().from(consultations).where(eq(consultations.id, id))
  if (!row) throw notFound('征求意见')
  return row
}

/** A targeted one is the ledger of an activity: it is public, moved and withdrawn with it, and has no rounds or period. */
export function refuseTargeted({ form }: Pick<StoredConsultation, 'form'>): void {
  if (form !== 'targeted') return
  throw new Refusal(
    409,
    '这是一次活动的意见台账（定向听取意见），不公开征集意见，也没有轮次、延长和终止；请到活动页面办理。',
  )
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
