import { record, transact } from '~/app/domain/audit/record.server'
import { dayOf } from '~/app/domain/calendar'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { type ConsultationRow, consultationRow, publicConsultationRow } from './consultation.server'
import { fileTypes, writeFile } from './export-files'
import { readComments } from './export-rows.server'
import type { ExportFormat, ExportScope } from './export-types'
import { countByState } from './tallies.server'

/** Beyond this a file is made for each who asks, and never kept. */
const mostKept = 5000

export type CommentsFile = {
  type: string
  name: string
  /** For programs that know no other than plain letters. */
  plainName: string
  pieces: AsyncGenerator<Uint8Array>
  isSmall: boolean
}

/** The published comments of a consultation, for everybody to work with. */
export async function openComments(
  ctx: Ctx,
  consultationId: number,
  format: ExportFormat,
): Promise<CommentsFile> {
  const consultation = await publicConsultationRow(ctx, consultationId)
  const { published } = await countByState(ctx, consultationId)
  return { ...fileOf(ctx, consultation, format, 'public'), isSmall: published <= mostKept }
}

/**
 * All comments of a consultation for those who work with them, masked; as they came only for the department that
 * answers. Never with contacts or receipt codes. Who took which file is noted before the first line of it goes out.
 */
export async function exportComments(
  ctx: Ctx,
  consultationId: number,
  { format, original = false }: { format: ExportFormat; original?: boolean },
): Promise<CommentsFile> {
  const consultation = await consultationRow(ctx, consultationId)
  const mayRead = hasPermission(ctx, 'comment.moderate') || hasPermission(ctx, 'audit.read')
  if (!mayRead) requirePermission(ctx, 'text.read', consultation)
  if (original) requirePermission(ctx, 'feedback.write', consultation)
  await transact(ctx, (tx) =>
    record(tx, {
      action: 'comments.exported',
      subject: 'consultation',
      id: consultationId,
      after: { format, original },
    }),
  )
  return { ...fileOf(ctx, consultation, format, original ? 'original' : 'masked'), isSmall: false }
}

function fileOf(ctx: Ctx, consultation: ConsultationRow, format: ExportFormat, scope: ExportScope) {
  const title = consultation.title.replace(/[\\/:*?"<>|\s]+/g, '')
  const kind = scope === 'original' ? '意见（原文）' : '意见'
  return {
    type: fileTypes[format],
    name: `${title}-${kind}-${dayOf(ctx.now)}.${format}`,
    plainName: `comments-${consultation.id}-${dayOf(ctx.now)}.${format}`,
    pieces: writeFile(format, scope, readComments(ctx, consultation, scope)),
  }
}
