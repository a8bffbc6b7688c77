import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { demoPassword } from '~/db/seed/cast'
import { countyDatabase } from '~/test/support/county'
import { everyPage, type Page } from '~/test/support/every-page'
import { handleRequest } from '~/test/support/server'
import { all, days, intentsOf, numbers, proper } from './odd-forms'

let open: OpenDatabase
let pages: Page[]

beforeAll(async () => {
  // Remix tells of each post to a page that takes none.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  open = await countyDatabase()
  pages = await everyPage(open.db)
}, 120_000)
afterAll(async () => {
  vi.restoreAllMocks()
  await open.close()
})

const largest = '999999999999999'
const oddValues = [
  '',
  '0',
  '-1',
  '1e400',
  '__proto__',
  largest,
  '9223372036854775807',
  '99999999999999999999999999',
  '2026-13-45T99:99',
  '0000-01-01T00:00',
  `${largest}-${largest}`,
  `99999999999999_${largest}`,
  `0_-99999999999999.999_${largest}`,
  '\\',
  '\0',
  '😀'.repeat(300),
]
const queryNames = [
  ...['after', 'before', 'page', 'state', 'year', 'theme', 'department', 'validity', 'kind', 'form', 'q'],
  ...['sort', 'clause', 'policy', 'consultation', 'interpretation', 'from', 'to', 'code', 'lang', 'source'],
  ...['quote', 'channel', 'order', 'campaign', 'history', 'open', 'moved', 'previous', 'entered', 'format'],
  ...['category', 'enter', 'person', 'view', 'done', 'marked', 'as', 'rest', 'past'],
  ...['question', 'new', 'on', 'conclusion', 'second', 'settle', 'drop', 'version', 'select', 'survey'],
  ...['play', 'audience', 'unclear', 'people', 'told', 'replaces', 'all', 'about', 'change'],
]

/** Pages that look at no parameter. */
const unread = [
  'about',
  'privacy',
  'accessibility',
  'site-map',
  'departments',
  'consultation-upcoming',
  'policy-lapsed',
  'search-nothing',
  'draw',
  'draw-verify',
]

/** Other things at addresses of the same kind as one that is asked already. */
const isAgain = (name: string) => /-large$|^matter-discussed$|^compare-rounds$|^receipt-appealed$/.test(name)

type Answer = { what: string; status: number }
const failures = (answers: Answer[]) => answers.filter(({ status }) => status >= 500)

/** A few at a time, as visitors come. */
async function answersOf<T>(all: T[], ask: (one: T) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let at = 0; at < all.length; at += 8)
    answers.push(...(await Promise.all(all.slice(at, at + 8).map(ask))))
  return answers
}

async function get(path: string, cookie?: string): Promise<Answer> {
  const { status } = await handleRequest(path, { cookie })
  return { what: path, status }
}

async function signIn(email: string): Promise<string> {
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password: demoPassword } })
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** Every parameter at once gets the same value. */
const queriesWith = (value: string) => new URLSearchParams(queryNames.map((name) => [name, value])).toString()

const oddIds = ['0', '-1', '1.5', largest, '9223372036854775808', 'x', '__proto__', '%F0%9F%98%80', '%2e%2e']

describe('whatever is asked, it is never our failure', () => {
  it('public pages with odd queries', { timeout: 120_000 }, async () => {
    const asked = pages
      .filter(({ name, as }) => !as && !unread.includes(name) && !isAgain(name))
      .flatMap(({ path }) => oddValues.map((value) => `${path.split('?')[0]}?${queriesWith(value)}`))
    const feeds = ['/feed.xml', '/sitemap.xml', '/robots.txt', '/preferences'].map(
      (path) => `${path}?after=x`,
    )
    expect(failures(await answersOf([...asked, ...feeds], (path) => get(path)))).toEqual([])
  })

  it('public pages with the parameters twice', async () => {
    const twice = queryNames.map((name) => `${name}=1&${name}=2&${name}[]=3`).join('&')
    const asked = pages.filter(({ as }) => !as).map(({ path }) => `${path.split('?')[0]}?${twice}`)
    expect(failures(await answersOf(asked, (path) => get(path)))).toEqual([])
  })

  it('addresses with odd numbers and names', async () => {
    const places = [
      ...['/matters/', '/consultations/', '/announcements/', '/concerns/', '/policies/', '/interpretations/'],
      ...['/receipts/', '/departments/', '/activities/'],
    ]
    const asked = oddIds.flatMap((id) => [
      ...places.map((place) => place + id),
      ...['comment', 'comments', 'feedback', 'feedback.docx', 'feedback.xlsx'].map(
        (page) => `/consultations/${id}/${page}`,
      ),
      ...['csv', 'json', 'xlsx'].map((format) => `/consultations/${id}/comments.${format}`),
      ...[`/consultations/${id}/campaigns/1`, `/consultations/1/campaigns/${id}`],
      ...[`/receipts/${id}/attachments/1`, `/receipts/K7QM-3F9P-XW2T/attachments/${id}`],
      `/texts/${id}/compare?from=1&to=2`,
      ...['draw', 'draw.txt', 'register', 'transcript', 'transcript.txt', 'recording', 'captions.vtt'].map(
        (page) => `/activities/${id}/${page}`,
      ),
      ...['poll.csv', 'calendar.ics'].map((page) => `/activities/${id}/${page}`),
      ...['', '/materials', `/materials/${id}`, '/transcript'].map((page) => `/registrations/${id}${page}`),
      `/registrations/K7QM-3F9P-XW2T/materials/${id}`,
      ...['', '/answer', '/saved', '/thanks', '/sheet', '/results', '/address', '/results.csv'].map(
        (page) => `/surveys/${id}${page}`,
      ),
      ...['document', 'document.docx', 'card.png', 'clauses/1', `clauses/${id}`].map(
        (page) => `/policies/${id}/${page}`,
      ),
      `/policies/1/clauses/${id}`,
      ...['poster', 'wechat', 'wechat.html', 'card.png', 'long-picture.png'].map(
        (page) => `/interpretations/${id}/${page}`,
      ),
      ...['480.webp', 'still.jpg', 'file', 'captions.zh.vtt', 'captions.en.vtt'].map(
        (name) => `/media/${id}/${name}`,
      ),
      `/media/${'a'.repeat(64)}/${id}`,
    ])
    expect(failures(await answersOf(asked, (path) => get(path)))).toEqual([])
  })

  it('desk addresses with odd numbers', { timeout: 120_000 }, async () => {
    const cookie = await signIn('housing.drafter@yunling.example')
    const ofConsultation = [
      ...['', '/comments', '/comments/new', '/comments/export?format=csv', '/issues', '/coding', '/gaps'],
      ...['/campaigns', '/report', '/comments/1/split', '/issues/1'],
    ]
    const asked = oddIds.flatMap((id) => [
      ...ofConsultation.map((place) => `/desk/consultations/${id}${place}`),
      ...[`/desk/consultations/1/issues/${id}`, `/desk/consultations/1/comments/${id}/split`],
      ...[`/desk/versions/${id}/alignment`, `/desk/texts/${id}`, `/desk/attachments/${id}`],
      `/desk/consultations/1/comments/export?format=${id}`,
      ...[
        '',
        '/agenda',
        '/registrations',
        '/draw',
        '/materials',
        '/check-in',
        '/transcript',
        '/report',
        '/record',
      ].map((place) => `/desk/activities/${id}${place}`),
      ...['registrations?enter=', 'registrations?state=', 'check-in?person=', 'check-in?view='].map(
        (place) => `/desk/activities/1/${place}${id}`,
      ),
      `/desk/activities/1/materials/${id}`,
      `/desk/activities?after=${id}`,
      ...['', '/build', '/import', '/preview', '/frame', '/try', '/survey.json'].map(
        (place) => `/desk/surveys/${id}${place}`,
      ),
      ...['/invitations', '/sheets', '/texts', '/results'].map((place) => `/desk/surveys/${id}${place}`),
      ...['', '/plan', '/unclear'].map((place) => `/desk/policies/${id}${place}`),
      ...['', '/versions', '/preview', '/earlier-text'].map((place) => `/desk/interpretations/${id}${place}`),
      ...[`/desk/interpretations/1/versions?from=${id}&to=${id}`, `/desk/policies/new?replaces=${id}`],
      `/desk/interpretations/new?policy=${id}&form=${id}&clause=${id}`,
      ...[`/desk/media/${id}`, `/desk/media/choices?after=${id}&kind=${id}`],
    ])
    expect(failures(await answersOf(asked, (path) => get(path, cookie)))).toEqual([])
  })

  it('the data of public pages, asked for by itself', async () => {
    const asked = pages.filter(({ as }) => !as).map(({ path }) => `${path.split('?')[0]}.data`)
    expect(failures(await answersOf(asked, (path) => get(`${path}?after=${largest}`)))).toEqual([])
  })

  it('desk pages with odd queries', async () => {
    const cookies = new Map<string, string>()
    for (const { as } of pages) if (as && !cookies.has(as)) cookies.set(as, await signIn(as))
    const asked = pages.flatMap(({ path, as }) =>
      as ? [largest, '9223372036854775808'].map((value) => ({ path, as, value })) : [],
    )
    const answers = await answersOf(asked, ({ path, as, value }) =>
      get(`${path.split('?')[0]}?${queriesWith(value)}`, cookies.get(as)),
    )
    expect(failures(answers)).toEqual([])
  })
})

describe('whatever is sent, it is never our failure', () => {
  const names = [
    ...['key', 'body', 'clauseId', 'displayName', 'publishName', 'township', 'contact', 'kind', 'place'],
    ...['publishWords', 'policyId', 'consultationId', 'interpretationId', 'page', 'email', 'password', 'to'],
    ...['confirm', 'reason', 'intent', 'code', 'lang', 'theme', 'elder', 'back'],
    ...['quote', 'authorKind', 'affectedGroup', 'wishEmail', 'attachments', 'words', 'grounds', 'notMine'],
    'sentence',
  ]
  const forms = () => [
    pageNamed('comment-form'),
    pageNamed('concern-form'),
    pageNamed('error-report'),
    pageNamed('receipts'),
    pageNamed('receipt-comment'),
    pageNamed('receipt-concern'),
    pageNamed('desk-sign-in'),
    pageNamed('policy-clause'),
    paths.preferences(),
    paths.desk.signOut(),
    paths.desk.mediaUpload(),
    paths.desk.mediaItem(1),
    paths.desk.interpretationDraft(1),
    '/',
    '/search',
    '/no-such-page',
  ]
  const pageNamed = (name: string) => pages.find((page) => page.name === name)?.path ?? ''

  async function post(path: string, form: FormData | undefined, headers?: HeadersInit): Promise<Answer> {
    const { status } = await handleRequest(path, { form, headers, method: 'POST' })
    return { what: `POST ${path} ${JSON.stringify([...(form?.entries() ?? [])]).slice(0, 120)}`, status }
  }

  const filled = (value: string, proper: Record<string, string> = {}) => {
    const form = new FormData()
    for (const name of names) form.append(name, proper[name] ?? value)
    return form
  }

  it('forms with one odd value in every field', async () => {
    const all = forms().flatMap((path) => oddValues.map((value) => ({ path, form: filled(value) })))
    expect(failures(await answersOf(all, ({ path, form }) => post(path, form)))).toEqual([])
  })

  it('good forms with one odd field', async () => {
    const good = {
      body: '请把电梯补贴的标准写清楚。',
      kind: 'question',
      township: '',
      clauseId: '',
      page: '/',
    }
    const ids = {
      policyId: '',
      consultationId: '',
      interpretationId: '',
      publishName: 'on',
      publishWords: 'on',
    }
    const fields = [
      'body',
      'clauseId',
      'displayName',
      'township',
      'contact',
      'kind',
      'place',
      'policyId',
      'page',
      'quote',
      'authorKind',
      'affectedGroup',
      'wishEmail',
      'attachments',
    ]
    const all = forms()
      .slice(0, 3)
      .flatMap((path) =>
        fields.flatMap((name) =>
          oddValues.map((value, at) => ({
            path,
            form: filled('', {
              ...good,
              ...ids,
              key: `odd-${name}-${at}-${path}`.slice(0, 60),
              [name]: value,
            }),
          })),
        ),
      )
    expect(failures(await answersOf(all, ({ path, form }) => post(path, form)))).toEqual([])
  })

  it('what the holder of a receipt asks for, in odd words', async () => {
    const intents = ['correct', 'appeal', 'tell', 'stop-telling', 'withdraw', 'disown']
    const all = ['receipt-comment', 'receipt-appealed', 'receipt-concern'].flatMap((name) =>
      intents.flatMap((intent) =>
        oddValues.map((value, at) => ({
          path: pageNamed(name),
          form: filled(value, { intent, key: `odd-${intent}-${at}-of-the-${name}`, confirm: 'off' }),
        })),
      ),
    )
    expect(failures(await answersOf(all, ({ path, form }) => post(path, form)))).toEqual([])
  })

  it('fields that come twice, names that mean something to JavaScript, files where words belong', async () => {
    const odd = filled('1')
    for (const name of names) odd.append(name, '2')
    for (const name of ['__proto__', 'constructor', 'toString', 'length', '\0', '']) {
      odd.append(name, 'x')
      odd.append(name, 'y')
    }
    const files = new FormData()
    for (const name of names) files.append(name, new File(['x'], 'x.txt'))
    const all = forms().flatMap((path) => [odd, files].map((form) => ({ path, form })))
    expect(failures(await answersOf(all, ({ path, form }) => post(path, form)))).toEqual([])
  })

  it('a megabyte of names is read in the time of a page', async () => {
    const many = Array.from({ length: 150_000 }, (_, at) => `${at.toString(36)}=`).join('&')
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    for (const path of forms()) {
      const begun = performance.now()
      const { status } = await handleRequest(path, { bytes: Buffer.from(many), headers })
      expect(status, path).toBeLessThan(500)
      expect(performance.now() - begun, path).toBeLessThan(10_000)
    }
  }, 120_000)

  it('bodies that are no form, none at all, or a megabyte', async () => {
    const big = new FormData()
    big.append('body', '长'.repeat(340_000))
    const answers: Answer[] = []
    for (const path of forms()) {
      answers.push(await post(path, undefined))
      answers.push(await post(path, undefined, { 'Content-Type': 'multipart/form-data' }))
      answers.push(await post(path, undefined, { 'Content-Type': 'application/json' }))
      answers.push(await post(path, undefined, { 'Content-Type': 'multipart/form-data; boundary=x' }))
      answers.push(await post(path, big))
    }
    expect(failures(answers)).toEqual([])
  })
})

describe('whatever staff send, it is never our failure', () => {
  it('every form of the desk, with odd numbers and days', { timeout: 120_000 }, async () => {
    const cookies = new Map<string, string>()
    for (const { as } of pages) if (as && !cookies.has(as)) cookies.set(as, await signIn(as))
    const posts = pages.flatMap(({ name, path, as }) =>
      as && !isAgain(name)
        ? intentsOf(name).map((intent, at) => ({ path, as, intent, key: `odd-${at}-${path}` }))
        : [],
    )
    const answers = await answersOf(posts, async ({ path, as, intent, key }) => {
      const odd = { ...all(numbers, largest), ...all(days, '2026-02-30') }
      const form = { ...proper, ...odd, intent, step: intent, key: Buffer.from(key).toString('base64url') }
      const { status } = await handleRequest(path, { cookie: cookies.get(as), form })
      return { what: `POST ${path} ${intent}`, status }
    })
    expect(failures(answers)).toEqual([])
  })
})
