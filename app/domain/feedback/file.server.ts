import { eq } from 'drizzle-orm'
import { type ConsultationRow, consultationRow } from '~/app/domain/comments/consultation.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { clauseFates } from '~/app/domain/texts/clause-fates.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import { writeExcel } from './excel.server'
import { countFigures } from './figures.server'
import { introductionFor } from './introduction.server'
import { reportOf } from './report.server'
import type { Figures } from './types'
import { writeWord } from './word.server'

export type ReportFormat = 'docx' | 'xlsx'

/** What the files say; both are written from this. */
export type ReportContent = {
  title: string
  department: string
  introduction: string
  figures: Figures
  /** Null for a draft, which says so in its title. */
  publishedAt: Date | null
  publishedBy: string | null
  /** Whether a later version is public, in which the changed clauses can be read. */
  hasLaterVersion: boolean
}

const types: Record<ReportFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The report as a file. What is not public is for the department only, and is called a draft (invariant 9). */
export async function reportFile(
  ctx: Ctx,
  consultationId: number,
  format: ReportFormat,
): Promise<{ content: Buffer; type: string; name: string; isDraft: boolean }> {
  const consultation = await consultationRow(ctx, consultationId)
  const content = await contentOf(ctx, consultation)
  const isDraft = content.publishedAt === null
  return {
    content: await (format === 'docx' ? writeWord(content) : writeExcel(content)),
    type: types[format],
    name: `${content.title.replace(/[\\/:*?"<>|\s]+/g, '')}.${format}`,
    isDraft,
  }
}

async function contentOf(ctx: Ctx, consultation: ConsultationRow): Promise<ReportContent> {
  const report = await reportOf(ctx, consultation.id)
  const isPublic = consultation.publishedAt !== null && Boolean(report?.publishedAt)
  // A stranger learns no more than that there is nothing yet.
  if (!isPublic && !hasPermission(ctx, 'text.read', consultation)) throw notFound('反馈报告')
  const figures = report?.figures ?? (await countFigures(ctx, consultation))
  const [department] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, consultation.departmentId))
  const clauseIds = figures.issues.flatMap(({ clauses }) => clauses.map(({ clauseId }) => clauseId))
  const { since } = await clauseFates(ctx, consultation, clauseIds.slice(0, 1))
  const title = titleOf(consultation.title)
  return {
    title: isPublic ? title : `【草稿】${title}`,
    department: department?.name ?? '',
    introduction: report?.introduction ?? (await introductionFor(ctx, consultation, figures)),
    figures,
    publishedAt: isPublic ? (report?.publishedAt ?? null) : null,
    publishedBy: isPublic ? (report?.publishedBy ?? null) : null,
    hasLaterVersion: since !== null,
  }
}

/** 关于……公开征求意见的公告 is answered by 关于……公开征求意见采纳情况的反馈. */
function titleOf(asked: string): string {
  const answered = asked.replace(/(征求意见)的(公告|通告|通知)$/, '$1采纳情况的反馈')
  return answered === asked ? `${asked}采纳情况反馈` : answered
}
