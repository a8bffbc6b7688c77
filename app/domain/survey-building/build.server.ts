import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, lockState } from '~/app/domain/audit/sign-off.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { type SurveyVersion, surveyRow, versionInWork } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import { surveyVersions } from '~/db/schema/surveys'
import { applyEdit, type Edit, type Edited, idsIn, pageOf, pageWith } from './edit'
import { fingerprint } from './fingerprint'
import { readDefinition } from './write.server'

/**
 * One edit of the version in work. `base` is the fingerprint of what the person had before their eyes: where a
 * colleague has changed just that in the meantime, the edit is refused and both are shown; whatever else was changed
 * stays, because the edit is applied to what is there now.
 */
export async function editSurvey(
  ctx: Ctx,
  id: number,
  edit: Edit,
  { base }: { base?: string | undefined } = {},
): Promise<Edited['at']> {
  return transact(ctx, async (tx) => {
    const version = await lockVersionInWork(tx, id)
    if (base !== undefined && base !== fingerprintOf(version.definition, edit))
      throw new Refusal(409, conflictWords, { fields: { conflict: conflictWords } })
    const { definition, at } = applyEdit(version.definition, edit, await idsEverUsed(tx, id))
    await saveDefinition(tx, id, version, readDefinition(definition))
    return at
  })
}

const conflictWords = '您打开以后，另一位同事改过这里。两边的内容都在下面，请对照以后再保存'

/** The mark of what an edit changes, as it stands. */
export function fingerprintOf(definition: SurveyDefinition, edit: Edit): string {
  if ('questionId' in edit)
    return fingerprint(
      pageWith(definition, edit.questionId).questions.find(({ id }) => id === edit.questionId),
    )
  if (edit.kind === 'page-changed') return pageFingerprint(definition, edit.pageId)
  return fingerprint(definition)
}

export function pageFingerprint(definition: SurveyDefinition, pageId: string): string {
  const { questions: _questions, ...head } = pageOf(definition, pageId)
  return fingerprint(head)
}

/** Puts another definition in the place of the one in work (a file was read in), if nobody has changed that since. */
export async function replaceDefinition(
  ctx: Ctx,
  id: number,
  { definition, revision }: { definition: SurveyDefinition; revision: number },
): Promise<void> {
  const read = readDefinition(definition)
  await transact(ctx, async (tx) => {
    const version = await lockVersionInWork(tx, id)
    if (version.revision !== revision)
      throw new Refusal(409, '您打开这一页以后，另一位同事改过题目。请看过以后再换。')
    await saveDefinition(tx, id, version, read)
  })
}

async function saveDefinition(
  tx: Ctx,
  id: number,
  version: SurveyVersion,
  definition: SurveyDefinition,
): Promise<void> {
  if (fingerprint(definition) === fingerprint(version.definition)) return
  await tx.db
    .update(surveyVersions)
    .set({ definition, revision: version.revision + 1 })
    .where(eq(surveyVersions.id, version.id))
  await record(tx, {
    action: 'survey.edited',
    subject: 'survey',
    id,
    before: { version: version.number, revision: version.revision, definition: version.definition },
    after: { version: version.number, revision: version.revision + 1, definition },
  })
}

/** Two at once: the second waits here, and then edits what the first has left. */
async function lockVersionInWork(tx: Ctx, id: number): Promise<SurveyVersion> {
  const row = await surveyRow(tx, id)
  requirePermission(tx, 'survey.write', row)
  const state = await lockState(tx, 'survey', id)
  // A public survey is mended in its next version; one that waits for its issuer stays as it was handed in.
  if (state !== 'published') await lockForEdit(tx, 'survey', id)
  const version = await versionInWork(tx, id)
  if (!version)
    throw new Refusal(409, '公开的问卷已经冻结，不能直接改题目。请先在问卷页面开始新的一版，并写明改什么。')
  return version
}

/** What has been asked under one name is never asked under it again as something else. */
async function idsEverUsed(tx: Ctx, surveyId: number): Promise<string[]> {
  const rows = await tx.db
    .select({ definition: surveyVersions.definition })
    .from(surveyVersions)
    .where(eq(surveyVersions.surveyId, surveyId))
  return [...new Set(rows.flatMap(({ definition }) => idsIn(definition)))]
}

/** The ids that the options of a question have had in any version. */
export async function optionIdsEverUsed(ctx: Ctx, surveyId: number, questionId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ definition: surveyVersions.definition })
    .from(surveyVersions)
    .where(eq(surveyVersions.surveyId, surveyId))
  const all = rows.flatMap(({ definition }) => questionsOf(definition).filter(({ id }) => id === questionId))
  return [
    ...new Set(
      all.flatMap((question) => {
        if (question.kind === 'matrix') return [...question.rows, ...question.columns].map(({ id }) => id)
        return 'options' in question ? question.options.map(({ id }) => id) : []
      }),
    ),
  ]
}
