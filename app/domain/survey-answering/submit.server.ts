import { and, eq } from 'drizzle-orm'
import { type Failed, inGroups } from '~/app/domain/audit/receive-batch.server'
import { dayOf } from '~/app/domain/calendar'
import { asOnPaper } from '~/app/domain/survey-sheets/sheet-compare'
import { checkAnswers, type Setting } from '~/app/domain/surveys/check-answers'
import { placesOf, type StoredSurvey, type SurveyVersion, surveyRow } from '~/app/domain/surveys/row.server'
import type { SurveyWay } from '~/app/domain/surveys/types'
import { questionsOf, walk } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { surveyInvitations, surveyParticipations } from '~/db/schema/survey-answers'
import type { Answers, SurveyDefinition } from '~/db/schema/survey-definition'
import { versionOf } from './drafts.server'
import { fullestAnswers } from './fullest'
import { participationMark } from './marks.server'
import { type Received, receiveAll, type Taken } from './receive.server'
import { sealBoxed } from './seal.server'

export type NewAnswers = {
  /** Of the form: sent twice, it is stored once. */
  key: string
  /** The number of the version that was answered. */
  version: number
  answers: Answers
  way: SurveyWay
  /**
   * The draft that they come from, which goes when they are stored. Answers in it to questions that are hidden since an
   * earlier answer was changed go with it; without a draft they are refused.
   */
  draftCode?: string | null
  browserToken?: string | null
  invitationCode?: string | null
  accountMark?: Uint8Array | null
}

const receiveInGroup = inGroups(receiveAll)

/** Stores somebody's answers, once for the form's key and once for the person; a refusal says in words why not. */
export async function submitAnswers(ctx: Ctx, surveyId: number, given: NewAnswers): Promise<void> {
  try {
    const survey = await surveyRow(ctx, surveyId)
    const version = await versionOf(ctx, surveyId, given.version)
    const received = await prepare(ctx, survey, version, await settingOf(ctx, version.definition), given)
    // Paper comes inside the transaction of its sheet.
    const outcome =
      given.way === 'paper' ? (await receiveAll(ctx, [received]))[0] : await receiveInGroup(ctx, received)
    if (outcome && !outcome.ok) throw outcome.error
  } catch (error) {
    if (error instanceof Refusal && (await hasSubmitted(ctx, surveyId, given.key))) return
    throw error
  }
}

/** Many, each at its own moment (of which only the day is kept): what becomes of each, in their order. The seed goes this way. */
export async function submitMany(
  ctx: Ctx,
  surveyId: number,
  all: (NewAnswers & { at?: Date })[],
): Promise<(Taken | Failed)[]> {
  const survey = await surveyRow(ctx, surveyId)
  const versions = new Map<number, SurveyVersion>()
  for (const number of new Set(all.map(({ version }) => version)))
    versions.set(number, await versionOf(ctx, surveyId, number))
  const setting = { places: await placesOf(ctx) }
  const prepared: (Received | Refusal)[] = []
  for (const { at = ctx.now, ...given } of all) {
    const version = versions.get(given.version) as SurveyVersion
    prepared.push(await prepare({ ...ctx, now: at }, survey, version, setting, given).catch(asRefusal))
  }
  const ready = prepared.filter((one): one is Received => !(one instanceof Refusal))
  const outcomes = await receiveAll(ctx, ready)
  const outcomeOf = new Map(ready.map((one, at) => [one, outcomes[at] as Taken | Failed]))
  return prepared.map((one) =>
    one instanceof Refusal ? { ok: false, error: one } : (outcomeOf.get(one) as Taken | Failed),
  )
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

/** Whether this very form has been taken: a second click is thanked like the first. */
export async function hasSubmitted(ctx: Ctx, surveyId: number, key: string): Promise<boolean> {
  const mark = participationMark(surveyId, 'form', key)
  const found = await ctx.db
    .select({ mark: surveyParticipations.mark })
    .from(surveyParticipations)
    .where(and(eq(surveyParticipations.surveyId, surveyId), eq(surveyParticipations.mark, mark)))
  return found.length > 0
}

async function settingOf(ctx: Ctx, definition: SurveyDefinition): Promise<Setting> {
  const asksPlaces = questionsOf(definition).some(({ kind }) => kind === 'place')
  return { places: asksPlaces ? await placesOf(ctx) : [] }
}

async function prepare(
  ctx: Ctx,
  survey: StoredSurvey,
  version: SurveyVersion,
  setting: Setting,
  given: NewAnswers,
): Promise<Received> {
  const { key, way, draftCode } = given
  if (!/^[\w-]{16,64}$/.test(key)) throw new Refusal(422, '表单不完整，请重新打开问卷再提交。')
  const definition = way === 'paper' ? asOnPaper(version.definition) : version.definition
  const whole = draftCode ? walk(definition, given.answers).answers : given.answers
  const { answers, faults } = checkAnswers(definition, whole, setting)
  const fields = { ...unreadable(answers), ...faults }
  if (Object.keys(fields).length > 0)
    throw new Refusal(422, '有几道题需要再看一下，改好以后再提交。', { fields })
  // When a sheet was entered stands beside its number: the day would lead from the number to the answers.
  const day = dayOf(way === 'paper' ? survey.opensAt : ctx.now)
  const content = { surveyId: survey.id, versionId: version.id, way, day, answers }
  return {
    ...{ key, surveyId: survey.id, at: ctx.now, way, answers },
    formMark: participationMark(survey.id, 'form', key),
    personMark: way === 'paper' ? null : await personMark(ctx, survey, given),
    draftMark: draftCode ? participationMark(survey.id, 'draft', draftCode) : null,
    sealed: sealBoxed(ctx, content, fullestAnswers(definition)),
  }
}

/** PostgreSQL can keep neither a NUL nor half a character. */
function unreadable(answers: Answers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([, answer]) => typeof answer === 'string' && /[\0\p{Surrogate}]/u.test(answer))
      .map(([id]) => [id.replace(/-other$/, ''), '这里有无法识别的字符，请检查文字后再提交']),
  )
}

/** Who may answer once, as the survey has chosen it. */
async function personMark(
  ctx: Ctx,
  { id, access }: StoredSurvey,
  { browserToken, invitationCode, accountMark }: NewAnswers,
): Promise<Uint8Array | null> {
  switch (access) {
    case 'open':
      return null
    case 'browser':
      if (browserToken) return participationMark(id, 'browser', browserToken)
      throw new Refusal(
        422,
        '这份问卷每个浏览器只能答一次，靠浏览器里的一个小标记（Cookie）来认，而您的浏览器没有保存它。请允许本网站使用 Cookie，再提交一次。',
      )
    case 'invitation':
      if (invitationCode) return invitedMark(ctx, id, invitationCode)
      throw new Refusal(422, '这份问卷凭邀请码填写，请先输入邀请码，再提交一次。')
    case 'account':
      if (accountMark?.length === 32) return accountMark
      throw new Refusal(422, '这份问卷要先验证电子邮箱，验证后几个小时内有效。请再验证一次，然后提交。')
  }
}

async function invitedMark(ctx: Ctx, surveyId: number, code: string): Promise<Uint8Array> {
  const mark = participationMark(surveyId, 'invitation', code)
  const [invited] = await ctx.db
    .select({ mark: surveyInvitations.mark })
    .from(surveyInvitations)
    .where(and(eq(surveyInvitations.surveyId, surveyId), eq(surveyInvitations.mark, mark)))
  if (!invited) throw new Refusal(422, '这个邀请码不是这份问卷的，请对照卡片再输一次。')
  return mark
}
