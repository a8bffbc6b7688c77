import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdrawInterpretation } from '~/app/domain/interpretations/sign-off.server'
import { variantKey } from '~/app/domain/media/keys'
import { listMedia } from '~/app/domain/media/library.server'
import { readMedia } from '~/app/domain/media/read.server'
import { mediaStorage } from '~/app/domain/media/storage.server'
import { storeImage } from '~/app/domain/media/store.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import type { OpenDatabase } from '~/db/client'
import { media } from '~/db/schema/media'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import {
  draftPolicy,
  type Office,
  reviewedInterpretation,
  reviewedPolicy,
  signingDay,
} from '../policies/a-policy'

let open: OpenDatabase
let office: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
})
afterAll(() => open.close())

const drafter = () => office.as('drafter', signingDay)
let shade = 0

async function upload() {
  shade += 1
  const bytes = await sharp({
    create: { width: 700, height: 350, channels: 3, background: { r: shade, g: 90, b: 160 } },
  })
    .png()
    .toBuffer()
  return {
    bytes,
    ...(await storeImage(drafter(), { name: 'C:\\图\\流程.png', bytes, departmentId: office.departmentId })),
  }
}

describe('a picture', () => {
  it('is kept once, under the fingerprint of its content', async () => {
    const { bytes, mediaId, sha256 } = await upload()
    const again = await storeImage(drafter(), { name: '别名.png', bytes, departmentId: office.departmentId })
    expect(again).toMatchObject({ mediaId, sha256 })
    const { rows } = await listMedia(drafter(), { departmentId: office.departmentId })
    expect(rows.find(({ id }) => id === mediaId)).toMatchObject({
      name: '流程.png',
      type: 'image/png',
      width: 700,
      uses: 0,
    })
  })

  it('is public while a public interpretation shows it, and before and after only for staff (invariant 9)', async () => {
    const { sha256 } = await upload()
    const reader = office.citizen(signingDay)
    const see = () => readMedia(reader, sha256, '480.webp')
    await expect(see()).rejects.toMatchObject({ status: 404 })
    expect(await readMedia(drafter(), sha256, '480.webp')).toMatchObject({
      type: 'image/webp',
      isPublic: false,
    })

    const { policyId } = await draftPolicy(office)
    const interpretationId = await reviewedInterpretation(office, policyId, [
      { type: 'image', attrs: { sha: sha256, alt: '流程图', caption: '' } },
    ])
    await reviewedPolicy(office, policyId)
    await expect(see()).rejects.toMatchObject({ status: 404 })
    await publishPolicy(office.as('issuer', signingDay), policyId)
    expect(await see()).toMatchObject({ isPublic: true })
    await withdrawInterpretation(office.as('issuer', signingDay), interpretationId, '图有误')
    await expect(see()).rejects.toMatchObject({ status: 404 })
  })

  it('has no address for its original, for other names, or for what was never uploaded', async () => {
    const { sha256 } = await upload()
    for (const [sha, variant] of [
      [sha256, 'original'],
      [sha256, '../originals'],
      [sha256, '481.webp'],
      ['f'.repeat(64), '480.webp'],
      ['../../x', '480.webp'],
    ] as const) {
      await expect(readMedia(drafter(), sha, variant), variant).rejects.toMatchObject({ status: 404 })
    }
  })

  it('gets its variants back when they were thrown away (invariant 1)', async () => {
    const { sha256 } = await upload()
    const before = await readMedia(drafter(), sha256, '960.jpg')
    await rm(join(process.env.DATA_DIR ?? '', 'media/variants'), { recursive: true })
    const after = await readMedia(drafter(), sha256, '960.jpg')
    expect(Buffer.from(after.bytes).equals(Buffer.from(before.bytes))).toBe(true)
  })

  it('is drawn once for all who ask at the same time, and may be taken without its variants', async () => {
    const { bytes } = await upload()
    const later = { name: '后来.png', departmentId: office.departmentId, variantsLater: true }
    const turned = await sharp(bytes).flip().extend({ top: 1 }).png().toBuffer()
    const { sha256 } = await storeImage(drafter(), { ...later, bytes: turned })
    expect(await mediaStorage().has(variantKey(sha256, '480.avif'))).toBe(false)
    const [one, ...others] = await Promise.all(
      Array.from({ length: 20 }, () => readMedia(drafter(), sha256, '480.avif')),
    )
    expect(others.every(({ bytes }) => bytes === one?.bytes)).toBe(true)
    expect(await mediaStorage().has(variantKey(sha256, '480.avif'))).toBe(true)
  })

  it('that is no picture is refused in words, and leaves no row', async () => {
    const count = await open.db.$count(media)
    const page = Buffer.from('<html><script>alert(1)</script></html>')
    const attempt = storeImage(drafter(), { name: '图.png', bytes: page, departmentId: office.departmentId })
    await expect(attempt).rejects.toMatchObject({
      status: 422,
      fields: { file: expect.stringContaining('网页') },
    })
    expect(await open.db.$count(media)).toBe(count)
  })

  it('is uploaded by drafters of the department only', async () => {
    const bytes = Buffer.from('x')
    const { departmentId } = office
    await expect(
      storeImage(office.as('moderator'), { name: 'x', bytes, departmentId }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(storeImage(office.citizen(), { name: 'x', bytes, departmentId })).rejects.toMatchObject({
      status: 403,
    })
    await expect(
      storeImage(drafter(), { name: 'x', bytes, departmentId: departmentId + 1 }),
    ).rejects.toMatchObject({ status: 403 })
  })
})
