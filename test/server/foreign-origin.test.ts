import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys, outbox, scheduledPublishings, steps } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { interpretationDrafts, interpretationRemarks } from '~/db/schema/interpretations'
import { mediaCaptions } from '~/db/schema/media'
import { sessions } from '~/db/schema/people'
import {
  addressChecks,
  surveyBox,
  surveyDrafts,
  surveyInvitations,
  surveyParticipations,
} from '~/db/schema/survey-answers'
import { unclearMarks } from '~/db/schema/unclear-clauses'
import { demoPassword } from '~/db/seed/cast'
import { countyDatabase } from '~/test/support/county'
import { everyPage, type Page } from '~/test/support/every-page'
import { handleRequest } from '~/test/support/server'

const foreignHeaders: Record<string, Record<string, string>> = {
  'a foreign Origin': { Origin: 'https://evil.example' },
  'a foreign Origin that claims our host as forwarded': {
    Origin: 'https://evil.example',
    'X-Forwarded-Host': 'evil.example',
  },
  'no Origin at all': {},
  'Sec-Fetch-Site: cross-site': { 'Sec-Fetch-Site': 'cross-site' },
  'our Origin but Sec-Fetch-Site: cross-site': {
    Origin: 'http://gongyi.test',
    'Sec-Fetch-Site': 'cross-site',
  },
}

let open: OpenDatabase
let pages: Page[]
let cookie: string
/** Of those whose policy the pages show. */
let cookieOfUrban: string
let commentForm: string

beforeAll(async () => {
  open = await countyDatabase()
  pages = await everyPage(open.db)
  commentForm = pathOf('comment-form')
  cookie = await signIn('housing.drafter@yunling.example')
  cookieOfUrban = await signIn('urban.drafter@yunling.example')
}, 120_000)
afterAll(() => open.close())

function pathOf(name: string): string {
  return pages.find((page) => page.name === name)?.path ?? ''
}

async function signIn(email: string): Promise<string> {
  const response = await handleRequest(paths.desk.signIn(), { form: { email, password: demoPassword } })
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

async function countRows(): Promise<Record<string, number>> {
  const ofSurveys = { addressChecks, surveyBox, surveyDrafts, surveyInvitations, surveyParticipations }
  const ofPolicies = {
    interpretationDrafts,
    interpretationRemarks,
    mediaCaptions,
    scheduledPublishings,
    unclearMarks,
  }
  const tables = {
    ...ofPolicies,
    audit,
    comments,
    concerns,
    idempotencyKeys,
    outbox,
    sessions,
    steps,
    ...ofSurveys,
  }
  const counted = Object.entries(tables).map(
    async ([name, table]) => [name, await open.db.$count(table)] as const,
  )
  return Object.fromEntries(await Promise.all(counted))
}

type Way = { path: string; form: Record<string, string> | FormData; cookie?: string }

function withFile(key: string): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(comment(key))) form.append(name, value)
  form.append('attachments', new File(['%PDF-1.7'], 'a.pdf'))
  return form
}

const comment = (key: string) => ({ key, body: '每部电梯补贴十五万元，太少了。' })
const commentRoute = '?_data=routes%2Fpublic%2Fcomment'
const keyOf = (what: string) => `foreign-${Buffer.from(what).toString('hex')}`.slice(0, 60)

describe('invariant 8: what does not come from a page of our own changes nothing', () => {
  const ways: Record<string, () => Way> = {
    'a comment': () => ({ path: commentForm, form: comment('key-of-a-document-post') }),
    'a comment as a `_data` post': () => ({
      path: `${commentForm}${commentRoute}`,
      form: comment('key-of-a-data-post'),
    }),
    'a comment as a `.data` post': () => ({
      path: `${commentForm}.data`,
      form: comment('key-of-a-single-fetch-post'),
    }),
    'a comment with a file': () => ({ path: commentForm, form: withFile('key-of-a-post-with-a-file') }),
    'a withdrawal by the receipt': () => ({
      path: pathOf('receipt-comment'),
      form: { intent: 'withdraw', confirm: 'on', key: 'key-of-a-withdrawal' },
    }),
    'a decision of a moderator': () => ({
      path: pathOf('desk-moderation'),
      form: { intent: 'refuse', id: '1', rule: 'advert', key: 'key-of-a-refusal' },
      cookie,
    }),
    'a look at a contact': () => ({
      path: pathOf('desk-comments'),
      form: { comment: '1', 'purpose-1': '核实' },
      cookie,
    }),
    'an issue': () => ({
      path: pathOf('desk-issues'),
      form: { intent: 'create', title: '伪造', summary: '伪造', key: 'key-of-an-issue' },
      cookie,
    }),
    'the cancellation of a hearing': () => ({
      path: pathOf('desk-activity'),
      form: { intent: 'cancel', cancelReason: '伪造', key: 'key-of-a-cancellation' },
      cookie,
    }),
    'the answers to a survey': () => ({
      path: pathOf('survey-answer'),
      form: { 'form-key': keyOf('answers'), 'form-intent': 'next', 'form-page': 'child', grade: 'low' },
    }),
    'a code to go on with': () => ({ path: pathOf('survey-saved'), form: { code: 'K7QM-3F9P-XW2T' } }),
    'an address to prove': () => ({
      path: pathOf('survey-address'),
      form: { intent: 'ask', email: 'zhao@example.org' },
    }),
    'codes of invitation': () => ({
      path: pathOf('desk-survey-invitations'),
      form: { label: '伪造', codes: '5', seed: keyOf('seed'), key: keyOf('codes') },
      cookie,
    }),
    'the results of a survey': () => ({
      path: pathOf('desk-survey-results'),
      form: { intent: 'withdrawn', reason: '伪造', key: keyOf('results') },
      cookie,
    }),
    'a concern': () => ({ path: paths.concernForm(), form: comment('key-of-a-concern') }),
    'the preferences': () => ({ path: paths.preferences(), form: { theme: 'dark', back: '/' } }),
    'signing out': () => ({ path: paths.desk.signOut(), form: {}, cookie }),
    'a step at the desk': () => ({ path: pathOf('desk-matter-new'), form: { title: '伪造的事项' }, cookie }),
    'a clause that is not understood': () => ({
      path: pathOf('policy-clause'),
      form: { key: keyOf('unclear'), sentence: '伪造' },
    }),
    'a draft of an interpretation, told by the editor': () => ({
      path: `${pathOf('desk-interpretation')}/draft`,
      form: { document: '{}', revision: '0' },
      cookie: cookieOfUrban,
    }),
    'a remark on an interpretation': () => ({
      path: pathOf('desk-interpretation'),
      form: { intent: 'remark', body: '伪造', key: keyOf('remark') },
      cookie: cookieOfUrban,
    }),
    'a moment to publish at': () => ({
      path: pathOf('desk-policy'),
      form: { intent: 'schedule', publishAt: '2099-01-01T09:00', key: keyOf('schedule') },
      cookie: cookieOfUrban,
    }),
    captions: () => ({
      path: pathOf('desk-media-item'),
      form: { intent: 'captions', lang: 'zh', vtt: 'WEBVTT', key: keyOf('captions') },
      cookie: cookieOfUrban,
    }),
    'an upload': () => ({ path: paths.desk.mediaUpload(), form: { file: 'x' }, cookie }),
  }

  for (const [what, way] of Object.entries(ways)) {
    for (const [from, headers] of Object.entries(foreignHeaders)) {
      it(`${what} with ${from}`, async () => {
        const before = await countRows()
        const { path, ...request } = way()
        const response = await handleRequest(path, { ...request, method: 'POST', headers, origin: null })
        expect(response.status).toBe(403)
        expect(response.headers.getSetCookie()).toEqual([])
        expect(await response.text()).toContain('没有改动任何内容')
        expect(await countRows()).toEqual(before)
      })
    }
  }

  it('nobody was signed out by any of them', async () => {
    const response = await handleRequest(paths.desk.home(), { cookie })
    expect(response.status).toBe(200)
  })
})

describe('the same posts from a page of our own', () => {
  it('take effect, so it was the gate that stopped them', async () => {
    const before = await countRows()
    const response = await handleRequest(commentForm, { form: comment(keyOf('own')) })
    expect(response.status).toBe(303)
    const after = await countRows()
    expect(after).toMatchObject({
      comments: (before.comments ?? 0) + 1,
      idempotencyKeys: (before.idempotencyKeys ?? 0) + 1,
      audit: (before.audit ?? 0) + 1,
    })
  })

  it('sent twice with one key give one comment and one receipt', async () => {
    const form = comment(keyOf('twice'))
    const first = await handleRequest(commentForm, { form })
    const before = await countRows()
    const second = await handleRequest(commentForm, { form })
    expect(second.headers.get('Location')).toBe(first.headers.get('Location'))
    expect(await countRows()).toEqual(before)
  })

  it('the sign-out button works', async () => {
    const response = await handleRequest(paths.desk.signOut(), { form: {}, cookie })
    expect(response.status).toBe(303)
    const { status, headers } = await handleRequest(paths.desk.home(), { cookie })
    expect([status, headers.get('Location')]).toEqual([302, paths.desk.signIn({ to: paths.desk.home() })])
  })
})
