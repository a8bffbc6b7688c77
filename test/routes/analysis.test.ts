import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishComments } from '~/app/domain/comments/moderate.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import type { Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { issueDecisions, issues, points } from '~/db/schema/issues'
import { type AConsultation, aConsultation, received, systemAt } from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let consultation: AConsultation
let drafter: string
let reviewer: string
let sent: number[]

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db)
  const { id, departmentId, clauseIds } = consultation
  const bodies = [
    '冬天六点天还没亮，请延到七点关灯。',
    '早上七点再关灯吧，天还黑着。',
    '人民路的灯太暗。\n修理也太慢。',
  ]
  sent = []
  for (const body of bodies) sent.push((await received(open.db, id, { body, clauseId: clauseIds[1] })).id)
  await publishComments(
    systemAt(open.db, new Date()),
    sent.map((comment) => ({ id: comment })),
  )
  drafter = await signIn(departmentId, 'drafter')
  reviewer = await signIn(departmentId, 'reviewer')
})
afterAll(() => open.close())

async function signIn(departmentId: number, ...roles: Role[]): Promise<string> {
  const email = `${randomUUID()}@yunling.example`
  const password = 'a password for the tests 2026'
  await createAccount(systemAt(open.db, new Date()), {
    ...{ name: '田禾', email, password, title: '', departmentId, roles },
  })
  const response = await handleRequest('/desk/sign-in', { form: { email, password } })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const board = () => paths.desk.issues(consultation.id)
const issuePath = (issueId: number) => paths.desk.issue(consultation.id, issueId)

async function read(path: string, cookie = drafter): Promise<string> {
  const response = await handleRequest(path, { cookie })
  expect(response.status).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

const key = () => randomUUID()
async function post(path: string, fields: [string, string][], cookie = drafter): Promise<Response> {
  const form = new FormData()
  form.append('key', key())
  for (const [name, value] of fields) form.append(name, value)
  return handleRequest(path, { cookie, form })
}

async function pointOf(comment: number): Promise<typeof points.$inferSelect | undefined> {
  const [row] = await open.db.select().from(points).where(eq(points.commentId, comment))
  return row
}

async function newIssue(title: string): Promise<number> {
  const posted = await post(board(), [
    ['intent', 'create'],
    ['title', title],
    ['summary', '摘要'],
  ])
  expect(posted.status).toBe(303)
  const [row] = await open.db.select().from(issues).where(eq(issues.title, title))
  return row?.id ?? 0
}

describe('the board, by forms alone', () => {
  it('makes an issue of the ticked points and takes over their clause', async () => {
    const [first] = sent
    const point = await pointOf(first ?? 0)
    const posted = await post(board(), [
      ['intent', 'create'],
      ['title', '早上晚一点关灯'],
      ['summary', '冬天天亮得晚，七点以后再关灯。'],
      ['pointId', String(point?.id)],
    ])
    expect(posted.status).toBe(303)
    const html = await read(posted.headers.get('Location') ?? '')
    expect(html).toContain('已把 1 个意见点归入“早上晚一点关灯”')
    expect(html).toContain('第二条')
    expect((await pointOf(first ?? 0))?.issueId).not.toBeNull()
  })

  it('proposes by machine, stores nothing for that, and writes down that a person took the proposal', async () => {
    const html = await read(board())
    expect(html).toContain('机器建议')
    const second = await pointOf(sent[1] ?? 0)
    expect(second?.issueId).toBeNull()
    const taken = new RegExp(`name="taken" value="(${second?.id}:\\d+)"`).exec(
      html.replace(/aria-label="[^"]*" /g, ''),
    )
    const value = taken?.[1] ?? ''
    expect(value).not.toBe('')
    const posted = await post(board(), [['taken', value]])
    expect(posted.status).toBe(303)
    expect((await pointOf(sent[1] ?? 0))?.issueId).toBe(Number(value.split(':')[1]))
    const rows = await open.db.select().from(audit).where(eq(audit.action, 'issue.points-added'))
    expect(rows.at(-1)).toMatchObject({ actor: 'staff', after: { suggested: true } })
    expect(await open.db.select().from(issueDecisions)).toEqual([])
  })

  it('shows the points of one comment alone, where the report sends the drafter, or in which issue they are', async () => {
    const one = paths.desk.issues(consultation.id, { comment: sent[2] })
    const page = await read(one)
    expect(page).toContain(`只看第${sent[2]}号意见`)
    expect(page).toContain('人民路的灯太暗')
    expect(page).not.toContain(`aria-label="选择第${sent[1]}号`)
    expect(await read(paths.desk.report(consultation.id))).toContain(`href="${one}"`)
  })

  it('answers 422 with what was typed when something is missing, and 404 to an odd address', async () => {
    const posted = await post(board(), [
      ['intent', 'create'],
      ['title', '只有标题'],
      ['summary', ''],
    ])
    expect(posted.status).toBe(422)
    const html = await posted.text()
    expect(html).toContain('请填写意见摘要')
    expect(html).toContain('value="只有标题"')
    const nothing = await post(board(), [
      ['intent', 'place'],
      ['issueId', ''],
    ])
    expect(nothing.status).toBe(422)
    expect((await handleRequest(issuePath(999_999), { cookie: drafter })).status).toBe(404)
    for (const odd of ['?after=x', '?clause=-1', '?campaign=1e99', '?placed=1&into=5'])
      expect((await handleRequest(`${board()}${odd}`, { cookie: drafter })).status).toBe(200)
  })

  it('splits a comment into parts of its own words and joins them again', async () => {
    const third = sent[2] ?? 0
    const path = paths.desk.splitComment(consultation.id, third)
    const html = await read(path)
    expect(html).toContain('下面是机器建议的分法')
    const lost = await post(path, [
      ['intent', 'split'],
      ['part', '人民路的灯太暗。'],
      ['part', '修理'],
    ])
    expect(lost.status).toBe(422)
    expect(await lost.text()).toContain('也太慢')
    const posted = await post(path, [
      ['intent', 'split'],
      ['part', '人民路的灯太暗。'],
      ['part', '修理也太慢。'],
      ['part', ''],
    ])
    expect(posted.status).toBe(303)
    expect(await open.db.select().from(points).where(eq(points.commentId, third))).toHaveLength(2)
    expect((await post(path, [['intent', 'join']])).status).toBe(303)
    expect((await pointOf(third))?.text).toBeNull()
  })
})

describe('an issue’s own page', () => {
  it('changes it, decides on it, and tells its history in words', async () => {
    const issueId = await newIssue('换亮一点的灯')
    const point = await pointOf(sent[2] ?? 0)
    await post(board(), [
      ['intent', 'place'],
      ['issueId', String(issueId)],
      ['pointId', String(point?.id)],
    ])
    const bare = await post(issuePath(issueId), [
      ['intent', 'decide'],
      ['decision', 'adopted'],
      ['reason', ''],
    ])
    expect(bare.status).toBe(422)
    expect(await bare.text()).toContain('没有涉及条文，请写明怎样采纳')
    const changed = await post(issuePath(issueId), [
      ['intent', 'update'],
      ['title', '换更亮的灯'],
      ['summary', '人民路太暗。'],
      ['clauseId', String(consultation.clauseIds[1])],
    ])
    expect(changed.status).toBe(303)
    await post(issuePath(issueId), [
      ['intent', 'decide'],
      ['decision', 'adopted'],
      ['reason', ''],
    ])
    const html = await read(issuePath(issueId))
    for (const words of [
      '换更亮的灯',
      '归入 1 条意见',
      '改写了',
      '结论：采纳',
      '新建归集“换亮一点的灯”',
      '田禾',
    ])
      expect(html).toContain(words)
    await post(issuePath(issueId), [
      ['intent', 'remove'],
      ['pointId', String(point?.id)],
    ])
    expect((await pointOf(sent[2] ?? 0))?.issueId).toBeNull()
  })

  it('deletes one that is empty', async () => {
    const issueId = await newIssue('写错了')
    const posted = await post(issuePath(issueId), [['intent', 'drop']])
    expect(posted.headers.get('Location')).toBe(board())
    expect((await handleRequest(issuePath(issueId), { cookie: drafter })).status).toBe(404)
  })
})

describe('the second coder’s page', () => {
  it('leads from the sample to κ, and never shows the first coder’s choice', async () => {
    const path = paths.desk.coding(consultation.id)
    expect(await read(path, reviewer)).toContain('还没有抽取样本')
    expect((await post(path, [['intent', 'draw']], reviewer)).status).toBe(303)
    expect(await read(path)).toContain('要由另一位同事复核')
    const [issue] = await open.db.select().from(issues).where(eq(issues.title, '早上晚一点关灯'))
    for (let at = 0; at < 2; at++) {
      const html = await read(path, reviewer)
      expect(html).toContain(`已复核 ${at} 个，共 2 个`)
      expect(html).not.toMatch(/type="radio"[^>]*checked/)
      const field = (name: string) => new RegExp(`name="${name}" value="(\\d+)"`).exec(html)?.[1] ?? ''
      const answer: [string, string][] = [
        ['intent', 'code'],
        ['sampleId', field('sampleId')],
        ['pointId', field('pointId')],
      ]
      expect((await post(path, answer, reviewer)).status).toBe(422)
      const posted = await post(path, [...answer, ['choice', String(issue?.id)]], reviewer)
      expect(posted.status).toBe(303)
    }
    const html = await read(path, reviewer)
    expect(html).toContain('两人完全一致，而且都只用了一项归集，κ 系数无法计算')
  })
})

describe('the page of the gaps', () => {
  it('names the articles that nobody has spoken about', async () => {
    const html = await read(paths.desk.gaps(consultation.id))
    expect(html).toContain('2 条还没有人提意见，共 3 条')
    expect(html).toContain('这项决策没有列出受影响的群体')
    expect(html).not.toContain('<script')
  })
})

describe('who may see the analysis desk', () => {
  it('is nobody outside the department, and nobody without an account', async () => {
    const other = await aConsultation(open.db)
    const stranger = await signIn(other.departmentId, 'drafter')
    const [issue] = await open.db.select().from(issues)
    const pages = [
      board(),
      issuePath(issue?.id ?? 0),
      paths.desk.splitComment(consultation.id, sent[2] ?? 0),
      paths.desk.coding(consultation.id),
      paths.desk.gaps(consultation.id),
    ]
    for (const path of pages) {
      expect((await handleRequest(path, { cookie: stranger })).status).toBe(403)
      expect((await handleRequest(path)).status).toBe(302)
    }
  })
})
