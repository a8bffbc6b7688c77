import { countByState } from '~/app/domain/comments/tallies.server'
import { type PublicConsultation, publicConsultation } from '~/app/domain/consultations/page.server'
import { roundsOf } from '~/app/domain/consultations/rounds.server'
import { clauseFates, type LaterVersion } from '~/app/domain/texts/clause-fates.server'
import type { Ctx } from '~/app/server/context'
import { countFigures } from './figures.server'
import { type FeedbackReport, reportOf } from './report.server'
import { isTakenUp } from './rules'
import type { FeedbackRow, Figures, PublishedReport, ReportedIssue, ReportedRound } from './types'

export type FeedbackPage = PublicConsultation & {
  report: PublishedReport | null
  /** How many comments have come so far; the report has its own figures. */
  received: number
  rounds: ReportedRound[]
  compare: { textId: number; from: number; to: number } | null
}

/**
 * The feedback report as the public reads it. Its figures are those of the moment of publishing: what is withdrawn
 * later leaves the list of comments, not the report. What became of the clauses is as of now.
 */
export async function feedbackPage(ctx: Ctx, consultationId: number): Promise<FeedbackPage> {
  const shown = await publicConsultation(ctx, consultationId)
  const saved = await reportOf(ctx, consultationId)
  const rounds = await roundsOf(ctx, consultationId)
  const common = {
    ...shown,
    rounds: rounds.map(({ id, round, state, opensAt, closesAt }) => ({
      id,
      round,
      state,
      opensAt,
      closesAt,
    })),
  }
  if (!saved?.publishedAt) {
    const counts = await countByState(ctx, consultationId)
    const received = counts.pending + counts.published + counts.refused + counts.withdrawn
    return { ...common, report: null, received, compare: null }
  }
  const { issues, ...figures } = await figuresOf(ctx, saved, shown.consultation)
  const { since, rows } = await withFates(ctx, shown.consultation, issues)
  const own = rounds.find(({ id }) => id === consultationId)?.versionNumber
  const { introduction, publishedAt, publishedBy } = saved
  return {
    ...common,
    report: { introduction, publishedAt, publishedBy, figures, rows, since },
    received: figures.ledger.received,
    compare: since && own ? { textId: shown.consultation.textId, from: own, to: since.number } : null,
  }
}

/** Reports that were published before their figures were kept have none: these are counted as things are today. */
async function figuresOf(
  ctx: Ctx,
  { figures }: FeedbackReport,
  consultation: { id: number; versionId: number },
): Promise<Figures> {
  return figures ?? countFigures(ctx, consultation)
}

/** An adoption shows the changed clause in place of a reason, a partial one shows both. */
async function withFates(
  ctx: Ctx,
  { textId, versionId }: { textId: number; versionId: number },
  issues: ReportedIssue[],
): Promise<{ since: LaterVersion | null; rows: FeedbackRow[] }> {
  const clauseIds = new Set(
    issues.filter(isTakenUp).flatMap(({ clauses }) => clauses.map(({ clauseId }) => clauseId)),
  )
  const { since, fates } = await clauseFates(ctx, { textId, versionId }, [...clauseIds])
  const rows = issues.map((issue) => ({
    ...issue,
    fates: isTakenUp(issue) ? issue.clauses.flatMap(({ clauseId }) => fates.get(clauseId) ?? []) : [],
  }))
  return { since, rows }
}
