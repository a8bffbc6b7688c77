import type { Decision } from '~/app/domain/comments/types'
import { type Round, roundsOf } from '~/app/domain/consultations/rounds.server'
import { reportOf } from '~/app/domain/feedback/report.server'
import { compareTextVersions } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import type { Change, ConsultedRound, PolicyBackground } from './page-types'

type Subject = { textId: number; consultationId: number | null; versionNumber: number }

const decisions: Decision[] = ['adopted', 'partially-adopted', 'explained', 'not-adopted']

/** What people were asked before the policy came about, what they said, and what became of the text because of it. */
export async function policyBackground(ctx: Ctx, policy: Subject): Promise<PolicyBackground> {
  if (policy.consultationId === null) return { rounds: [], changes: null }
  const rounds = await roundsOf(ctx, policy.consultationId)
  const draft = rounds.find(({ id }) => id === policy.consultationId)?.versionNumber
  return {
    rounds: await Promise.all(rounds.map((round) => consulted(ctx, round))),
    changes:
      draft === undefined || draft === policy.versionNumber
        ? null
        : await changesBetween(ctx, policy.textId, draft, policy.versionNumber),
  }
}

async function consulted(ctx: Ctx, round: Round): Promise<ConsultedRound> {
  const report = await reportOf(ctx, round.id)
  const figures = report?.publishedAt ? report.figures : null
  return {
    ...{ id: round.id, title: round.title, opensAt: round.opensAt },
    until: round.terminatedAt ?? round.closesAt,
    received: figures?.ledger.received ?? round.comments,
    report:
      report?.publishedAt && figures
        ? {
            publishedAt: report.publishedAt,
            decisions: decisions
              .map((decision) => ({ decision, issues: figures.decisions[decision].issues }))
              .filter(({ issues }) => issues > 0),
          }
        : null,
  }
}

async function changesBetween(ctx: Ctx, textId: number, from: number, to: number) {
  const rows = await compareTextVersions(ctx, textId, from, to)
  const count = (change: Change) => rows.filter(({ status }) => status === change).length
  return { from, to, changed: count('changed'), added: count('added'), deleted: count('deleted') }
}
