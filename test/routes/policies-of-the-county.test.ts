import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interpretationForms } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { policies } from '~/db/schema/policies'
import { countyDatabase } from '~/test/support/county'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let policy: typeof policies.$inferSelect
let page: string

beforeAll(async () => {
  open = await countyDatabase()
  const number = '岭政办发〔2026〕52号'
  const [row] = await open.db.select().from(policies).where(eq(policies.documentNumber, number))
  if (!row) throw new Error(`no policy ${number}`)
  policy = row
  page = await read(paths.policy(row.id))
}, 120_000)
afterAll(() => open.close())

async function read(path: string): Promise<string> {
  const response = await handleRequest(path)
  expect(response.status, path).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

/** From the heading with this id to the end of its section. */
const section = (id: string) => new RegExp(`<h2 id="${id}">(.*?)</section>`, 's').exec(page)?.[1] ?? ''
const termsOf = (html: string) => [...html.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, term]) => term)

describe('a policy of the library', () => {
  it('has its whole header', () => {
    const header = /<dl class="document-header">(.*?)<\/dl>/s.exec(page)?.[1] ?? ''
    expect(termsOf(header)).toEqual([
      ...['索引号', '主题分类', '发文机关', '起草部门', '成文日期', '标题', '发文字号', '发布日期'],
      ...['文种', '施行日期', '有效性', '适用对象'],
    ])
    for (const words of [
      policy.indexNumber,
      policy.theme,
      policy.documentNumber,
      '规范性文件',
      '有效',
      '人民政府办公室',
    ])
      expect(header).toContain(words)
    expect(header).not.toContain('—')
  })

  it('has its attachment to save, with what it is and how large', async () => {
    const attachments = section('policy-attachments')
    const href = /href="(\/media\/[0-9a-f]{64}\/file)"/.exec(attachments)?.[1] ?? ''
    expect(attachments).toContain('夜间包月申请表')
    const file = await handleRequest(href)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it('leads to its matter, to what was asked and said of its draft, and to what changed because of it', () => {
    const background = section('policy-background')
    expect(background).toContain(paths.matter(policy.matterId ?? 0))
    expect(background).toContain(paths.feedback(policy.consultationId ?? 0))
    expect(background).toContain(paths.consultationComments(policy.consultationId ?? 0))
    expect(background).toMatch(/归并为 \d+ 个问题：\s*采纳 \d+/)
    expect(background).toMatch(/与征求意见时相比，正文\s*修改 \d+ 处/)
    expect(background).toContain(`href="/texts/${policy.textId}/compare?`)
  })

  it('puts together by form what explains it, one of every form', () => {
    expect(termsOf(section('policy-interpretations'))).toHaveLength(interpretationForms.length)
  })

  it('shows its questions with their answers, and the three lamps', () => {
    expect(section('policy-concerns')).toContain('已回应')
    expect(page).toMatch(/同步起草.*同步审签.*同步发布/s)
  })

  it('shows in the margin the second of the film and of the sound in which a clause is explained', () => {
    const margin = [...page.matchAll(/href="\/interpretations\/\d+\?play=(b-[0-9a-z]+)\.[\d.]+#\1"/g)]
    expect(margin.length).toBeGreaterThanOrEqual(5)
    expect(page).toMatch(/视频 00:\d\d/)
    expect(page).toMatch(/音频 00:\d\d/)
  })
})
