import { eq } from 'drizzle-orm'
import { parseFragment } from 'parse5'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { originalKey } from '~/app/domain/media/keys'
import { mediaStorage } from '~/app/domain/media/storage.server'
import { interpretationCard, policyCard } from '~/app/domain/take-along/card.server'
import { longestPicture, longPicture } from '~/app/domain/take-along/long-picture.server'
import { posterPage, wechatArticle } from '~/app/domain/take-along/pages.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { interpretations } from '~/db/schema/interpretations'
import { drawPicture, markup } from '~/media/picture-text'
import {
  makeDepartment,
  makeInterpretation,
  makePolicy,
  publish,
  withdraw,
} from '~/test/search/published-things'
import { freshDatabase } from '~/test/support/database'
import { everyBlock } from './a-document'

const sha = 'ab'.repeat(32)
const address = 'https://gongyi.example/interpretations/1'
const title = '《云岭县停车收费管理办法》解读：<停车> & 收费'
let open: OpenDatabase
let ctx: Ctx
let departmentId: number
let policyId: number
let id: number

beforeAll(async () => {
  open = await freshDatabase()
  ;({ ctx, departmentId } = await makeDepartment(open.db))
  const articles = [{ label: '第六条', body: '政府定价，明码标价。' }]
  policyId = await makePolicy(
    ctx,
    departmentId,
    '云岭县停车收费管理办法',
    '岭政办发〔2026〕5号',
    articles,
  ).then((made) => made.id)
  await publish(ctx, 'policy', policyId)
  id = await written(everyBlock(sha))
  await mediaStorage().put(originalKey(sha), await greenPicture(), 'image/png')
})
afterAll(() => open.close())

async function written(document: ReturnType<typeof everyBlock>): Promise<number> {
  const made = await makeInterpretation(ctx, departmentId, policyId, title)
  await ctx.db.update(interpretations).set({ document }).where(eq(interpretations.id, made))
  await publish(ctx, 'interpretation', made)
  return made
}

function greenPicture(): Promise<Buffer> {
  return sharp({ create: { width: 1200, height: 300, channels: 3, background: '#00ff00' } })
    .png()
    .toBuffer()
}

/** Rows of pixels that hold something besides the paper, as stretches from–to. */
async function inkOf(png: Uint8Array): Promise<{ from: number; to: number }[]> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const stretches: { from: number; to: number }[] = []
  for (let y = 0; y < info.height; y++) {
    const row = data.subarray(y * info.width * 3, (y + 1) * info.width * 3)
    const isInk = row.some((value, at) => Math.abs(value - (data[at % 3] ?? 0)) > 40)
    const last = stretches.at(-1)
    if (isInk && last?.to === y - 1) last.to = y
    else if (isInk) stretches.push({ from: y, to: y })
  }
  return stretches
}

describe('the long picture of an interpretation', () => {
  it('is 1080 pixels wide and holds its words, its pictures and a code at the end; drawn once, it is kept', async () => {
    const png = await longPicture(ctx, id, address)
    const { width, height = 0, format } = await sharp(png).metadata()
    expect([width, format]).toEqual([1080, 'png'])
    expect(height).toBeGreaterThan(4000)
    expect(height).toBeLessThanOrEqual(longestPicture)
    const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    let green = 0
    for (let at = 0; at < data.length; at += 3) if (data[at] === 0 && data[at + 1] === 255) green += 1
    // 1200 × 300 as JPEG of 960, shown 960 wide, give or take what JPEG changes.
    expect(green).toBeGreaterThan(0.8 * 960 * 240)
    // The code at the end: the largest stretch of plain black and white.
    const end = await sharp(png)
      .extract({ left: 390, top: info.height - 480, width: 300, height: 300 })
      .greyscale()
      .raw()
      .toBuffer()
    const [black, white] = [
      end.filter((value) => value < 30).length,
      end.filter((value) => value > 225).length,
    ]
    expect((black + white) / end.length).toBeGreaterThan(0.9)
    expect(black / end.length).toBeGreaterThan(0.2)
    const begun = performance.now()
    expect(Buffer.compare(Buffer.from(await longPicture(ctx, id, address)), Buffer.from(png))).toBe(0)
    expect(performance.now() - begun).toBeLessThan(300)
  })

  it('keeps its lines apart, each with its own height', async () => {
    const { png, isCut } = await drawPicture({
      ...{
        width: 1080,
        height: { most: 4000 },
        margin: 60,
        paper: '#ffffff',
        ink: '#000000',
        foot: [],
        cut: [],
      },
      pieces: Array.from({ length: 12 }, (_, at) => ({
        ...{ kind: 'words', size: 38 },
        words: markup(`第${at + 1}行 停车收费 <b>&amp; 12345 ABC`),
      })),
    })
    expect(isCut).toBe(false)
    const lines = (await inkOf(png)).filter(({ from, to }) => to - from > 15)
    expect(lines).toHaveLength(12)
  })

  it('draws Chinese letters and not the boxes of a missing font', async () => {
    const picture = async (words: string) => {
      const { png } = await drawPicture({
        ...{
          width: 300,
          height: { most: 400 },
          margin: 20,
          paper: '#ffffff',
          ink: '#000000',
          foot: [],
          cut: [],
        },
        pieces: [{ kind: 'words', words: markup(words), size: 90 }],
      })
      return sharp(png).greyscale().resize(60, 40, { fit: 'fill' }).raw().toBuffer()
    }
    const [one, other] = [await picture('岭'), await picture('办')]
    const differing = one.filter((value, at) => Math.abs(value - (other[at] ?? 0)) > 60).length
    expect(differing).toBeGreaterThan(60)
  })

  it('that would be longer than 16,000 pixels ends before, says so, and still has its code', async () => {
    const words = '停车收费标准由政府制定，价格写在入口的牌子上，收费的人要给票据。'.repeat(40)
    const content = Array.from({ length: 12 }, () => ({
      type: 'paragraph',
      content: [{ type: 'text', text: words }],
    }))
    const png = await longPicture(ctx, await written({ type: 'doc', content }), address)
    const { height = 0 } = await sharp(png).metadata()
    expect(height).toBeLessThanOrEqual(longestPicture)
    expect(height).toBeGreaterThan(13_000)
  })

  it('is there for nobody before the interpretation is published, and not after it was withdrawn', async () => {
    const hidden = await makeInterpretation(ctx, departmentId, policyId, '未发布')
    await expect(longPicture(ctx, hidden, address)).rejects.toMatchObject({ status: 404 })
    await expect(interpretationCard(ctx, hidden)).rejects.toMatchObject({ status: 404 })
    await expect(posterPage(ctx, hidden, '')).rejects.toMatchObject({ status: 404 })
    await expect(wechatArticle(ctx, hidden, '')).rejects.toMatchObject({ status: 404 })
    const gone = await written(everyBlock(sha))
    await withdraw(ctx, 'interpretation', gone)
    await expect(longPicture(ctx, gone, address)).rejects.toMatchObject({ status: 404 })
  })
})

describe('the card that a messenger shows', () => {
  it('is 1200 × 630, of an interpretation and of a policy, however long the title', async () => {
    for (const png of [await interpretationCard(ctx, id), await policyCard(ctx, policyId)])
      expect(await sharp(png).metadata()).toMatchObject({ width: 1200, height: 630 })
    const long = await makeInterpretation(
      ctx,
      departmentId,
      policyId,
      '关于停车收费管理办法的解读'.repeat(12),
    )
    await publish(ctx, 'interpretation', long)
    const lines = await inkOf(await interpretationCard(ctx, long))
    // Nothing reaches into the margin below.
    expect(lines.at(-1)?.to).toBeLessThan(630 - 40)
  })
})

describe('the poster', () => {
  it('says five points of the document at most, in its order, first those that were marked as elements', async () => {
    const { points, address: whole } = await posterPage(ctx, id, 'https://gongyi.example')
    expect(points).toHaveLength(5)
    expect(points).toContain('每天第一次停车三十分钟以内不收钱。')
    expect(points).toContain('适用于县城规划区内的公共停车场。')
    expect(points).toContain('夜里收不收费？晚上九点以后不收费。')
    for (const point of points) expect([...point].length).toBeLessThanOrEqual(66)
    expect(whole).toBe(`https://gongyi.example/interpretations/${id}`)
  })
})

describe('the article for WeChat', () => {
  it('holds every block with styles at each element: no script, no class, no address of this site alone', async () => {
    const { html } = await wechatArticle(ctx, id, 'https://gongyi.example')
    for (const words of [
      '停车怎么收费',
      '夜里收不收费',
      '带上行驶证',
      '李明',
      '泊位数（单位：个）',
      '820',
      '局长讲停车',
      '01:23 减免',
      '三十分钟',
      '12 月 1 日',
      '登记表',
      '不适用于：摩托车',
    ])
      expect(html, words).toContain(words)
    expect(html).toContain('&#60;b&#62;a &#38; &#34;b&#34;&#60;/b&#62;')
    const elements = allElements(html)
    for (const { name, attrs } of elements) {
      expect(['script', 'style', 'link', 'svg', 'iframe', 'video', 'audio'], name).not.toContain(name)
      expect(Object.keys(attrs).filter((attr) => !['style', 'src', 'href', 'alt'].includes(attr))).toEqual([])
      for (const whole of [attrs.src, attrs.href])
        if (whole) expect(whole).toMatch(/^https:\/\/gongyi\.example\//)
    }
    expect(elements.find(({ name }) => name === 'img')?.attrs.src).toBe(
      `https://gongyi.example/media/${sha}/960.jpg`,
    )
    expect(elements.some(({ attrs }) => attrs.href === 'https://gongyi.example/policies/1#c6')).toBe(true)
  })
})

type Element = { name: string; attrs: Record<string, string> }
type Parsed = { nodeName: string; attrs?: { name: string; value: string }[]; childNodes?: Parsed[] }

function allElements(html: string): Element[] {
  const walk = (node: Parsed): Element[] => [
    ...(node.attrs
      ? [
          {
            name: node.nodeName,
            attrs: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
          },
        ]
      : []),
    ...(node.childNodes ?? []).flatMap(walk),
  ]
  return walk(parseFragment(html) as unknown as Parsed)
}
