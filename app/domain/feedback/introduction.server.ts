import { eq } from 'drizzle-orm'
import { type ConsultationRow, consultationRow } from '~/app/domain/comments/consultation.server'
import { terminationOf } from '~/app/domain/consultations/rules'
import { activityOfOwnLedger } from '~/app/domain/occasions/of-ledger.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'
import { textVersions } from '~/db/schema/texts'
import { countFigures } from './figures.server'
import { sayIntroduction } from './introduction'
import type { Figures } from './types'

/** The introduction as the ledger has it now; nothing is saved. */
export async function draftIntroduction(ctx: Ctx, consultationId: number): Promise<string> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'text.read', consultation)
  return introductionFor(ctx, consultation, await countFigures(ctx, consultation))
}

export async function introductionFor(
  ctx: Ctx,
  consultation: ConsultationRow,
  figures: Figures,
): Promise<string> {
  const [named] = await ctx.db
    .select({ draftTitle: textVersions.title, department: departments.name })
    .from(textVersions)
    .innerJoin(departments, eq(departments.id, consultation.departmentId))
    .where(eq(textVersions.id, consultation.versionId))
  if (!named) throw new Error(`no version and department of consultation ${consultation.id}`)
  const { round, opensAt, closesAt, steps, letterTo, phone, email } = consultation
  const extended = steps.find(({ kind }) => kind === 'extended')
  const terminated = terminationOf(steps)
  return sayIntroduction({
    ...named,
    activity: await activityOfOwnLedger(ctx, consultation),
    round,
    opensAt,
    closesAt,
    firstClose: extended?.data?.from ? new Date(String(extended.data.from)) : null,
    terminated: terminated ? { at: terminated.at, reason: terminated.reason ?? '' } : null,
    ways: ['网上', letterTo && '信函', phone && '电话', email && '电子邮件'].filter(Boolean),
    figures,
  })
}
