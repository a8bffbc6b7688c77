import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import type { Finding } from '~/app/domain/findings'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { peopleSoFar } from '~/app/domain/survey-answering/receive.server'
import type { SurveyAbout } from '~/app/domain/surveys/page-types'
import {
  placesOf,
  publishedVersions,
  type StoredSurvey,
  type SurveyVersion,
  stateOfSurvey,
  statesOfSurveys,
  surveyRow,
  versionInWork,
} from '~/app/domain/surveys/row.server'
import { fewest, type SurveyState } from '~/app/domain/surveys/types'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import type { Option, SurveyDefinition } from '~/db/schema/survey-definition'
import { surveys, surveyVersions } from '~/db/schema/surveys'
import { belongsTo } from './belonging.server'
import { contentFindings, findingsOf, quotasOf, type StoredQuota } from './findings.server'
import { emptyDefinition } from './write.server'

export type DeskSurveyRow = {
  id: number
  title: string
  department: string
  opensAt: Date
  closesAt: Date
  signOff: SignOffState
  state: SurveyState
  people: number
  questions: number
  /** A mended version is being written. */
  isMended: boolean
}

const pageSize = 20

/** The surveys of the person's department, newest first; a moderator, who reads the words of all, sees everybody's. */
export async function deskSurveys(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskSurveyRow[]; next: number | null }> {
  const { departmentId } = requireStaff(ctx)
  requireSection(ctx)
  const seesAll = hasPermission(ctx, 'survey.moderate')
  const rows = await ctx.db
    .select({ survey: surveys, department: departments.name })
    .from(surveys)
    .innerJoin(departments, eq(departments.id, surveys.departmentId))
    .where(
      and(
        seesAll ? undefined : eq(surveys.departmentId, departmentId),
        after ? sql`${surveys.id} < ${after}` : undefined,
      ),
    )
    .orderBy(desc(surveys.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const ids = shown.map(({ survey }) => survey.id)
  const steps = await stepsOfMany(ctx, 'survey', ids)
  const states = await statesOfSurveys(
    ctx,
    shown.map(({ survey }) => survey),
  )
  const people = await peopleSoFar(ctx, ids)
  const versions = await newestVersions(ctx, ids)
  return {
    rows: shown.map(({ department, survey: { id, title, opensAt, closesAt } }) => ({
      ...{ id, title, department, opensAt, closesAt },
      signOff: stateAfter(steps.get(id) ?? []),
      state: states.get(id) ?? 'unpublished',
      people: people.get(id) ?? 0,
      questions: versions.get(id)?.questions ?? 0,
      isMended: (versions.get(id)?.number ?? 1) > 1 && versions.get(id)?.publishedAt === null,
    })),
    next: rows.length > pageSize ? (shown.at(-1)?.survey.id ?? null) : null,
  }
}

type Newest = Pick<SurveyVersion, 'number' | 'publishedAt'> & { questions: number }

async function newestVersions(ctx: Ctx, ids: number[]): Promise<Map<number, Newest>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectDistinctOn([surveyVersions.surveyId], {
      surveyId: surveyVersions.surveyId,
      number: surveyVersions.number,
      publishedAt: surveyVersions.publishedAt,
      definition: surveyVersions.definition,
    })
    .from(surveyVersions)
    .where(inArray(surveyVersions.surveyId, ids))
    .orderBy(surveyVersions.surveyId, desc(surveyVersions.number))
  return new Map(
    rows.map(({ surveyId, number, publishedAt, definition }) => [
      surveyId,
      { number, publishedAt, questions: questionsOf(definition).length },
    ]),
  )
}

const readers = ['survey.write', 'survey.publish', 'survey.enter', 'survey.moderate', 'text.read'] as const

function requireSection(ctx: Ctx): void {
  if (readers.some((permission) => hasPermission(ctx, permission))) return
  requirePermission(ctx, 'survey.write')
}

/** Who works on it in its own department, and who moderates its words. */
export function requireReader(ctx: Ctx, { departmentId }: Pick<StoredSurvey, 'departmentId'>): void {
  if (readers.some((permission) => hasPermission(ctx, permission, { departmentId }))) return
  requirePermission(ctx, 'survey.write', { departmentId })
}

export type DeskSurvey = {
  survey: StoredSurvey
  belonging: SurveyAbout | null
  signOff: SignOffState
  state: SurveyState
  people: number
  questions: number
  versions: Pick<SurveyVersion, 'number' | 'note' | 'publishedAt' | 'revision'>[]
  /** The mended one that is being written. */
  inWork: Pick<SurveyVersion, 'number' | 'note' | 'revision'> | null
  quotas: StoredQuota[]
  findings: Finding[]
  offered: OfferedStep[]
  steps: Step[]
  definition: SurveyDefinition
  places: Option[]
  canEdit: boolean
  canWrite: boolean
  canExtend: boolean
  canMend: boolean
  canPublishVersion: boolean
  canCopy: boolean
}

/** One survey as its department sees it: how it stands, what is missing, and what may be done now. */
export async function deskSurvey(ctx: Ctx, id: number): Promise<DeskSurvey> {
  const survey = await surveyRow(ctx, id)
  requireReader(ctx, survey)
  const steps = await stepsOf(ctx, 'survey', id)
  const signOff = stateAfter(steps)
  const state = await stateOfSurvey(ctx, survey)
  const versions = await publishedVersions(ctx, id)
  const version = await versionInWork(ctx, id)
  const isRunning = state === 'upcoming' || state === 'open'
  const inWork = signOff === 'published' && isRunning ? version : null
  const quotas = await quotasOf(ctx, id)
  const definition = (version ?? versions[0])?.definition ?? emptyDefinition
  const mayPublish = hasPermission(ctx, 'survey.publish', survey)
  const mayWrite = hasPermission(ctx, 'survey.write', survey)
  return {
    ...{ survey, signOff, state, versions, steps },
    quotas: quotas.map((quota) => ({ ...quota, taken: roughly(quota) })),
    belonging: await belongsTo(ctx, survey),
    people: (await peopleSoFar(ctx, [id])).get(id) ?? 0,
    questions: questionsOf(definition).length,
    ...{ definition, places: await placesOf(ctx), canWrite: mayWrite },
    inWork,
    findings: await openFindings(ctx, survey, signOff, inWork),
    offered: offeredSteps(ctx, 'survey', signOff, survey.departmentId),
    canEdit: isEditable(signOff) && mayWrite,
    canExtend: isRunning && mayPublish,
    canMend: isRunning && mayWrite && inWork === null,
    canPublishVersion: inWork !== null && mayPublish,
    canCopy: hasPermission(ctx, 'survey.write'),
  }
}

/** Full, or in tens: by the exact number one could see of whoever answers at this moment whether they belong to the group. */
function roughly({ taken, most }: StoredQuota): number {
  return taken >= most ? most : Math.floor(taken / fewest) * fewest
}

/** Until it is public, of the whole survey; of a mended version, of what it asks. */
async function openFindings(
  ctx: Ctx,
  survey: StoredSurvey,
  signOff: SignOffState,
  inWork: SurveyVersion | null,
): Promise<Finding[]> {
  if (inWork) return contentFindings(inWork.definition, await quotasOf(ctx, survey.id), await placesOf(ctx))
  return signOff === 'published' || signOff === 'withdrawn' ? [] : findingsOf(ctx, survey)
}

export type Builder = {
  survey: Pick<StoredSurvey, 'id' | 'title'>
  version: Pick<SurveyVersion, 'number' | 'note' | 'revision' | 'definition'>
  findings: Finding[]
  places: Option[]
  /** Why the questions stand as they are; null while they can be edited. */
  frozen: 'submitted' | 'published' | 'withdrawn' | 'not-yours' | null
}

/** The questions with what the rules say about each. */
export async function surveyBuilder(ctx: Ctx, id: number): Promise<Builder> {
  const survey = await surveyRow(ctx, id)
  requireReader(ctx, survey)
  const inWork = await versionInWork(ctx, id)
  const version = inWork ?? (await publishedVersions(ctx, id))[0]
  if (!version) throw new Refusal(404, '问卷没有内容。')
  const signOff = stateAfter(await stepsOf(ctx, 'survey', id))
  const places = await placesOf(ctx)
  const frozen = frozenBecause(signOff, inWork !== null, hasPermission(ctx, 'survey.write', survey))
  return {
    ...{ survey: { id, title: survey.title }, version, places, frozen },
    findings: frozen === null ? contentFindings(version.definition, await quotasOf(ctx, id), places) : [],
  }
}

function frozenBecause(signOff: SignOffState, isInWork: boolean, mayWrite: boolean): Builder['frozen'] {
  if (signOff === 'withdrawn') return 'withdrawn'
  if (signOff === 'published' && !isInWork) return 'published'
  if (signOff !== 'published' && !isEditable(signOff)) return 'submitted'
  return mayWrite ? null : 'not-yours'
}
