import { asc, desc, eq } from 'drizzle-orm'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import {
  type NextStep,
  nextSteps,
  publicStep,
  type SignOffState,
  stateAfter,
} from '~/app/domain/audit/transitions'
import { decryptContact } from '~/app/domain/people/contact.server'
import { hasPermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { concerns, concernTriages, responses } from '~/db/schema/concerns'
import { accounts, departments } from '~/db/schema/people'
import { describeCitations, paragraphsOf } from './answers.server'
import { requireReading } from './inbox.server'
import { citationsOf, findingsOf } from './respond.server'
import { clockOf, concernFindings, deadlineOf, pressConferenceBy } from './rules'
import { describeSubject } from './subject.server'
import type { DeskConcern, DeskResponse, DeskTriage } from './types'

/** One concern as those who handle it see it, with the original and everything that was made of it. */
export async function deskConcern(ctx: Ctx, id: number): Promise<DeskConcern> {
  requireStaff(ctx)
  const [concern] = await ctx.db.select().from(concerns).where(eq(concerns.id, id))
  if (!concern) throw notFound('关切')
  const triages = await triagesOf(ctx, id)
  const handling = triages[0]
  requireReading(ctx, handling?.departmentId ?? null)
  const steps = await stepsOf(ctx, 'concern', id)
  const versions = await responsesOf(ctx, id)
  const newest = versions[0]
  const answeredAt = firstAnswer(versions, ctx.now)
  const severity = handling?.severity ?? 'ordinary'
  const {
    code,
    kind,
    channel,
    receivedAt,
    body,
    displayName,
    place,
    publishWords,
    clauseId,
    policyId,
    consultationId,
  } = concern
  const deadline = deadlineOf(severity, receivedAt, { site: concern.original.page !== undefined })
  return {
    ...{
      id,
      code,
      kind,
      channel,
      receivedAt,
      body,
      displayName,
      place,
      publishWords,
      clauseId,
      policyId,
      consultationId,
    },
    page: concern.original.page ?? null,
    contact: concern.contact ? decryptContact(concern.contact) : '',
    about: await describeSubject(ctx, concern),
    clock: clockOf(deadline, answeredAt, ctx.now),
    pressConferenceBy: severity === 'emergency' ? pressConferenceBy(receivedAt) : null,
    publishedAt: publicStep(steps, ctx.now)?.at ?? null,
    isWithdrawn: steps.some((step) => step.kind === 'withdrawn'),
    triages,
    responses: versions.map(({ row: _, ...version }) => version),
    publishFindings: concernFindings(concern, handling ?? null),
    responseFindings: newest ? await findingsOf(ctx, newest.row) : [],
    next: newest ? allowedSteps(ctx, newest.state, newest.row.departmentId) : [],
    mayTriage: hasPermission(ctx, 'concern.triage'),
    mayWrite:
      handling !== undefined &&
      hasPermission(ctx, 'response.write', handling) &&
      newest?.state !== 'submitted',
  }
}

async function triagesOf(ctx: Ctx, concernId: number): Promise<DeskTriage[]> {
  const rows = await ctx.db
    .select({ triage: concernTriages, department: departments.name, by: accounts.name })
    .from(concernTriages)
    .innerJoin(departments, eq(departments.id, concernTriages.departmentId))
    .leftJoin(accounts, eq(accounts.id, concernTriages.accountId))
    .where(eq(concernTriages.concernId, concernId))
    .orderBy(desc(concernTriages.id))
  return rows.map(({ triage: { concernId: _, accountId: __, ...triage }, department, by }) => ({
    ...triage,
    department,
    by,
  }))
}

async function responsesOf(
  ctx: Ctx,
  concernId: number,
): Promise<(DeskResponse & { row: typeof responses.$inferSelect })[]> {
  const rows = await ctx.db
    .select({ row: responses, department: departments.name, by: accounts.name })
    .from(responses)
    .innerJoin(departments, eq(departments.id, responses.departmentId))
    .leftJoin(accounts, eq(accounts.id, responses.createdBy))
    .where(eq(responses.concernId, concernId))
    .orderBy(desc(responses.version))
  const steps = await stepsOfMany(
    ctx,
    'response',
    rows.map(({ row }) => row.id),
  )
  return Promise.all(
    rows.map(async ({ row, department, by }) => {
      const cited = await citationsOf(ctx, row.id)
      const described = await describeCitations(ctx, cited)
      const own = steps.get(row.id) ?? []
      const { id, version, spokesperson, body, createdAt } = row
      return {
        ...{ id, version, department, spokesperson, body, createdAt, by, row },
        paragraphs: paragraphsOf(body),
        state: stateAfter(own),
        steps: own,
        ...cited,
        references: [...described.clauses.values(), ...described.interpretations.values()],
      }
    }),
  )
}

function firstAnswer(versions: { steps: Step[] }[], now: Date): Date | null {
  const moments = versions.flatMap((version) => publicStep(version.steps, now)?.at ?? [])
  return moments.sort((one, other) => one.getTime() - other.getTime())[0] ?? null
}

function allowedSteps(ctx: Ctx, state: SignOffState, departmentId: number): NextStep[] {
  return nextSteps('response', state).filter(({ permissions }) =>
    permissions.some((permission) => hasPermission(ctx, permission, { departmentId })),
  )
}

/** For the choice of who handles a concern. */
export function departmentChoices(ctx: Ctx): Promise<{ id: number; name: string }[]> {
  return ctx.db
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .orderBy(asc(departments.id))
}
