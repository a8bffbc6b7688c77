import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import {
  activityRow,
  lockActivity,
  refuseIfCancelled,
  type StoredActivity,
  shownOn,
} from '~/app/domain/activities/row.server'
import type { ActivityRecording } from '~/app/domain/activity-reports/record-types'
import { record, transact } from '~/app/domain/audit/record.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { findPrivateData } from '~/app/domain/comments/private-data'
import { mediaStorage } from '~/app/domain/media/storage.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { recordings, type recordingTypes } from '~/db/schema/activities'
import { CaptionsError, type Cue, readCaptions } from '~/media/captions'
import { inspectRecording, RecordingError } from '~/media/recordings'

type Upload = { name: string; bytes: Uint8Array }
type StoredRecording = typeof recordings.$inferSelect

export const recordingsFolder = 'recordings'
const pieceSize = 1024 * 1024

/** Keeps a recording with its captions, never one without the other (L7); a new pair takes the place of an earlier one. */
export async function saveRecording(
  ctx: Ctx,
  activityId: number,
  { file, captions }: { file: Upload | undefined; captions: Upload | undefined },
): Promise<void> {
  const activity = await activityRow(ctx, activityId)
  requirePermission(ctx, 'activity.write', activity)
  await refuseIfCancelled(ctx, activityId)
  if (ctx.now < activity.startsAt) throw new Refusal(409, '活动还没有开始，开始以后才能上传录音录像。')
  if (!file) throw wrongField('file', '请选择录音或者录像')
  if (!captions) throw wrongField('captions', '请同时选择字幕；没有字幕，听不见的人就不知道说了什么')
  const { type, text } = inspected(file, captions)
  const kept = {
    ...{ type, captions: text, name: tidyName(file.name), size: file.bytes.length },
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    storageKey: `${recordingsFolder}/${Buffer.from(ctx.random(16)).toString('hex')}`,
  }
  await store(kept, file.bytes)
  let replaced: StoredRecording | undefined
  try {
    replaced = await writeRow(ctx, activityId, kept)
  } catch (error) {
    await drop(kept)
    throw error
  }
  if (replaced) await drop(replaced)
}

function writeRow(
  ctx: Ctx,
  activityId: number,
  kept: Omit<StoredRecording, 'activityId' | 'addedAt'>,
): Promise<StoredRecording | undefined> {
  return transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    requirePermission(tx, 'activity.write', activity)
    const before = await recordingRow(tx, activityId)
    const values = { ...kept, addedAt: tx.now }
    await tx.db
      .insert(recordings)
      .values({ activityId, ...values })
      .onConflictDoUpdate({ target: recordings.activityId, set: values })
    await record(tx, {
      action: before ? 'activity.recording-replaced' : 'activity.recording-added',
      subject: 'activity',
      id: activityId,
      before: before && factsOf(before),
      after: factsOf(kept),
      ...shownOn(activity),
    })
    return before
  })
}

function factsOf({ name, type, size, sha256 }: Pick<StoredRecording, 'name' | 'type' | 'size' | 'sha256'>) {
  return { name, type, size, sha256 }
}

function inspected(file: Upload, captions: Upload): { type: (typeof recordingTypes)[number]; text: string } {
  try {
    const type = inspectRecording(file.bytes)
    const { text, cues } = readCaptions(captions.bytes)
    refusePrivateData(cues, text)
    return { type, text }
  } catch (error) {
    if (error instanceof RecordingError) throw wrongField('file', withoutStop(error.message))
    if (error instanceof CaptionsError) throw wrongField('captions', withoutStop(error.message))
    throw error
  }
}

/** L3: captions are read like any other published words. */
function refusePrivateData(cues: Cue[], text: string): void {
  for (const [at, { words }] of cues.entries()) {
    const [found] = findPrivateData(words)
    if (found)
      throw new CaptionsError(
        `第 ${at + 1} 条字幕里有${found.name}，请在字幕里遮盖，并核对录音录像里是否也要消音（个人信息保护法第五十一条）。`,
      )
  }
  // The file goes out whole: its remarks and the names of its parts too.
  const [hidden] = findPrivateData(text)
  if (hidden)
    throw new CaptionsError(
      `字幕文件的备注或者标记里有${hidden.name}，请先删去（个人信息保护法第五十一条）。`,
    )
}

async function store({ storageKey, type }: { storageKey: string; type: string }, bytes: Uint8Array) {
  try {
    await mediaStorage().put(`${storageKey}/file`, bytes, type)
  } catch (error) {
    console.error('a recording could not be stored', error)
    throw new Refusal(503, '录音录像暂时存不下来，请稍后再试。')
  }
}

async function drop({ storageKey }: { storageKey: string }): Promise<void> {
  await mediaStorage()
    .remove(`${storageKey}/file`)
    .catch((error: unknown) => console.error(`the file ${storageKey} stays behind`, error))
}

export async function recordingRow(ctx: Ctx, activityId: number): Promise<StoredRecording | undefined> {
  const [row] = await ctx.db.select().from(recordings).where(eq(recordings.activityId, activityId))
  return row
}

/** As the page shows it; the captions were read when they were saved. */
export async function recordingOf(ctx: Ctx, activityId: number): Promise<ActivityRecording | null> {
  const row = await recordingRow(ctx, activityId)
  if (!row) return null
  const { type, name, size, captions } = row
  return { type, name, size, cues: readCaptions(Buffer.from(captions, 'utf8')).cues }
}

/** Once it has taken place, and only while the public sees the activity (invariant 9). */
export async function isRecordPublic(ctx: Ctx, { id, kind, endsAt }: StoredActivity): Promise<boolean> {
  const steps = await stepsOf(ctx, 'activity', id)
  if (!publicStep(steps, ctx.now) || steps.some((step) => step.kind === 'cancelled')) return false
  if (steps.some((step) => step.kind === 'held')) return true
  return kind !== 'hearing' && kind !== 'meeting-attendance' && endsAt <= ctx.now
}

async function publicRecording(ctx: Ctx, activityId: number): Promise<StoredRecording> {
  const row = (await isRecordPublic(ctx, await activityRow(ctx, activityId)))
    ? await recordingRow(ctx, activityId)
    : undefined
  if (!row) throw notFound('录音录像')
  return row
}

export async function publicCaptions(ctx: Ctx, activityId: number): Promise<string> {
  return (await publicRecording(ctx, activityId)).captions
}

export type RecordingFile = {
  type: string
  size: number
  sha256: string
  /** From the first of these bytes up to, not including, the second; piece by piece. */
  read: (from: number, to: number) => AsyncGenerator<Uint8Array>
}

export async function publicRecordingFile(ctx: Ctx, activityId: number): Promise<RecordingFile> {
  const { type, size, sha256, storageKey } = await publicRecording(ctx, activityId)
  return { type, size, sha256, read: (from, to) => readPieces(`${storageKey}/file`, from, to) }
}

async function* readPieces(key: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += pieceSize) {
    const piece = await mediaStorage().part(key, at, Math.min(at + pieceSize, to))
    if (!piece || piece.length === 0) throw new Error(`the recording ${key} is shorter than its row says`)
    yield piece
  }
}

function tidyName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const characters = [...last.replace(/[\p{C}\uFFFD]/gu, '').trim()]
  return characters.slice(-120).join('') || '未命名录音录像'
}

function withoutStop(message: string): string {
  return message.replace(/。$/, '')
}
