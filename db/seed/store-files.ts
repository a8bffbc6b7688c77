import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { saveCaptions } from '~/app/domain/media/captions.server'
import { describeMedia } from '~/app/domain/media/describe.server'
import { choosePoster } from '~/app/domain/media/poster.server'
import { storeBytes, storeImage } from '~/app/domain/media/store.server'
import type { Ctx } from '~/app/server/context'

type Owner = { ctx: Ctx; departmentId: number }
type Words = { title: string; alt?: string; people?: string }

const source = '云岭县政务公开股制作（演示）'
const licence = '可以自由转载，请注明来源'

/** What the library says of each file; a recording's captions lie beside it, and its still picture under its name. */
const described: Record<string, Words> = {
  'parking-minute.webm': { title: '一分钟看懂停车收费', people: '没有人出镜；旁白为机器朗读' },
  'parking-money.mp3': { title: '停车费为什么改，钱到哪里去', people: '机器朗读' },
  'parking-day.json': { title: '一天24小时的停车收费时段', alt: '24小时的钟面，8时至20时的半圈为收费时段' },
  'parking-form.docx': { title: '夜间包月申请表' },
}

/** One of the drawn pictures, in the media library of the department. */
export async function storePicture(name: string, { ctx, departmentId }: Owner) {
  const bytes = await readFile(place(`pictures/${name}.svg`))
  // Nobody waits for variants that nobody may ever ask for.
  return storeImage(ctx, { name: `${name}.svg`, bytes, departmentId, variantsLater: true })
}

export function titleOfFile(name: string): string {
  return described[name]?.title ?? name
}

type Kept = { mediaId: number; sha256: string }

/** A film, a sound, an animation or a form, with everything that the library wants to know of it. */
export async function storeDemoFile(name: string, { ctx, departmentId }: Owner): Promise<Kept> {
  const words = described[name]
  if (!words) throw new Error(`nothing is said of the file ${name}`)
  const { mediaId, sha256, isNew } = await storeBytes(ctx, { name, bytes: await read(name), departmentId })
  if (!isNew) return { mediaId, sha256 }
  await describeMedia(ctx, mediaId, { alt: '', people: '', ...words, source, licence })
  const stem = name.replace(/\.\w+$/, '')
  for (const lang of ['zh', 'en'] as const) {
    const captions = `${stem}.${lang}.vtt`
    if (existsSync(place(`files/${captions}`)))
      await saveCaptions(ctx, mediaId, lang, (await read(captions)).toString())
  }
  if (existsSync(place(`files/${stem}.png`))) {
    const still = await storeBytes(ctx, {
      name: `${stem}.png`,
      bytes: await read(`${stem}.png`),
      departmentId,
      variantsLater: true,
    })
    await choosePoster(ctx, mediaId, still.mediaId)
  }
  return { mediaId, sha256 }
}

function read(name: string): Promise<Buffer> {
  return readFile(place(`files/${name}`))
}

function place(path: string): string {
  return fileURLToPath(new URL(`./${path}`, import.meta.url))
}
