import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { refuseUnexplained } from '~/app/domain/audit/warnings'
import { requirePermission } from '~/app/domain/people/permissions'
import { definitionSchema } from '~/app/domain/surveys/definition'
import { lockSurvey, shownOn, surveyRow, versionInWork } from '~/app/domain/surveys/row.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked, wrongField } from '~/app/server/errors'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import { surveys, surveyVersions } from '~/db/schema/surveys'
import { requireOwnBelonging } from './belonging.server'
import { findingsOf } from './findings.server'
import type { SurveyForm } from './forms'

/** What a new survey begins with: one page that waits for its first question. */
export const emptyDefinition: SurveyDefinition = {
  pages: [{ id: 'p1', title: '', questions: [], skips: [] }],
  crossBy: [],
}

export async function createSurvey(
  ctx: Ctx,
  { departmentId, definition, ...form }: SurveyForm & { departmentId: number; definition?: SurveyDefinition },
): Promise<{ id: number }> {
  requirePermission(ctx, 'survey.write', { departmentId })
  refuseBackwards(form)
  const asked = definition ? readDefinition(definition) : emptyDefinition
  return transact(ctx, async (tx) => {
    await requireOwnBelonging(tx, form, departmentId)
    const stamps = { createdAt: tx.now, createdBy: accountIdOf(tx) }
    const [row] = await tx.db
      .insert(surveys)
      .values({ ...form, ...stamps, departmentId })
      .returning({ id: surveys.id })
    if (!row) throw new Error('no row came back from the insert of a survey')
    await tx.db.insert(surveyVersions).values({ ...stamps, surveyId: row.id, number: 1, definition: asked })
    await record(tx, {
      action: 'survey.created',
      subject: 'survey',
      id: row.id,
      after: { ...form, definition: asked },
    })
    return row
  })
}

export async function updateSurvey(ctx: Ctx, id: number, form: SurveyForm): Promise<void> {
  await transact(ctx, async (tx) => {
    requirePermission(tx, 'survey.write', await surveyRow(tx, id))
    await lockForEdit(tx, 'survey', id)
    const before = await surveyRow(tx, id)
    refuseBackwards(form)
    await requireOwnBelonging(tx, form, before.departmentId)
    await tx.db.update(surveys).set(form).where(eq(surveys.id, id))
    await record(tx, { action: 'survey.updated', subject: 'survey', id, before, after: form })
  })
}

function refuseBackwards({ opensAt, closesAt }: SurveyForm): void {
  if (closesAt <= opensAt) throw wrongField('closesAt', '截止的时间要晚于开始的时间')
}

/** The door of every definition that does not come through the builder. */
export function readDefinition(given: SurveyDefinition): SurveyDefinition {
  const read = definitionSchema.safeParse(given)
  if (read.success) return read.data
  throw new Refusal(422, `问卷的内容不完整：${read.error.issues[0]?.message ?? '请检查'}。`)
}

/** One step of the sign-off, as the desk page's button names it. */
export async function takeSurveyStep(ctx: Ctx, id: number, kind: string, reason: string): Promise<void> {
  if (kind === 'published') return publishSurvey(ctx, id, { reason })
  if (kind !== 'submitted' && kind !== 'returned' && kind !== 'withdrawn')
    throw new Refusal(422, '没有这一步。')
  await transact(ctx, async (tx) => {
    const row = await surveyRow(tx, id)
    await takeSignOffStep(tx, 'survey', row, kind, reason)
    // What it belongs to may still be on its own way to the public; publishing asks for that.
    if (kind === 'submitted') refuseIfBlocked((await findingsOf(tx, row)).filter(({ id }) => id !== 'P1'))
    await record(tx, {
      action: `survey.${kind}`,
      subject: 'survey',
      id,
      after: { reason },
      ...(kind === 'withdrawn' ? shownOn(row) : {}),
    })
  })
}

/**
 * Makes the survey public, and its first version with it, which from then on stays as it is. What is published late
 * opens now; a warning may be passed with a written reason.
 */
export async function publishSurvey(ctx: Ctx, id: number, options: { reason?: string } = {}): Promise<void> {
  await transact(ctx, async (tx) => {
    await takeSignOffStep(tx, 'survey', await surveyRow(tx, id), 'published', options.reason)
    const row = await lockSurvey(tx, id, 'no key update')
    const findings = await findingsOf(tx, row)
    refuseIfBlocked(findings)
    refuseUnexplained(findings, options.reason)
    const version = await versionInWork(tx, id)
    if (!version) throw new Error('a survey that is not public has no version in work')
    const opensAt = row.opensAt > tx.now ? row.opensAt : tx.now
    await tx.db.update(surveys).set({ opensAt }).where(eq(surveys.id, id))
    await tx.db.update(surveyVersions).set({ publishedAt: tx.now }).where(eq(surveyVersions.id, version.id))
    await record(tx, {
      action: 'survey.published',
      subject: 'survey',
      id,
      after: { opensAt, closesAt: row.closesAt, passed: findings.map((finding) => finding.id) },
      ...shownOn(row),
    })
  })
}
