import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { roleNames } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit, steps } from '~/db/schema/audit'
import { commentAttachments, comments } from '~/db/schema/comments'
import { departments, rateLimits } from '~/db/schema/people'
import { surveyInvitations, surveySheets, surveyThemes } from '~/db/schema/survey-answers'
import { surveyConclusions, surveys, surveyVersions } from '~/db/schema/surveys'
import { countyDatabase } from '~/test/support/county'
import { everyPage, type Page } from '~/test/support/every-page'
import { handleRequest } from '~/test/support/server'

const password = '云岭县测试用口令-2026'
const roles = Object.keys(roleNames) as Role[]
/** Roles that end at the own department: in a department that has nothing to do with it they open nothing of it. */
const ownOnly: Role[] = ['drafter', 'reviewer', 'issuer', 'disclosure-officer', 'spokesperson']

let open: OpenDatabase
let pages: Page[]
const cookies = new Map<Role, string>()

beforeAll(async () => {
  // Remix tells of each post to a page that takes none.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  open = await countyDatabase()
  pages = await everyPage(open.db)
  const [elsewhere] = await open.db
    .insert(departments)
    .values({ slug: 'elsewhere', name: '云岭县气象局', nameEn: 'Weather', kind: 'bureau' })
    .returning({ id: departments.id })
  for (const role of roles) cookies.set(role, await signUp(role, elsewhere?.id ?? 0))
}, 180_000)
beforeEach(() => open.db.delete(rateLimits))
afterAll(async () => {
  vi.restoreAllMocks()
  await open.close()
})

async function signUp(role: Role, departmentId: number): Promise<string> {
  const email = `${role}@elsewhere.example`
  const person = { name: '路人', email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), person)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const pathOf = (name: string) => pages.find((page) => page.name === name)?.path ?? ''

type Answer = { what: string; status: number }

async function answersOf<T>(all: T[], ask: (one: T) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let at = 0; at < all.length; at += 8)
    answers.push(...(await Promise.all(all.slice(at, at + 8).map(ask))))
  return answers
}

/** What belongs to one consultation, and no list of what is one's own. */
const ofOneConsultation = [
  ...[
    'desk-comments',
    'desk-issues',
    'desk-issue',
    'desk-split',
    'desk-coding',
    'desk-gaps',
    'desk-campaigns',
  ],
  ...['desk-report', 'desk-comment-new', 'desk-consultation', 'desk-alignment', 'desk-text'],
  ...['desk-activity-record', 'desk-consultation-targeted'],
  ...['desk-transcript', 'desk-activity-report'],
  ...['desk-draw', 'desk-materials', 'desk-check-in', 'desk-check-in-list'],
  ...['desk-registrations', 'desk-registration-enter'],
  ...['desk-survey', 'desk-survey-build', 'desk-survey-import', 'desk-survey-preview', 'desk-survey-frame'],
  ...['desk-survey-try', 'desk-survey-invitations', 'desk-survey-sheets', 'desk-survey-texts'],
  ...['desk-survey-results', 'desk-policy-unclear', 'desk-earlier-text'],
  ...['desk-policy-plan', 'desk-policy-amend'],
  ...['desk-interpretation', 'desk-interpretation-versions', 'desk-interpretation-preview'],
]
const mayReadAll: Role[] = ['moderator', 'auditor', 'site-administrator', 'disclosure-officer']

describe('a consultation of another department', () => {
  it('opens for none of those whose role ends at their own department', async () => {
    const asked = ofOneConsultation.flatMap((name) =>
      ownOnly.filter((role) => !mayReadAll.includes(role)).map((role) => ({ name, role })),
    )
    const answers = await answersOf(asked, async ({ name, role }) => {
      const { status } = await handleRequest(pathOf(name), { cookie: cookies.get(role) })
      return { what: `${role} ${name}`, status }
    })
    expect(answers.filter(({ status }) => status !== 403 && status !== 404)).toEqual([])
  })

  it('answers no other role with a fault of ours', async () => {
    const asked = pages.filter(({ as }) => as).flatMap((page) => roles.map((role) => ({ ...page, role })))
    const answers = await answersOf(asked, async ({ path, role }) => {
      const { status } = await handleRequest(path, { cookie: cookies.get(role) })
      return { what: `${role} ${path}`, status }
    })
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  })
})

describe('the files of the desk', () => {
  it('are for those who read there, and the words as they came for the department that answers', async () => {
    const id = pathOf('desk-comments').match(/\d+/)?.[0] ?? ''
    const [attachment] = await open.db.select({ id: commentAttachments.id }).from(commentAttachments)
    for (const role of roles) {
      const masked = paths.desk.commentsExport(id, { format: 'csv' })
      const original = paths.desk.commentsExport(id, { format: 'csv', original: 1 })
      const cookie = cookies.get(role)
      const statusOf = async (path: string) => (await handleRequest(path, { cookie })).status
      const mayMask = ['moderator', 'auditor', 'site-administrator'].includes(role)
      expect(await statusOf(masked), role).toBe(mayMask ? 200 : 403)
      expect(await statusOf(original), role).toBe(403)
      if (attachment)
        expect(await statusOf(paths.desk.attachment(attachment.id)), role).toBe(mayMask ? 200 : 404)
    }
    expect((await handleRequest(paths.desk.commentsExport(id, { format: 'csv' }))).status).toBe(302)
  })
})

describe('what one may not do', () => {
  const aSurveyFile = JSON.stringify({ pages: [{ name: 'p', elements: [{ type: 'boolean', name: 'a' }] }] })
  /** Who may do it although it belongs to another department; the others get a refusal and nothing changes. */
  const posts: { page: string; form: Record<string, string>; may?: Role[] }[] = [
    { page: 'desk-moderation', form: { intent: 'publish', id: '1' }, may: ['moderator'] },
    { page: 'desk-moderation', form: { intent: 'refuse', id: '1', rule: 'advert' }, may: ['moderator'] },
    { page: 'desk-moderation', form: { intent: 'mask', id: '1', 'mask-1': '略' }, may: ['moderator'] },
    {
      page: 'desk-moderation',
      form: { intent: 'take-up', correction: '1', comment: '1' },
      may: ['moderator'],
    },
    {
      page: 'desk-moderation',
      form: { intent: 'refuse-correction', correction: '1', comment: '1', 'reason-1': '不妥' },
      may: ['moderator'],
    },
    {
      page: 'desk-moderation',
      form: { intent: 'uphold', appeal: '1', comment: '1', 'words-1': '维持' },
      may: ['moderator', 'disclosure-officer'],
    },
    {
      page: 'desk-moderation',
      form: { intent: 'grant', appeal: '1', comment: '1', 'words-1': '同意' },
      may: ['moderator', 'disclosure-officer'],
    },
    { page: 'desk-issues', form: { intent: 'create', title: '归集', summary: '摘要' } },
    { page: 'desk-issues', form: { intent: 'place', issueId: '1', pointId: '1' } },
    { page: 'desk-issues', form: { taken: '1:1' } },
    { page: 'desk-issues', form: { intent: 'place-campaign', issueId: '1', campaignId: '1' } },
    { page: 'desk-issue', form: { intent: 'update', title: '归集', summary: '摘要' } },
    { page: 'desk-issue', form: { intent: 'remove', pointId: '1' } },
    { page: 'desk-issue', form: { intent: 'also', pointId: '1', otherId: '1' } },
    { page: 'desk-issue', form: { intent: 'drop' } },
    { page: 'desk-issue', form: { intent: 'decide', decision: 'explained', reason: '说明' } },
    { page: 'desk-split', form: { intent: 'join' } },
    { page: 'desk-split', form: { intent: 'split', part: '一', restIsEmpty: 'on' } },
    { page: 'desk-coding', form: { intent: 'draw' } },
    { page: 'desk-coding', form: { intent: 'code', sampleId: '1', pointId: '1', choice: 'none' } },
    { page: 'desk-campaigns', form: {} },
    { page: 'desk-report', form: { intent: 'save', introduction: '基本情况' } },
    { page: 'desk-report', form: { intent: 'regenerate', introduction: '' } },
    { page: 'desk-report', form: { intent: 'submitted' } },
    { page: 'desk-report', form: { intent: 'returned', reason: '补充' } },
    { page: 'desk-report', form: { intent: 'published' } },
    { page: 'desk-comments', form: { comment: '1', 'purpose-1': '核实' } },
    {
      page: 'desk-comment-new',
      form: { body: '来信', channel: 'letter', receivedAt: '2026-11-01T10:00' },
    },
    { page: 'desk-consultation', form: { intent: 'terminate', terminationReason: '不再需要' } },
    { page: 'desk-consultation', form: { intent: 'published' } },
    { page: 'desk-consultation', form: { intent: 'extend', closesAt: '2099-01-01', notice: '延长' } },
    { page: 'desk-alignment', form: { 'clause-1': '1' } },
    { page: 'desk-matter', form: { intent: 'discuss', meeting: '县政府常务会议', on: '' } },
    {
      page: 'desk-policy-plan',
      form: {
        ...{ interpreterName: '贺明川', interpreterTitle: '局长', points: '要点' },
        ...{ 'form-0': 'text', 'what-0': '说清流程', 'who-0': '林子衿', 'dueOn-0': '2099-01-01' },
      },
    },
    { page: 'desk-policy', form: { intent: 'schedule', publishAt: '2099-01-01T09:00' } },
    { page: 'desk-policy', form: { intent: 'unschedule' } },
    { page: 'desk-policy-unclear', form: { clauseId: '1', 'place-1': '1 b-1 ' } },
    { page: 'desk-earlier-text', form: { policyId: '1', reason: '仍然适用' } },
    { page: 'desk-interpretation', form: { intent: 'remark', body: '不行' } },
    { page: 'desk-interpretation', form: { intent: 'resolve', remarkId: '1', resolution: '处理了' } },
    { page: 'desk-interpretation-versions', form: { revision: '1', current: '1' } },
    { page: 'desk-activity', form: { intent: 'submitted' } },
    { page: 'desk-activity', form: { intent: 'returned', reason: '补充' } },
    { page: 'desk-activity', form: { intent: 'published' } },
    { page: 'desk-activity', form: { intent: 'withdrawn', reason: '有误' } },
    { page: 'desk-activity', form: { intent: 'cancel', cancelReason: '不办了' } },
    {
      page: 'desk-activity',
      form: {
        ...{ intent: 'postpone', changeReason: '检修' },
        ...{ newStartsAt: '2099-01-01T09:00', newEndsAt: '2099-01-01T11:00' },
      },
    },
    { page: 'desk-activity', form: { intent: 'ledger', consultationId: '1' } },
    {
      page: 'desk-activity',
      form: {
        ...{ intent: 'update', kind: 'symposium', matterId: '1', title: '座谈会' },
        ...{ startsAt: '2099-01-01T09:00', endsAt: '2099-01-01T11:00' },
      },
    },
    { page: 'desk-agenda', form: { 'title-0': '开会', 'minutes-0': '5' } },
    {
      page: 'desk-transcript',
      form: { intent: 'statement', speaker: 'chair', kind: 'procedure', body: '现在开会。' },
    },
    { page: 'desk-registrations', form: { intent: 'see', id: '1' } },
    { page: 'desk-registrations', form: { intent: 'confirm', id: '1' } },
    { page: 'desk-registrations', form: { intent: 'withdraw', id: '1' } },
    { page: 'desk-registrations', form: { intent: 'called', id: '1' } },
    { page: 'desk-registrations', form: { intent: 'exclude', id: '1', 'reason-1': '不住在本县' } },
    {
      page: 'desk-registration-enter',
      form: { intent: 'enter', categoryId: '1', channel: 'phone', name: '王秀兰', isAdult: 'on' },
    },
    { page: 'desk-draw', form: { intent: 'freeze' } },
    { page: 'desk-draw', form: { intent: 'draw' } },
    { page: 'desk-draw', form: { intent: 'list' } },
    { page: 'desk-materials', form: { intent: 'add' } },
    { page: 'desk-materials', form: { intent: 'remove', material: '1' } },
    { page: 'desk-materials', form: { intent: 'deliver', way: 'hand', person: '1', at: '2026-10-01T09:00' } },
    { page: 'desk-check-in', form: { intent: 'present', person: 'A7K2' } },
    { page: 'desk-check-in', form: { intent: 'absent', person: 'A7K2' } },
    { page: 'desk-check-in', form: { intent: 'rest' } },
    { page: 'desk-check-in', form: { intent: 'hold', at: '2026-10-01T09:00' } },
    { page: 'desk-transcript', form: { act: 'up-1' } },
    { page: 'desk-transcript', form: { act: 'remove-1' } },
    { page: 'desk-transcript', form: { intent: 'open' } },
    { page: 'desk-transcript', form: { intent: 'close' } },
    { page: 'desk-transcript', form: { intent: 'signed', registrationId: '1' } },
    { page: 'desk-transcript', form: { intent: 'refused', registrationId: '1', refusal: '没有答复' } },
    { page: 'desk-transcript', form: { intent: 'answer', registrationId: '1', answer: '已经改好' } },
    { page: 'desk-transcript', form: { intent: 'recording' } },
    { page: 'desk-activity-report', form: { intent: 'save', body: '开过会了。' } },
    { page: 'desk-activity-report', form: { intent: 'propose' } },
    { page: 'desk-activity-report', form: { intent: 'submitted' } },
    { page: 'desk-activity-report', form: { intent: 'returned', reason: '补充' } },
    { page: 'desk-activity-report', form: { intent: 'published' } },
    { page: 'desk-activity-report', form: { intent: 'withdrawn', reason: '有误' } },
    { page: 'desk-survey', form: { intent: 'submitted' } },
    { page: 'desk-survey', form: { intent: 'returned', reason: '补充' } },
    { page: 'desk-survey', form: { intent: 'published' } },
    { page: 'desk-survey', form: { intent: 'withdrawn', reason: '有误' } },
    {
      page: 'desk-survey',
      form: {
        ...{ intent: 'update', title: '问卷', purpose: '用途', audience: '居民', access: 'open' },
        ...{ opensAt: '2099-01-01T09:00', closesAt: '2099-01-20T09:00' },
      },
    },
    {
      page: 'desk-survey',
      form: { intent: 'quotas', 'label-0': '甲', 'most-0': '5', 'group-0-0': 'grade||chosen|low' },
    },
    {
      page: 'desk-survey',
      form: { intent: 'extend', newClosesAt: '2099-01-01T09:00', extendReason: '延长' },
    },
    { page: 'desk-survey', form: { intent: 'mend', note: '补一个选项' } },
    { page: 'desk-survey', form: { intent: 'note', note: '补一个选项' } },
    { page: 'desk-survey', form: { intent: 'drop-version' } },
    { page: 'desk-survey', form: { intent: 'publish-version', revision: '0' } },
    // A drafter may take the questions of any public survey for one of their own.
    { page: 'desk-survey', form: { intent: 'copy' }, may: ['drafter'] },
    { page: 'desk-survey-build', form: { intent: 'add-page' } },
    {
      page: 'desk-survey-build',
      form: { intent: 'save-question', page: 'child', kind: 'single', title: '题目', options: '甲\n乙' },
    },
    { page: 'desk-survey-build', form: { intent: 'question-delete', question: 'grade' } },
    { page: 'desk-survey-build', form: { intent: 'cross-by' } },
    { page: 'desk-survey-try', form: { 'form-intent': 'keep', 'form-answers': '{}' } },
    { page: 'desk-survey-try', form: { 'form-intent': 'draw' } },
    { page: 'desk-survey-try', form: { 'form-intent': 'clear' } },
    { page: 'desk-survey-import', form: { intent: 'save', text: aSurveyFile, revision: '0', seen: 'on' } },
    {
      page: 'desk-survey-invitations',
      form: { label: '第二批', codes: '5', seed: 'a-seed-of-at-least-thirty-two-letters' },
    },
    { page: 'desk-survey-sheets', form: { intent: 'enter', number: '900', version: '1' } },
    { page: 'desk-survey-sheets', form: { intent: 'again', sheet: '1' } },
    { page: 'desk-survey-sheets', form: { intent: 'settle', sheet: '1' } },
    { page: 'desk-survey-sheets', form: { intent: 'drop', sheet: '1', reason: '录错了' } },
    { page: 'desk-survey-texts', form: { intent: 'keep', id: '1' }, may: ['moderator'] },
    { page: 'desk-survey-texts', form: { intent: 'refuse', id: '1', rule: 'advert' }, may: ['moderator'] },
    { page: 'desk-survey-texts', form: { intent: 'theme', id: '1', theme: '1' } },
    { page: 'desk-survey-texts', form: { intent: 'quote', id: '1' } },
    { page: 'desk-survey-texts', form: { intent: 'ledger', id: '1' } },
    { page: 'desk-survey-texts', form: { intent: 'add-theme', label: '主题', question: 'wish' } },
    { page: 'desk-survey-texts', form: { intent: 'rename-theme', label: '主题', theme: '1' } },
    { page: 'desk-survey-texts', form: { intent: 'remove-theme', theme: '1' } },
    { page: 'desk-survey-results', form: { intent: 'save', introduction: '经过' } },
    { page: 'desk-survey-results', form: { intent: 'add-conclusion', finding: '结论' } },
    {
      page: 'desk-survey-results',
      form: { intent: 'change-conclusion', conclusionId: '1', finding: '结论' },
    },
    { page: 'desk-survey-results', form: { intent: 'remove-conclusion', conclusionId: '1' } },
    { page: 'desk-survey-results', form: { intent: 'raise-conclusion', conclusionId: '1' } },
    {
      page: 'desk-survey-results',
      form: { intent: 'decide', conclusionId: '1', decision: 'explained', why: '说明' },
    },
    { page: 'desk-survey-results', form: { intent: 'submitted' } },
    { page: 'desk-survey-results', form: { intent: 'returned', reason: '补充' } },
    { page: 'desk-survey-results', form: { intent: 'published' } },
    { page: 'desk-survey-results', form: { intent: 'withdrawn', reason: '有误' } },
  ]

  it('is refused in words, to every role but those that may, and leaves no row', async () => {
    const before = await countRows()
    const asked = posts.flatMap(({ page, form, may = [] }, at) =>
      roles.filter((role) => !may.includes(role)).map((role) => ({ page, form, role, key: `${at}-${role}` })),
    )
    const answers = await answersOf(asked, async ({ page, form, role, key }) => {
      const posted = { ...form, key: `not-allowed-${key}` }
      const { status } = await handleRequest(pathOf(page), { cookie: cookies.get(role), form: posted })
      return { what: `${role} ${page} ${JSON.stringify(form)}`, status }
    })
    expect(answers.filter(({ status }) => status !== 403 && status !== 404)).toEqual([])
    expect(await countRows()).toEqual(before)
  })

  it('is sent to the sign-in page where nobody is signed in', async () => {
    const before = await countRows()
    const answers = await answersOf(posts, async ({ page, form }) => {
      const { status, headers } = await handleRequest(pathOf(page), {
        form: { ...form, key: 'nobody-at-all-1' },
      })
      return { what: `${page} ${headers.get('Location')}`, status }
    })
    expect(
      answers.filter(({ status, what }) => status !== 302 || !what.includes(paths.desk.signIn())),
    ).toEqual([])
    expect(await countRows()).toEqual(before)
  })

  async function countRows(): Promise<number[]> {
    const ofSurveys = [
      surveys,
      surveyVersions,
      surveyInvitations,
      surveySheets,
      surveyThemes,
      surveyConclusions,
    ]
    return Promise.all([steps, comments, audit, ...ofSurveys].map((table) => open.db.$count(table)))
  }
})
