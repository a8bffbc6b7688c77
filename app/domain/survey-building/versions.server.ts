import { eq, inArray } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import {
  placesOf,
  publishedVersions,
  type StoredSurvey,
  type SurveyVersion,
  shownOn,
  stateOfSurvey,
  surveyRow,
  versionInWork,
} from '~/app/domain/surveys/row.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked, wrongField } from '~/app/server/errors'
import { surveyTrials } from '~/db/schema/survey-answers'
import { surveyVersions } from '~/db/schema/surveys'
import { contentFindings, quotasOf } from './findings.server'

/** Begins the next version as a copy of the published one; `note` says to the public what is mended and why. */
export async function mendSurvey(ctx: Ctx, id: number, { note }: { note: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await surveyRow(tx, id)
    requirePermission(tx, 'survey.write', row)
    await lockState(tx, 'survey', id)
    await refuseUnlessRunning(tx, row)
    if (await versionInWork(tx, id)) throw new Refusal(409, '已经有一版正在修改，请接着改那一版。')
    const [newest] = await publishedVersions(tx, id)
    if (!newest) throw new Error('a public survey has no published version')
    const words = requireNote(note)
    const number = newest.number + 1
    await tx.db.insert(surveyVersions).values({
      ...{ surveyId: id, number, definition: newest.definition, note: words },
      ...{ createdAt: tx.now, createdBy: accountIdOf(tx) },
    })
    await record(tx, {
      action: 'survey.mend-begun',
      subject: 'survey',
      id,
      after: { version: number, note: words },
    })
  })
}

/** The note of a mended version, until it is published. */
export async function changeNote(ctx: Ctx, id: number, { note }: { note: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { version } = await lockMended(tx, id, 'survey.write')
    const words = requireNote(note)
    await tx.db
      .update(surveyVersions)
      .set({ note: words, revision: version.revision + 1 })
      .where(eq(surveyVersions.id, version.id))
    await record(tx, {
      action: 'survey.note-changed',
      subject: 'survey',
      id,
      before: version.note,
      after: words,
    })
  })
}

/** Gives a mended version up; the published one stands as it is. */
export async function dropVersion(ctx: Ctx, id: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const { version } = await lockMended(tx, id, 'survey.write')
    await tx.db.delete(surveyTrials).where(inArray(surveyTrials.versionId, [version.id]))
    await tx.db.delete(surveyVersions).where(eq(surveyVersions.id, version.id))
    await record(tx, { action: 'survey.version-dropped', subject: 'survey', id, before: contentOf(version) })
  })
}

/**
 * Makes the mended version the one that is asked from now on; who has begun with the one before may finish it.
 * `revision` is the one that was read: what changed since is read first.
 */
export async function publishVersion(
  ctx: Ctx,
  id: number,
  { revision }: { revision: number },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { row, version } = await lockMended(tx, id, 'survey.publish')
    await refuseUnlessRunning(tx, row)
    if (version.revision !== revision)
      throw new Refusal(409, '您打开这一页以后，题目又有改动。请看过改动以后再发布。')
    refuseIfBlocked(contentFindings(version.definition, await quotasOf(tx, id), await placesOf(tx)))
    const [before] = await publishedVersions(tx, id)
    if (JSON.stringify(before?.definition) === JSON.stringify(version.definition))
      throw new Refusal(409, '新的一版和公开的一版完全一样，没有可发布的改动。')
    await tx.db.update(surveyVersions).set({ publishedAt: tx.now }).where(eq(surveyVersions.id, version.id))
    await takeStep(tx, {
      ...{ subject: 'survey', id, kind: 'version-published', reason: version.note },
      data: { version: version.number },
    })
    await record(tx, {
      action: 'survey.version-published',
      subject: 'survey',
      id,
      after: contentOf(version),
      ...shownOn(row),
    })
  })
}

async function lockMended(
  tx: Ctx,
  id: number,
  permission: 'survey.write' | 'survey.publish',
): Promise<{ row: StoredSurvey; version: SurveyVersion }> {
  const row = await surveyRow(tx, id)
  requirePermission(tx, permission, row)
  await lockState(tx, 'survey', id)
  const version = await versionInWork(tx, id)
  if (!version || version.number === 1) throw new Refusal(409, '现在没有正在修改的新版本，请刷新页面查看。')
  return { row: await surveyRow(tx, id), version }
}

/** The answers that are there stay as they are; a new version is for those that are still to come. */
async function refuseUnlessRunning(tx: Ctx, row: StoredSurvey): Promise<void> {
  const state = await stateOfSurvey(tx, await surveyRow(tx, row.id))
  if (state === 'unpublished')
    throw new Refusal(409, '问卷公开以前，请直接改题目；撤回的问卷不能再改，请复制成一份新的。')
  if (state !== 'upcoming' && state !== 'open')
    throw new Refusal(409, '问卷已经截止，不再有人来填，不能出新的一版。需要再问的，请复制成一份新问卷。')
}

function requireNote(note: string): string {
  if (note.trim() === '') throw wrongField('note', '请写明改了什么、为什么改，公众会看到')
  return note.trim()
}

function contentOf({ number, note, definition }: SurveyVersion) {
  return { version: number, note, definition }
}
