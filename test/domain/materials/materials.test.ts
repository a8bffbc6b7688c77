import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostMaterials } from '~/app/domain/materials/material-forms'
import {
  addMaterial,
  materialNames,
  materialsFolder,
  materialsOf,
  readMaterialAtDesk,
  removeMaterial,
} from '~/app/domain/materials/materials.server'
import { mediaStorage } from '~/app/domain/media/storage.server'
import type { OpenDatabase } from '~/db/client'
import { activityMaterials } from '~/db/schema/activities'
import {
  aCounty,
  aHearing,
  aSymposium,
  at,
  type County,
  takeChainStep,
} from '~/test/domain/activities/an-activity'
import { aDocx, aJpegWithPlace, aPdf, aPng } from '~/test/media/some-files'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

let open: OpenDatabase
let county: County
const now = at('2026-10-01T09:00:00')

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

const drafter = () => county.office.as('drafter', now)
const filesKept = () => {
  try {
    return readdirSync(join(process.env.DATA_DIR ?? '', 'media', materialsFolder)).length
  } catch {
    return 0
  }
}

describe('materials', () => {
  it('are kept as they came and cleaned, in order, and named to the public', async () => {
    const { id } = await aHearing(county)
    await addMaterial(drafter(), id, [
      { name: 'C:\\桌面\\调价方案.docx', bytes: aDocx() },
      { name: '现场.jpg', bytes: await aJpegWithPlace() },
    ])
    await addMaterial(drafter(), id, [{ name: '成本.pdf', bytes: aPdf() }])
    const files = await materialsOf(drafter(), id)
    expect(files.map(({ name }) => name)).toEqual(['调价方案.docx', '现场.jpg', '成本.pdf'])
    expect(await materialNames(county.office.citizen(now), id)).toEqual(
      files.map(({ name, size }) => ({ name, size })),
    )
    const read = await readMaterialAtDesk(drafter(), id, files[1]?.id ?? 0)
    expect(read.type).toBe('image/jpeg')
    // The place where it was taken is in the original alone.
    expect(Buffer.from(read.bytes).includes('SECRET-CAMERA')).toBe(false)
    const [row] = await open.db
      .select()
      .from(activityMaterials)
      .where(eq(activityMaterials.id, files[1]?.id ?? 0))
    const original = await mediaStorage().get(`${row?.storageKey}/original`)
    expect(Buffer.from(original ?? []).includes('SECRET-CAMERA')).toBe(true)
  })

  it('of which one is no such file are refused together, and nothing stays behind', async () => {
    const { id } = await aHearing(county)
    const before = filesKept()
    const bad: [string, Uint8Array, string][] = [
      ['病毒.exe', new TextEncoder().encode('MZ…'), '的内容不是 PDF、Word、JPEG 或 PNG'],
      ['空.pdf', new Uint8Array(), '是空文件'],
      ['大.pdf', new Uint8Array(10 * 1024 * 1024 + 1), '超过 10 MB'],
      ['断.pdf', aPdf().subarray(0, 40), '不完整'],
    ]
    for (const [name, bytes, words] of bad)
      await expect(
        addMaterial(drafter(), id, [
          { name: '好.png', bytes: await aPng() },
          { name, bytes },
        ]),
      ).rejects.toThrow(`文件“${name}”${words}`)
    expect(await materialsOf(drafter(), id)).toEqual([])
    expect(filesKept()).toBe(before)
  })

  it('are twenty at most; what is refused later leaves no file either', async () => {
    const { id } = await aHearing(county)
    const some = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ name: `${at}.pdf`, bytes: aPdf(String(at)) }))
    await addMaterial(drafter(), id, some(mostMaterials))
    const before = filesKept()
    await expect(addMaterial(drafter(), id, some(1))).rejects.toThrow('材料最多 20 份，已有 20 份')
    expect(filesKept()).toBe(before)
  })

  it('are removed with their files while nobody has them', async () => {
    const { id } = await aHearing(county)
    const before = filesKept()
    await addMaterial(drafter(), id, [{ name: '一.pdf', bytes: aPdf() }])
    expect(filesKept()).toBe(before + 1)
    const [file] = await materialsOf(drafter(), id)
    await removeMaterial(drafter(), id, file?.id ?? 0)
    expect(filesKept()).toBe(before)
    await expect(removeMaterial(drafter(), id, file?.id ?? 0)).rejects.toMatchObject({ status: 404 })
  })

  it('are for the drafters of the own department, and for what calls people', async () => {
    const { id } = await aHearing(county)
    const upload = [{ name: '一.pdf', bytes: aPdf() }]
    const elsewhere = await makeOffice(open.db, 'water')
    await expect(addMaterial(elsewhere.as('drafter', now), id, upload)).rejects.toThrow('其他部门')
    await expect(addMaterial(county.office.citizen(now), id, upload)).rejects.toMatchObject({ status: 403 })
    const symposium = await aSymposium(county)
    await expect(addMaterial(drafter(), symposium.id, upload)).rejects.toThrow('不向参加人送达材料')
    await addMaterial(drafter(), id, upload)
    const [file] = await materialsOf(drafter(), id)
    await expect(readMaterialAtDesk(elsewhere.as('drafter', now), id, file?.id ?? 0)).rejects.toMatchObject({
      status: 403,
    })
  })

  it('are added to nothing that was cancelled or held', async () => {
    const upload = [{ name: '一.pdf', bytes: aPdf() }]
    const cancelled = await aHearing(county)
    await takeChainStep(county, cancelled.id, 'cancelled', now, { reason: '撤回草案' })
    await expect(addMaterial(drafter(), cancelled.id, upload)).rejects.toThrow('已经取消')
    const held = await aHearing(county)
    await takeChainStep(county, held.id, 'held', now)
    await expect(addMaterial(drafter(), held.id, upload)).rejects.toThrow('已经举行')
  })
})
