import { createHmac } from 'node:crypto'
import { and, desc, eq, sql } from 'drizzle-orm'
import { newCode, readCode } from '~/app/domain/audit/codes'
import { record } from '~/app/domain/audit/record.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { lockSurvey, publicSurvey, stateOfSurvey, surveyRow } from '~/app/domain/surveys/row.server'
import type { SurveyState } from '~/app/domain/surveys/types'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { accounts } from '~/db/schema/people'
import { surveyInvitationBatches, surveyInvitations, surveyParticipations } from '~/db/schema/survey-answers'
import type { InvitationsDesk } from './invitation-types'
import { participationMark } from './marks.server'

/** The batches of a survey, newest first, with how many of their codes have been used; never which. */
export async function invitationsDesk(ctx: Ctx, surveyId: number): Promise<InvitationsDesk> {
  const survey = await surveyRow(ctx, surveyId)
  requirePermission(ctx, 'survey.write', survey)
  const state = await stateOfSurvey(ctx, survey)
  const used = sql<number>`(select count(*)::int from ${surveyInvitations} i
    join ${surveyParticipations} p on p.survey_id = i.survey_id and p.mark = i.mark
    where i.batch_id = ${surveyInvitationBatches.id})`
  const batches = await ctx.db
    .select({
      ...{ id: surveyInvitationBatches.id, label: surveyInvitationBatches.label },
      ...{ codes: surveyInvitationBatches.codes, used },
      ...{ createdAt: surveyInvitationBatches.createdAt, by: accounts.name },
    })
    .from(surveyInvitationBatches)
    .leftJoin(accounts, eq(accounts.id, surveyInvitationBatches.createdBy))
    .where(eq(surveyInvitationBatches.surveyId, surveyId))
    .orderBy(desc(surveyInvitationBatches.id))
  const { id, title, access, closesAt } = survey
  return { id, title, access, closesAt, state, refusal: refusalOf(access, state), batches }
}

function refusalOf(access: string, state: SurveyState): string | null {
  if (access !== 'invitation')
    return '这份问卷不凭邀请码填写。要用邀请码，请在问卷公开之前，把“谁可以答、答几次”改为凭邀请码。'
  if (state === 'closed' || state === 'reported') return '问卷已经截止，不再生成邀请码。'
  return null
}

/** Keeps the marks of new codes. The codes come from `seed`, which only the form carries: nothing here can give them again. */
export async function makeInvitations(
  tx: Ctx,
  surveyId: number,
  { label, codes, seed }: { label: string; codes: number; seed: string },
): Promise<{ batchId: number }> {
  const survey = await lockSurvey(tx, surveyId, 'share')
  requirePermission(tx, 'survey.write', survey)
  const refusal = refusalOf(survey.access, await stateOfSurvey(tx, survey))
  if (refusal) throw new Refusal(422, refusal)
  const [batch] = await tx.db
    .insert(surveyInvitationBatches)
    .values({ surveyId, label, codes, createdAt: tx.now, createdBy: accountIdOf(tx) })
    .returning({ id: surveyInvitationBatches.id })
  const batchId = batch?.id ?? 0
  // In order of the marks: the order of the cards, in which they may be handed out, is nowhere in the database.
  const marks = codesFrom(seed, codes)
    .map((code) => Buffer.from(participationMark(surveyId, 'invitation', code)))
    .toSorted(Buffer.compare)
  await tx.db.insert(surveyInvitations).values(marks.map((mark) => ({ surveyId, mark, batchId })))
  await record(tx, {
    ...{ action: 'survey.invitations-made', subject: 'survey', id: surveyId },
    after: { batch: batchId, label, codes },
  })
  return { batchId }
}

/** The same seed gives the same codes: a form that is sent twice shows them again, and nobody else can. */
export function codesFrom(seed: string, count: number): string[] {
  let at = 0
  const random = (bytes: number) => {
    at += 1
    return createHmac('sha512', seed).update(String(at)).digest().subarray(0, bytes)
  }
  const codes = new Set<string>()
  while (codes.size < count) codes.add(newCode({ random }))
  return [...codes]
}

/** The code as it is kept in the browser, if it is one of this survey that nobody has used; else refused in words. */
export async function takeInvitation(ctx: Ctx, surveyId: number, typed: string): Promise<string> {
  const { survey, state } = await publicSurvey(ctx, surveyId)
  if (survey.access !== 'invitation') throw new Refusal(422, '这份问卷不需要邀请码，可以直接填写。')
  if (state === 'closed' || state === 'reported') throw new Refusal(409, '问卷已经截止，邀请码不能再用。')
  const code = readCode(typed)
  if (!code) throw wrongField('code', '邀请码是 12 个字母和数字，请对照卡片再输一次；里面没有 0、1、I、L、O')
  const mark = participationMark(surveyId, 'invitation', code)
  const [found] = await ctx.db
    .select({ used: surveyParticipations.mark })
    .from(surveyInvitations)
    .leftJoin(
      surveyParticipations,
      and(
        eq(surveyParticipations.surveyId, surveyInvitations.surveyId),
        eq(surveyParticipations.mark, surveyInvitations.mark),
      ),
    )
    .where(and(eq(surveyInvitations.surveyId, surveyId), eq(surveyInvitations.mark, mark)))
  if (!found) throw wrongField('code', '没有这个邀请码，请对照卡片再输一次；确实不对的，请向发卡的单位换一张')
  if (found.used)
    throw new Refusal(409, '这个邀请码已经用过。每个邀请码只能答一次，答案已经收到，谢谢您。', {
      fields: { code: '这个邀请码已经用过，每个邀请码只能答一次' },
    })
  return code
}
