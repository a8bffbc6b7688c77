import { takeStep } from '~/app/domain/audit/steps.server'
import type { Db } from '~/db/client'
import { feedbackReports } from '~/db/schema/consultations'
import { after, systemAt } from '../comments/a-consultation'

/** As it stands when the report is public; how it comes to that is another test's matter. */
export async function reportPublished(db: Db, consultationId: number): Promise<void> {
  const [row] = await db
    .insert(feedbackReports)
    .values({ consultationId, introduction: '感谢参与。', createdAt: after })
    .returning({ id: feedbackReports.id })
  await takeStep(systemAt(db, after), { subject: 'feedback-report', id: row?.id ?? 0, kind: 'published' })
}
