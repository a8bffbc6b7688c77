import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordOf } from '~/app/domain/activity-reports/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { mediaStorage } from '~/app/domain/media/storage.server'
import { publicRecordingFile, recordingRow, saveRecording } from '~/app/domain/transcripts/recording.server'
import type { OpenDatabase } from '~/db/client'
import { aHeldHearing, finishing, type HeldHearing } from '~/test/domain/activities/a-held-hearing'
import { aHearing, at } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'

const sound = { name: '听证会.mp3', bytes: Buffer.concat([Buffer.from('ID3'), Buffer.alloc(3_000_000, 7)]) }
const captions = {
  name: '听证会.vtt',
  bytes: Buffer.from('WEBVTT\n\n00:01.000 --> 00:03.000\n现在开会。\n'),
}

let open: OpenDatabase
let hearing: HeldHearing

beforeAll(async () => {
  open = await freshDatabase()
  hearing = await aHeldHearing(open.db, 'housing')
})
afterAll(() => open.close())

const drafter = (now = finishing) => hearing.county.office.as('drafter', now)
const citizen = () => hearing.county.office.citizen(finishing)

describe('a recording', () => {
  it('comes with captions or not at all (L7), and not before it began', async () => {
    const save = (given: Partial<Parameters<typeof saveRecording>[2]>, now = finishing) =>
      saveRecording(drafter(now), hearing.id, { file: undefined, captions: undefined, ...given })
    await expect(save({ file: sound })).rejects.toMatchObject({ fields: { captions: expect.any(String) } })
    await expect(save({ captions })).rejects.toMatchObject({ fields: { file: expect.any(String) } })
    await expect(save({ file: sound, captions }, at('2026-11-09T09:00:00'))).rejects.toThrow('还没有开始')
    const text = { name: 'a.mp4', bytes: Buffer.from('没有声音') }
    await expect(save({ file: text, captions })).rejects.toThrow('只接受 MP4')
    const bad = {
      name: 'a.vtt',
      bytes: Buffer.from('WEBVTT\n\n00:01.000 --> 00:03.000\n我的电话13912345678\n'),
    }
    await expect(save({ file: sound, captions: bad })).rejects.toThrow('第 1 条字幕里有手机号码')
    const remark = {
      name: 'a.vtt',
      bytes: Buffer.from('WEBVTT\n\nNOTE 记录员 13912345678\n\n00:01.000 --> 00:03.000\n现在开会。\n'),
    }
    await expect(save({ file: sound, captions: remark })).rejects.toThrow('备注或者标记里有手机号码')
    await expect(saveRecording(citizen(), hearing.id, { file: sound, captions })).rejects.toMatchObject({
      status: 403,
    })
    expect(await recordingRow(drafter(), hearing.id)).toBeUndefined()
  })

  it('is read piece by piece, and shown with the words of its captions', async () => {
    await saveRecording(drafter(), hearing.id, { file: sound, captions })
    const { recording } = await recordOf(citizen(), hearing.id)
    expect(recording).toEqual({
      ...{ type: 'audio/mpeg', name: '听证会.mp3', size: sound.bytes.length },
      cues: [{ from: 1, to: 3, words: '现在开会。' }],
    })
    const file = await publicRecordingFile(citizen(), hearing.id)
    const pieces: Uint8Array[] = []
    for await (const piece of file.read(2, 2_500_000)) pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(1)
    expect(Buffer.concat(pieces).equals(sound.bytes.subarray(2, 2_500_000))).toBe(true)
  })

  it('is replaced by a newer one, and the old file goes', async () => {
    const before = await recordingRow(drafter(), hearing.id)
    const other = { name: 'neu.mp3', bytes: Buffer.from('ID3 another') }
    await saveRecording(drafter(), hearing.id, { file: other, captions })
    const after = await recordingRow(drafter(), hearing.id)
    expect(after).toMatchObject({ name: 'neu.mp3', size: other.bytes.length })
    expect(await mediaStorage().has(`${before?.storageKey}/file`)).toBe(false)
    expect(await mediaStorage().has(`${after?.storageKey}/file`)).toBe(true)
  })

  it('is public only once the hearing is held, and as long as its notice is public', async () => {
    const early = await aHearing(hearing.county)
    await saveRecording(drafter(), early.id, { file: sound, captions })
    await expect(publicRecordingFile(citizen(), early.id)).rejects.toMatchObject({ status: 404 })
    expect((await recordOf(citizen(), early.id)).recording).toBeNull()
    await takeStep(drafter(), { subject: 'activity', id: early.id, kind: 'held' })
    expect(await publicRecordingFile(citizen(), early.id)).toMatchObject({ type: 'audio/mpeg' })
    await takeStep(drafter(), { subject: 'activity', id: early.id, kind: 'withdrawn' })
    await expect(publicRecordingFile(citizen(), early.id)).rejects.toMatchObject({ status: 404 })
  })
})
