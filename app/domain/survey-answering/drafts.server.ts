import { and, eq, isNotNull } from 'drizzle-orm'
import { z } from 'zod'
import { newCode, readCode } from '~/app/domain/audit/codes'
import { addDays, dayOf } from '~/app/domain/calendar'
import { refuseUnlessOpen } from '~/app/domain/surveys/open-now'
import { publicSurvey, publishedVersions } from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { surveyDrafts } from '~/db/schema/survey-answers'
import { surveyVersions } from '~/db/schema/surveys'
import { fullestAnswers } from './fullest'
import { participationMark } from './marks.server'
import { answersSchema, openDraftSeal, sealDraft } from './seal.server'

const draftSchema = z.object({
  version: z.number(),
  answers: answersSchema,
  /** For the order of shuffled options. */
  seed: z.string(),
  /** The questions that were on the page when it was sent. */
  shown: z.array(z.string()).optional(),
  /** The page that was sent with faults. */
  faultsPage: z.string().optional(),
  /** Where the person was. */
  page: z.string().optional(),
  /** They have seen all their answers once; what they change now leads back there. */
  reviewed: z.boolean().optional(),
})

/** What somebody has answered so far: as it was typed, faults and all. */
export type Draft = z.output<typeof draftSchema>

/** How long it waits for the person to go on. */
export const draftDays = 30
const mostBytes = 256 * 1024

/** A code of one's own and an empty draft of the newest version; nothing is written before something is saved. */
export async function startDraft(ctx: Ctx, surveyId: number): Promise<{ code: string; draft: Draft }> {
  const { survey, state } = await publicSurvey(ctx, surveyId)
  refuseUnlessOpen(survey, state)
  const [newest] = await publishedVersions(ctx, surveyId)
  const seed = Buffer.from(ctx.random(12)).toString('base64url')
  return { code: newCode(ctx), draft: { version: newest?.number ?? 1, answers: {}, seed } }
}

/** Null where nothing was saved under this code, or no longer is. */
export async function openDraft(ctx: Ctx, surveyId: number, typed: string): Promise<Draft | null> {
  const code = readCode(typed)
  if (!code) return null
  const [row] = await ctx.db
    .select({ sealed: surveyDrafts.sealed })
    .from(surveyDrafts)
    .where(isDraft(surveyId, code))
  return row ? (draftSchema.safeParse(openDraftSeal(surveyId, code, row.sealed)).data ?? null) : null
}

/** Keeps the answers so far; says until which day. */
export async function saveDraft(
  ctx: Ctx,
  surveyId: number,
  code: string,
  draft: Draft,
): Promise<{ expiresOn: string }> {
  const { survey, state } = await publicSurvey(ctx, surveyId)
  refuseUnlessOpen(survey, state)
  if (Buffer.byteLength(JSON.stringify(draft)) > mostBytes)
    throw new Refusal(422, '这一页写的内容太多，没有保存；请减少文字后再继续。')
  const version = await versionOf(ctx, surveyId, draft.version)
  const expiresOn = addDays(dayOf(ctx.now), draftDays)
  const kept = {
    ...{ versionId: version.id, expiresOn },
    sealed: sealDraft(ctx, { surveyId, code }, draft, fullestAnswers(version.definition)),
  }
  await ctx.db
    .insert(surveyDrafts)
    .values({ mark: participationMark(surveyId, 'draft', code), surveyId, ...kept })
    .onConflictDoUpdate({ target: surveyDrafts.mark, set: kept })
  const closing = dayOf(survey.closesAt)
  return { expiresOn: closing < expiresOn ? closing : expiresOn }
}

function isDraft(surveyId: number, code: string) {
  return and(
    eq(surveyDrafts.surveyId, surveyId),
    eq(surveyDrafts.mark, participationMark(surveyId, 'draft', code)),
  )
}

/** The published version of this number: who began with an earlier one may finish it. */
export async function versionOf(ctx: Ctx, surveyId: number, number: number) {
  const [version] = await ctx.db
    .select()
    .from(surveyVersions)
    .where(
      and(
        ...[eq(surveyVersions.surveyId, surveyId), eq(surveyVersions.number, number)],
        isNotNull(surveyVersions.publishedAt),
      ),
    )
  if (!version) throw new Refusal(422, '您填写的这一版问卷已经找不到了，请重新打开问卷再填。')
  return version
}
