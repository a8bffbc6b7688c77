import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { groupCampaigns } from '~/app/domain/campaigns/group-campaigns.server'
import { codePoint } from '~/app/domain/coding/code.server'
import { codingPage } from '~/app/domain/coding/coding-page.server'
import { drawSample } from '~/app/domain/coding/sample.server'
import { publishComments, refuseComment } from '~/app/domain/comments/moderate.server'
import { submitComment } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion } from '~/app/domain/texts/versions.server'
import { paths } from '~/app/paths'
import type { Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { textVersions } from '~/db/schema/texts'
import {
  type AConsultation,
  aComment,
  aConsultation,
  contextAt,
  staffAt,
  systemAt,
} from '~/test/domain/comments/a-consultation'
import { idOf } from '~/test/domain/feedback/a-report'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase

const day = 24 * 60 * 60 * 1000
const inDays = (count: number) => new Date(Date.now() + count * day)
const now = () => systemAt(open.db, new Date())

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

/** The server's clock is the real one here. */
async function openNow(): Promise<AConsultation> {
  const made = await aConsultation(open.db, { publishedAt: inDays(-10) })
  await open.db
    .update(consultations)
    .set({ opensAt: inDays(-10), closesAt: inDays(20) })
    .where(eq(consultations.id, made.id))
  return made
}

async function receive(consultationId: number, body: string): Promise<{ id: number; code: string }> {
  const { code } = await submitComment(contextAt(open.db, inDays(-5)), aComment(consultationId, { body }))
  return { id: await idOf(open.db, code), code }
}

/** Over since yesterday by the server's own clock: four comments, one adopted, one explained, one refused, one withdrawn. */
async function collated(): Promise<AConsultation> {
  const made = await openNow()
  const { id, clauseIds } = made
  const all = []
  for (const body of ['推迟关灯', '多装路灯', '广告', '撤回的']) all.push(await receive(id, body))
  const [first, second, third, fourth] = all
  await publishComments(
    now(),
    all.map((one) => ({ id: one.id })),
  )
  await refuseComment(now(), third?.id ?? 0, { rule: 'advert' })
  await withdrawComment(contextAt(open.db, new Date()), { code: fourth?.code ?? '' })
  const about = (title: string, clauseId: number | undefined, commentId: number | undefined) =>
    createIssue(now(), {
      ...{ consultationId: id, title, summary: `=${title}的意见` },
      ...{ clauseIds: clauseId ? [clauseId] : [], commentIds: commentId ? [commentId] : [] },
    })
  const adopted = await about('推迟关灯', clauseIds[1], first?.id)
  await decideIssue(now(), { issueId: adopted, decision: 'adopted', reason: '' })
  const explained = await about('@多装路灯', undefined, second?.id)
  await decideIssue(now(), { issueId: explained, decision: 'explained', reason: '已列入明年计划。' })
  await open.db
    .update(consultations)
    .set({ closesAt: inDays(-1) })
    .where(eq(consultations.id, id))
  return made
}

async function published(): Promise<AConsultation> {
  const made = await collated()
  await saveReport(now(), made.id, { introduction: '现将采纳情况公布如下。' })
  await publishFeedback(now(), made.id)
  return made
}

async function signIn(departmentId: number, ...roles: Role[]): Promise<string> {
  const email = `${randomUUID()}@yunling.example`
  const password = 'a password for the tests 2026'
  await createAccount(now(), { name: '田禾', email, password, title: '', departmentId, roles })
  const response = await handleRequest('/desk/sign-in', { form: { email, password } })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const pageOf = async (path: string, cookie?: string) =>
  (await (await handleRequest(path, { cookie })).text()).replaceAll('<!-- -->', '')
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''

describe('the public report', () => {
  it('has the equation, the table, the reasons, the signature and both files, and no script', async () => {
    const { id } = await published()
    const html = await pageOf(paths.feedback(id))
    for (const words of [
      '现将采纳情况公布如下。',
      '每一条意见都有去处',
      '意见合理，予以采纳。',
      '修改后的条文将随下一稿或正式文件公布。',
      '已列入明年计划。',
      '意见审核规则第二项',
      '县城市管理局',
      paths.feedbackFile(id, 'docx'),
      paths.feedbackFile(id, 'xlsx'),
    ]) {
      expect(html).toContain(words)
    }
    expect(html).not.toContain('<script')
  })

  it('shows the changed clause, before and after, once a later version is public', async () => {
    const { id, textId, departmentId } = await published()
    const later = await saveVersion(now(), {
      ...{ textId, departmentId },
      parsed: parseText(
        `云岭县路灯管理办法（征求意见稿）\n第一条　为了规范路灯管理，制定本办法。\n第二条　县城道路路灯每日18时开启，次日7时关闭。\n第三条　路灯损坏的，管护单位应当在三日内修复。`,
      ),
    })
    const next = await aConsultation(open.db, { publishedAt: inDays(-1) })
    await open.db
      .update(consultations)
      .set({ textId, versionId: later.versionId, round: 2, previousId: id })
      .where(eq(consultations.id, next.id))
    const html = await pageOf(paths.feedback(id))
    expect(html).toMatch(/<del>.*6.*<\/del>.*<ins>.*7.*<\/ins>/)
    expect(html).not.toContain('将随下一稿')
    expect(html).toContain('第 2 轮')
    expect((await open.db.select().from(textVersions).where(eq(textVersions.textId, textId))).length).toBe(2)
  })

  it('is not alone in that: at the desk, too, each comment says what became of its clause', async () => {
    const { id, textId, departmentId, clauseIds } = await openNow()
    const body = '推迟关灯'
    await submitComment(contextAt(open.db, inDays(-5)), aComment(id, { body, clauseId: clauseIds[1] }))
    const cookie = await signIn(departmentId, 'drafter')
    const page = async () =>
      (await handleRequest(paths.desk.comments(id), { headers: { Cookie: cookie } })).text()
    expect(await page()).not.toContain('此后该条')
    const parsed = parseText('云岭县路灯管理办法\n第一条　为了规范路灯管理，制定本办法。')
    const later = await saveVersion(now(), { textId, departmentId, parsed })
    const next = await aConsultation(open.db, { publishedAt: inDays(-1) })
    await open.db
      .update(consultations)
      .set({ textId, versionId: later.versionId, round: 2, previousId: id })
      .where(eq(consultations.id, next.id))
    expect(await page()).toContain('此后该条已删去')
  })

  it('counts the letters that many sent, and says in words how far a second person agreed', async () => {
    const { id, departmentId } = await openNow()
    const letter =
      '请把路灯的关闭时间推迟到早上七点半，冬天孩子上学的路上一片漆黑，家长们都很担心，希望尽快答复。'
    const bodies = [
      letter,
      letter,
      letter,
      `${letter}我家门口的那盏灯已经坏了两个月，打过三次电话没有人来修。`,
    ]
    const sent = []
    for (const body of bodies) sent.push((await receive(id, body)).id)
    await publishComments(
      now(),
      sent.map((comment) => ({ id: comment })),
    )
    await groupCampaigns(now(), id)
    const about = { consultationId: id, clauseIds: [], summary: '早上太黑' }
    const issueId = await createIssue(now(), { ...about, title: '推迟关灯', commentIds: sent.slice(0, 3) })
    const other = await createIssue(now(), { ...about, title: '修灯', commentIds: sent.slice(3) })
    for (const issue of [issueId, other])
      await decideIssue(now(), { issueId: issue, decision: 'explained', reason: '已经安排。' })
    await open.db
      .update(consultations)
      .set({ closesAt: inDays(-1) })
      .where(eq(consultations.id, id))
    const second = await staffAt(open.db, new Date(), departmentId, 'reviewer')
    const sample = await drawSample(second, id)
    for (let left = sample.size; left > 0; left--)
      await codePoint(second, sample.id, (await codingPage(second, id)).next?.pointId ?? 0, issueId)
    await saveReport(now(), id, { introduction: '现将采纳情况公布如下。' })
    await publishFeedback(now(), id)
    const html = await pageOf(paths.feedback(id))
    for (const words of [
      '<h3>同文来信</h3>',
      '4 条意见内容相同或者基本相同，其中 1 条另外写了自己的话。',
      '抽出 4 个意见点，由另一名工作人员在不知道原归类的情况下重新归类，3 个与原来一致。',
      '一致程度 κ=0.00。',
      '0 表示和随意归类一样',
    ])
      expect(html).toContain(words)
  })
})

describe('a report that came late', () => {
  it('says so itself, with the reason (P12)', async () => {
    const { id } = await collated()
    const [row] = await open.db
      .update(consultations)
      .set({ opensAt: inDays(-60) })
      .where(eq(consultations.id, id))
      .returning({ matterId: consultations.matterId })
    const discussed = { subject: 'matter' as const, id: row?.matterId ?? 0, kind: 'submitted-for-discussion' }
    await takeStep({ ...now(), now: inDays(-40) }, discussed)
    await saveReport(now(), id, { introduction: '现将采纳情况公布如下。' })
    await publishFeedback(now(), id, { reason: '补充论证用了时间。' })
    const html = await pageOf(paths.feedback(id))
    expect(html).toMatch(/晚于规定时间。原因：补充论证用了时间。/)
  })
})

describe('the files of the report', () => {
  it('gives a Word file with the exact figures, a title, and the head of the table on each page', async () => {
    const { id } = await published()
    const response = await handleRequest(paths.feedbackFile(id, 'docx'))
    expect(response.headers.get('Content-Disposition')).toContain('attachment')
    const file = await bytesOf(response)
    const { value: html } = await mammoth.convertToHtml({ buffer: file })
    const text = html.replaceAll(/<[^>]+>/g, '|').replaceAll(/\|+/g, '|')
    expect(text).toContain('|关于路灯管理办法公开征求意见采纳情况的反馈|')
    expect(text).toContain('|收到意见|已归集并有结论|未予公开（附理由）|本人撤回|4|2|1|1|')
    expect(text).toContain('4＝2＋1＋1，每一条意见都有去处。')
    expect(text).toContain('|1|推迟关灯：=推迟关灯的意见|第二条|1|网上 1|采纳|意见合理，予以采纳。')
    expect(text).toContain('|已列入明年计划。|')
    expect(text).not.toContain('草稿')
    const parts = unzipSync(file)
    const document = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
    expect(document).toContain('<w:tblHeader')
    expect(document).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    expect(document).toContain('仿宋')
    expect(strFromU8(parts['docProps/core.xml'] ?? new Uint8Array())).toContain('采纳情况的反馈')
    expect(
      Object.keys(parts).some((name) => strFromU8(parts[name] ?? new Uint8Array()).includes('PAGE')),
    ).toBe(true)
  })

  it('gives an Excel file of three sheets, in which nothing is a formula', async () => {
    const { id } = await published()
    const parts = unzipSync(await bytesOf(await handleRequest(paths.feedbackFile(id, 'xlsx'))))
    const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
    for (const name of ['采纳情况', '台账', '未公开理由'])
      expect(part('xl/workbook.xml')).toContain(`name="${name}"`)
    expect(rowsOf(parts, 1)).toContainEqual([
      ...['1', '推迟关灯：=推迟关灯的意见', '第二条', '1', '网上 1', '采纳'],
      '意见合理，予以采纳。修改后的条文将随下一稿或正式文件公布。',
    ])
    expect(rowsOf(parts, 1)).toContainEqual(expect.arrayContaining(["'@多装路灯：=@多装路灯的意见"]))
    expect(rowsOf(parts, 2)).toEqual(
      expect.arrayContaining([
        ['收到意见', '4'],
        ['已归集并有结论', '2'],
        ['未予公开（附理由）', '1'],
        ['本人撤回', '1'],
        ['网上', '4'],
        ['采纳', '1', '1'],
        ['解释说明', '1', '1'],
      ]),
    )
    expect(rowsOf(parts, 3)).toContainEqual([expect.stringContaining('意见审核规则第二项'), '1'])
    expect(Object.keys(parts).filter((name) => part(name).includes('<f>'))).toEqual([])
  })

  it('are the department’s alone before the report is public, and called a draft', async () => {
    const { id, departmentId } = await collated()
    for (const format of ['docx', 'xlsx'] as const) {
      expect((await handleRequest(paths.feedbackFile(id, format))).status).toBe(404)
      const stranger = await signIn((await aConsultation(open.db)).departmentId, 'drafter')
      expect((await handleRequest(paths.feedbackFile(id, format), { cookie: stranger })).status).toBe(404)
    }
    const cookie = await signIn(departmentId, 'drafter')
    const response = await handleRequest(paths.feedbackFile(id, 'docx'), { cookie })
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    const { value } = await mammoth.extractRawText({ buffer: await bytesOf(response) })
    expect(value).toContain('【草稿】关于路灯管理办法')
    expect(value).toContain('共收到意见4条')
    expect((await handleRequest('/consultations/999999/feedback.docx')).status).toBe(404)
  })
})

/** The cells of a sheet as words, row by row. */
function rowsOf(parts: Record<string, Uint8Array>, sheet: number): string[][] {
  const xml = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
  const plain = (words: string) =>
    [...words.matchAll(/<t[^>]*>([^<]*)<\/t>/g)]
      .map((found) => found[1] ?? '')
      .join('')
      .replaceAll('&apos;', "'")
      .replaceAll('&#39;', "'")
  const shared = [...xml('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map((found) =>
    plain(found[1] ?? ''),
  )
  return [...xml(`xl/worksheets/sheet${sheet}.xml`).matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map((row) =>
    [...(row[1] ?? '').matchAll(/<c([^>]*)>(.*?)<\/c>/gs)].map(([, attributes = '', inner = '']) => {
      const value = /<v>([^<]*)<\/v>/.exec(inner)?.[1] ?? ''
      if (attributes.includes('t="s"')) return shared[Number(value)] ?? ''
      return value || plain(inner)
    }),
  )
}

describe('the desk page of the report', () => {
  it('proposes the words, keeps what was typed when they are written anew, and leads through the sign-off', async () => {
    const { id, departmentId } = await collated()
    const [drafter, issuer] = [await signIn(departmentId, 'drafter'), await signIn(departmentId, 'issuer')]
    const path = paths.desk.report(id)
    const proposed = await pageOf(path, drafter)
    expect(proposed).toContain('还没有保存')
    expect(proposed).toContain('共收到意见4条')

    const anew = await handleRequest(path, {
      cookie: drafter,
      form: { key: keyIn(proposed), intent: 'regenerate', introduction: '我自己写的话。' },
    })
    expect(anew.status).toBe(200)
    const both = await anew.text()
    expect(both).toContain('共收到意见4条')
    expect(both).toContain('value="我自己写的话。"')
    const back = await handleRequest(path, {
      cookie: drafter,
      form: { key: keyIn(both), intent: 'restore', introduction: '新的', kept: '我自己写的话。' },
    })
    expect(await back.text()).toContain('>我自己写的话。</textarea>')

    const post = async (cookie: string, form: Record<string, string>) => {
      const key = keyIn(await pageOf(path, cookie))
      return handleRequest(path, { cookie, form: { key, ...form } })
    }
    expect((await post(drafter, { intent: 'save', introduction: ' ' })).status).toBe(422)
    expect((await post(drafter, { intent: 'save', introduction: '我自己写的话。' })).status).toBe(303)
    expect((await post(drafter, { intent: 'submitted' })).status).toBe(303)
    expect(await pageOf(path, drafter)).not.toContain('<textarea')
    expect((await post(issuer, { intent: 'returned', reason: '' })).status).toBe(422)
    expect((await post(issuer, { intent: 'published' })).status).toBe(303)
    expect(await pageOf(paths.feedback(id))).toContain('我自己写的话。')
    expect((await handleRequest(path, { cookie: drafter, form: { intent: 'save' } })).status).toBe(422)
  })

  it('names what is missing, with the way to where it is mended', async () => {
    const { id, departmentId } = await openNow()
    const waiting = await receive(id, '推迟关灯')
    const html = await pageOf(paths.desk.report(id), await signIn(departmentId, 'drafter'))
    expect(html).toContain(`第${waiting.id}号`)
    expect(html).toContain(
      paths.desk
        .moderation({ consultation: id, state: 'pending', after: waiting.id - 1 })
        .replaceAll('&', '&amp;'),
    )
  })
})
