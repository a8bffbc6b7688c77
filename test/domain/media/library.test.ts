import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interpretationRow } from '~/app/domain/interpretations/facts.server'
import { saveCaptions } from '~/app/domain/media/captions.server'
import { mediaChoices } from '~/app/domain/media/choices.server'
import { deleteMedia } from '~/app/domain/media/delete.server'
import { describeMedia, writeTranscript } from '~/app/domain/media/describe.server'
import { originalKey, variantsFolder } from '~/app/domain/media/keys'
import { listMedia, mediaItem } from '~/app/domain/media/library.server'
import { choosePoster } from '~/app/domain/media/poster.server'
import { readMediaCaptions, readMediaFile } from '~/app/domain/media/read.server'
import { mediaStorage } from '~/app/domain/media/storage.server'
import { storeImage } from '~/app/domain/media/store.server'
import { takePlainUpload } from '~/app/domain/media/take-upload.server'
import { attachFile } from '~/app/domain/policies/attachments.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { media, policyAttachments } from '~/db/schema/media'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import {
  draftPolicy,
  type Office,
  paragraph,
  reviewedInterpretation,
  reviewedPolicy,
  signingDay,
} from '../policies/a-policy'

let open: OpenDatabase
let office: Office
let other: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'transport')
})
afterAll(() => open.close())

const drafter = () => office.as('drafter', signingDay)
const fixture = (name: string) => readFileSync(`test/media/fixtures/${name}`)
const upload = async (name: string, bytes: Uint8Array = fixture(name), ctx = drafter()) =>
  (await takePlainUpload(ctx, { name, bytes })).item

let shade = 0
async function aPicture(): Promise<Buffer> {
  shade += 1
  const colour = { r: shade, g: 120, b: 60 }
  return sharp({ create: { width: 640, height: 360, channels: 3, background: colour } })
    .png()
    .toBuffer()
}

const vtt =
  'WEBVTT\n\n00:00.000 --> 00:02.500\n街道两侧可以划设车位。\n\n00:02.500 --> 00:06.000\n夜间免费。\n'

describe('the library', () => {
  it.each([
    ['clip.webm', 'video', 6.007],
    ['tone.mp3', 'audio', 3.03],
    ['spin.json', 'lottie', expect.any(Number)],
  ])('takes %s as %s, with its length', async (name, kind, duration) => {
    const item = await upload(name)
    expect(item).toMatchObject({ kind, name, title: name.split('.')[0], hasCaptions: false })
    expect(item.duration).toEqual(typeof duration === 'number' ? expect.closeTo(duration, 1) : duration)
    const file = await readMediaFile(drafter(), item.sha)
    const pieces = []
    for await (const piece of file.read(0, file.size)) pieces.push(piece)
    expect(createHash('sha256').update(Buffer.concat(pieces)).digest('hex')).toBe(item.sha)
  })

  it.each([
    ['hevc.mp4', /HEVC.*H\.264/],
    ['expression.json', /表达式|程序/],
  ])('refuses %s with what to do', async (name, words) => {
    await expect(upload(name)).rejects.toMatchObject({ status: 422, message: expect.stringMatching(words) })
  })

  it('takes nothing but a picture where a picture is wanted', async () => {
    const sound = { name: '图.png', bytes: fixture('tone.mp3'), departmentId: office.departmentId }
    await expect(storeImage(drafter(), sound)).rejects.toThrow('PNG')
    const nobody = { ...sound, bytes: Buffer.from('GIF89a') }
    await expect(storeImage(office.as('reviewer'), nobody)).rejects.toMatchObject({ status: 403 })
  })

  it('stores the same file once, and says whose it is', async () => {
    const bytes = await aPicture()
    const first = await takePlainUpload(drafter(), { name: '图.png', bytes })
    const again = await takePlainUpload(other.as('drafter'), { name: '别名.png', bytes })
    expect([first.isNew, again.isNew]).toEqual([true, false])
    expect(again.item).toMatchObject({ id: first.item.id, department: '云岭县housing局' })
  })

  it('is found by kind, by words and by department, page after page', async () => {
    const mine = await upload('停车指引.png', await aPicture())
    await upload('他局的停车图.png', await aPicture(), other.as('drafter'))
    const find = async (filter: Parameters<typeof mediaChoices>[1]) =>
      (await mediaChoices(drafter(), filter)).items.map(({ title }) => title)
    expect(await find({ words: '停车' })).toEqual(['停车指引'])
    expect(await find({ words: '停车', all: true })).toEqual(['他局的停车图', '停车指引'])
    expect(await find({ kinds: ['audio'] })).toEqual(['tone'])
    expect(await find({ words: '%' })).toEqual([])
    expect(await find({ kinds: ['image'], before: mine.id })).not.toContain('停车指引')
    await expect(mediaChoices(office.citizen())).rejects.toMatchObject({ status: 403 })
  })
})

describe('what is written about a file', () => {
  it('is kept, and audited with what was before', async () => {
    const { id } = await upload('说明.png', await aPicture())
    const details = {
      title: '夜间停车位示意图',
      alt: '东街两侧各一排车位',
      source: '本局',
      licence: '本单位作品',
      people: '',
    }
    await describeMedia(drafter(), id, details)
    expect((await mediaItem(drafter(), id)).file).toMatchObject(details)
    const [entry] = await open.db.select().from(audit).where(eq(audit.action, 'media.described'))
    expect(entry).toMatchObject({ before: { title: '说明', alt: '' }, after: details })
    await expect(describeMedia(other.as('drafter'), id, details)).rejects.toMatchObject({ status: 403 })
    await expect(describeMedia(office.as('reviewer'), id, details)).rejects.toMatchObject({ status: 403 })
  })

  it('captions are checked against the recording, and its page knows that it has them', async () => {
    const { id, sha } = await upload('clip.webm')
    await expect(saveCaptions(drafter(), id, 'zh', vtt.replace('06.000', '16.000'))).rejects.toMatchObject({
      status: 422,
      fields: { vtt: expect.stringMatching(/^第 6 行：第 2 条.*只有 00:06/) },
    })
    await expect(
      saveCaptions(drafter(), id, 'zh', vtt.replace('夜间免费', '电话13912345678')),
    ).rejects.toThrow('第 6 行')
    await saveCaptions(drafter(), id, 'zh', vtt)
    expect((await readMediaCaptions(drafter(), sha, 'zh')).vtt).toBe(vtt)
    await expect(readMediaCaptions(office.citizen(), sha, 'zh')).rejects.toMatchObject({ status: 404 })
    expect((await mediaChoices(drafter(), { kinds: ['video'] })).items[0]).toMatchObject({
      hasCaptions: true,
    })
    await saveCaptions(drafter(), id, 'zh', ' ')
    await expect(readMediaCaptions(drafter(), sha, 'zh')).rejects.toMatchObject({ status: 404 })
  })

  it('what is public stays, and keeps its words: captions may be mended or replaced by a transcript, not taken away (L7)', async () => {
    const { id, sha } = await upload('silent.webm')
    await saveCaptions(drafter(), id, 'zh', 'WEBVTT\n\n00:00.000 --> 00:01.000\n夜间免费。\n')
    const { policyId } = await draftPolicy(office)
    const interpretationId = await reviewedInterpretation(office, policyId, [
      { type: 'video', attrs: { sha, title: '看懂', moments: [] } },
      paragraph('夜里停车不收费。'),
    ])
    await reviewedPolicy(office, policyId)
    await publishPolicy(office.as('issuer', signingDay), policyId)
    await expect(saveCaptions(drafter(), id, 'zh', ' ')).rejects.toMatchObject({ status: 409 })
    expect((await readMediaCaptions(office.citizen(signingDay), sha, 'zh')).vtt).toContain('夜间免费')
    expect((await mediaItem(drafter(), id)).uses).toMatchObject([{ kind: 'interpretation', isPublic: true }])
    await expect(deleteMedia(drafter(), id)).rejects.toMatchObject({ status: 409 })
    await saveCaptions(drafter(), id, 'zh', 'WEBVTT\n\n00:00.000 --> 00:01.000\n夜间不收费。\n')
    // What is said in it is searched, in its present words.
    expect((await interpretationRow(drafter(), interpretationId)).plain).toContain('夜间不收费。')
    await writeTranscript(drafter(), id, '夜间不收费。')
    await saveCaptions(drafter(), id, 'zh', '')
    await expect(writeTranscript(drafter(), id, ' ')).rejects.toMatchObject({ status: 409 })
  })

  it('an attached picture keeps its alternative text (L7)', async () => {
    const { id } = await upload('示意图.png', await aPicture())
    const details = { title: '示意图', alt: '东街两侧各一排车位', source: '', licence: '', people: '' }
    await describeMedia(drafter(), id, details)
    const { policyId } = await draftPolicy(office)
    await attachFile(drafter(), { policyId, mediaId: id, title: '示意图' })
    await expect(describeMedia(drafter(), id, { ...details, alt: '' })).rejects.toMatchObject({ status: 409 })
  })

  it('a transcript is for what is heard', async () => {
    const { id } = await upload('tone.ogg')
    await writeTranscript(drafter(), id, '主持人：开会。')
    expect((await mediaItem(drafter(), id)).file.transcript).toBe('主持人：开会。')
    const picture = await upload('图.png', await aPicture())
    await expect(writeTranscript(drafter(), picture.id, '字')).rejects.toMatchObject({ status: 422 })
    await expect(saveCaptions(drafter(), picture.id, 'zh', vtt)).rejects.toMatchObject({ status: 422 })
  })

  it('a still picture is a picture of the library', async () => {
    const [video, picture] = [await upload('clip.mp4'), await upload('封面.png', await aPicture())]
    await choosePoster(drafter(), video.id, picture.id)
    expect((await mediaItem(drafter(), video.id)).file.poster).toMatchObject({ id: picture.id })
    await expect(choosePoster(drafter(), video.id, video.id)).rejects.toMatchObject({ status: 422 })
    await expect(deleteMedia(drafter(), picture.id)).rejects.toThrow('clip')
  })

  it('a still picture is no way to make another department’s picture public', async () => {
    const video = await upload('clip.mp4')
    const picture = await upload('未公开.png', await aPicture(), other.as('drafter', signingDay))
    await expect(choosePoster(drafter(), video.id, picture.id)).rejects.toMatchObject({
      fields: { posterId: expect.stringContaining('别的部门') },
    })
  })
})

describe('a file', () => {
  it('that is used nowhere can be deleted, with its bytes, and uploaded again', async () => {
    const bytes = await aPicture()
    const { id, sha } = await upload('多余.png', bytes)
    await expect(deleteMedia(other.as('drafter'), id)).rejects.toMatchObject({ status: 403 })
    await deleteMedia(drafter(), id)
    expect(await open.db.select().from(media).where(eq(media.id, id))).toEqual([])
    expect(await mediaStorage().has(originalKey(sha))).toBe(false)
    for await (const files of mediaStorage().list(variantsFolder(sha))) expect(files).toEqual([])
    expect((await upload('又要.png', bytes)).sha).toBe(sha)
    expect(await mediaStorage().has(originalKey(sha))).toBe(true)
  })

  it('that is attached to a policy says where, and stays', async () => {
    const { id, sha } = await upload('申请表.txt', Buffer.from('姓名：\n住址：\n'))
    const policy = await draftPolicy(office)
    await open.db
      .insert(policyAttachments)
      .values({ policyId: policy.policyId, mediaId: id, position: 0, title: '申请表' })
    expect((await mediaItem(drafter(), id)).uses).toMatchObject([
      { kind: 'policy', id: policy.policyId, isPublic: false },
    ])
    const { rows } = await listMedia(drafter(), { departmentId: office.departmentId, kinds: ['file'] })
    expect(rows).toMatchObject([{ name: '申请表.txt', uses: 1 }])
    await expect(deleteMedia(drafter(), id)).rejects.toMatchObject({ status: 409 })
    expect(await readMediaFile(drafter(), sha)).toMatchObject({
      isPublic: false,
      isPlayed: false,
      type: 'text/plain',
    })
    await expect(readMediaFile(office.citizen(), sha)).rejects.toMatchObject({ status: 404 })
  })
})
