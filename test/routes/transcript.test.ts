import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { closeTranscript, openTranscript, recordSignature } from '~/app/domain/transcripts/transcript.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import {
  aHeldHearing,
  type HeldHearing,
  statementsIn,
  withStatements,
} from '~/test/domain/activities/a-held-hearing'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

const password = '云岭县测试用口令-2026'
const captions = 'WEBVTT\n\n00:00.000 --> 00:01.000\n现在开会。\n'
const sound = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(2_000_000, 7)])

let open: OpenDatabase
let hearing: HeldHearing
let cookie: string

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  open = await freshDatabase()
  hearing = await aHeldHearing(open.db, 'housing')
  const person = {
    name: '田禾',
    email: 'clerk@yunling.example',
    password,
    title: '',
    roles: ['drafter' as const],
  }
  const system = createContext(open.db, { kind: 'system' })
  await createAccount(system, { ...person, departmentId: hearing.county.office.departmentId })
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email: person.email, password } })
  cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
})
afterAll(async () => {
  vi.restoreAllMocks()
  await open.close()
})

const desk = () => paths.desk.transcript(hearing.id)
const mine = () => paths.registrationTranscript(hearing.wang.code)
const plain = async (response: Response) => (await response.text()).replaceAll('<!-- -->', '')
const keyOf = (html: string, intent: string) =>
  new RegExp(`name="key" value="([\\w-]+)"/?><input type="hidden" name="intent" value="${intent}"`).exec(
    html,
  )?.[1] ?? ''
const shown = async (path: string, as?: string) => plain(await handleRequest(path, { cookie: as }))

describe('the clerk writes at the desk', () => {
  it('one statement after the other: the form comes back for the next, on the same part', async () => {
    const html = await shown(desk(), cookie)
    const form = {
      ...{
        key: keyOf(html, 'statement'),
        intent: 'statement',
        statementId: '',
        speaker: `seat-${hearing.wang.id}`,
      },
      ...{ label: '', part: 'statements', clauseId: '', kind: 'opinion', body: '请先建车棚。' },
    }
    const saved = await handleRequest(desk(), { cookie, form })
    expect(saved.status).toBe(303)
    const next = saved.headers.get('Location') ?? ''
    expect(next).toContain('done=saved&part=statements&kind=opinion#statement')
    const again = await shown(next.split('#')[0] ?? '', cookie)
    expect(again).toContain('请先建车棚。')
    expect(again).toMatch(/<option value="statements" selected/)
    expect(again).toMatch(/<select id="speaker"[^>]*autofocus/i)
    // The same form once more is the same statement.
    await handleRequest(desk(), { cookie, form })
    expect(await statementsIn(open.db, hearing.id)).toHaveLength(1)
  })

  it('nothing is lost where something is wrong, and a statement is changed and removed by its number', async () => {
    const html = await shown(desk(), cookie)
    const key = keyOf(html, 'statement')
    const form = {
      key,
      intent: 'statement',
      speaker: 'guest',
      label: '',
      kind: 'opinion',
      body: '要留地方装卸。',
    }
    const refused = await handleRequest(desk(), { cookie, form })
    expect(refused.status).toBe(422)
    const shownAgain = await plain(refused)
    expect(shownAgain).toContain('请写明发言人的身份')
    expect(shownAgain).toContain('要留地方装卸。')
    const saved = await handleRequest(desk(), { cookie, form: { ...form, label: '沿街商户代表' } })
    expect(saved.status).toBe(303)
    const last = (await statementsIn(open.db, hearing.id)).at(-1)
    const editing = await shown(`${desk()}?change=${last?.id}`, cookie)
    expect(editing).toContain('改第 2 段')
    const removed = await handleRequest(desk(), {
      cookie,
      form: { key: `${keyOf(editing, 'statement')}x`, intent: 'statement', act: `remove-${last?.id}` },
    })
    expect(removed.headers.get('Location')).toContain('done=removed')
    expect(await statementsIn(open.db, hearing.id)).toHaveLength(1)
  })

  it('a recording of a megabyte and more comes through the form, with its captions', async () => {
    const form = new FormData()
    const html = await shown(desk(), cookie)
    form.set('key', keyOf(html, 'recording'))
    form.set('intent', 'recording')
    form.set('file', new File([sound], '听证会.mp3', { type: 'audio/mpeg' }))
    const alone = await handleRequest(desk(), { cookie, form })
    expect(alone.status).toBe(422)
    expect(await plain(alone)).toContain('请同时选择字幕')
    form.set('captions', new File([captions], '听证会.vtt', { type: 'text/vtt' }))
    const saved = await handleRequest(desk(), { cookie, form })
    expect(saved.headers.get('Location')).toContain('done=recording')
    const large = new FormData()
    large.set('file', new File([new Uint8Array(53 * 1024 * 1024)], 'zu-gross.mp3'))
    expect((await handleRequest(desk(), { cookie, form: large })).status).toBe(413)
  })
})

describe('the recording is played', () => {
  const ask = (headers: Record<string, string> = {}, method = 'GET') =>
    handleRequest(paths.recording(hearing.id), { headers, method })

  it('whole, in ranges, and by its head', async () => {
    const whole = await ask()
    expect(whole.status).toBe(200)
    expect(whole.headers.get('Accept-Ranges')).toBe('bytes')
    expect(whole.headers.get('Content-Type')).toBe('audio/mpeg')
    expect(Buffer.from(await whole.arrayBuffer()).equals(sound)).toBe(true)
    const part = await ask({ Range: 'bytes=1000000-1999999' })
    expect(part.status).toBe(206)
    expect(part.headers.get('Content-Range')).toBe(`bytes 1000000-1999999/${sound.length}`)
    expect(part.headers.get('Content-Length')).toBe('1000000')
    expect((await part.arrayBuffer()).byteLength).toBe(1_000_000)
    const head = await ask({}, 'HEAD')
    expect(head.status).toBe(200)
    expect(head.headers.get('Content-Length')).toBe(String(sound.length))
    expect(await head.text()).toBe('')
  })

  it('says where a range lies behind the end, and when nothing has changed', async () => {
    const behind = await ask({ Range: `bytes=${sound.length}-` })
    expect(behind.status).toBe(416)
    expect(behind.headers.get('Content-Range')).toBe(`bytes */${sound.length}`)
    const etag = (await ask()).headers.get('ETag') ?? ''
    expect((await ask({ 'If-None-Match': etag })).status).toBe(304)
    expect((await ask({ Range: 'bytes=0-9', 'If-Range': '"another"' })).status).toBe(200)
    expect((await ask({ Range: 'bytes=0-9', 'If-Range': etag })).status).toBe(206)
  })

  it('has its captions beside it, and as words on the page of the hearing', async () => {
    const response = await handleRequest(paths.captions(hearing.id))
    expect(response.headers.get('Content-Type')).toBe('text/vtt; charset=utf-8')
    expect(await response.text()).toBe(captions)
    const html = await shown(paths.activity(hearing.id))
    expect(html).toContain(`<track kind="captions"`)
    expect(html).toContain('字幕全文（1 条）')
    expect((await handleRequest(paths.captions(999_999))).status).toBe(404)
  })
})

describe('on the telephone of a participant', () => {
  beforeAll(async () => {
    await withStatements(hearing)
    await openTranscript(hearing.county.office.as('drafter'), hearing.id)
  })

  it('the own words come first, with three choices, and the page is kept nowhere', async () => {
    const response = await handleRequest(mine())
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
    const html = await plain(response)
    expect(html).not.toContain('<script')
    for (const words of ['您的发言', '确认无误，签字', '有记录不对的地方', '拒绝签字'])
      expect(html).toContain(words)
    expect(html.indexOf('您的发言')).toBeLessThan(html.indexOf('全部记录（'))
    expect((await handleRequest(paths.registrationTranscript('2222-3333-4444'))).status).toBe(404)
  })

  it('a name that is not the registered one is refused beside its field', async () => {
    const html = await shown(mine())
    const form = { key: keyOf(html, 'sign'), intent: 'sign', version: '1', name: '王大明' }
    const response = await handleRequest(mine(), { form })
    expect(response.status).toBe(422)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const again = await plain(response)
    expect(again).toContain('写下的姓名与报名时登记的不一致')
    expect(again).toContain('value="王大明"')
  })

  it('signs, is thanked, and the desk sees it', async () => {
    const html = await shown(mine())
    const form = { key: keyOf(html, 'sign'), intent: 'sign', version: '1', name: '王小明' }
    const response = await handleRequest(mine(), { form })
    expect(response.status).toBe(303)
    const after = await shown(response.headers.get('Location') ?? '')
    expect(after).toContain('签好了，谢谢您。')
    expect(after).toContain('您已经签字确认')
    expect(after).not.toContain('name="name"')
    expect(await shown(desk(), cookie)).toContain('凭报名码在网上签字')
  })

  it('a correction is asked for, and stands at the desk', async () => {
    const path = paths.registrationTranscript(hearing.li.code)
    const html = await shown(path)
    const form = { key: keyOf(html, 'correct'), intent: 'correct', version: '1', words: '第 5 段少了一句。' }
    expect((await handleRequest(path, { form })).headers.get('Location')).toContain('done=corrected')
    expect(await shown(desk(), cookie)).toContain('第 5 段少了一句。')
  })
})

describe('the public', () => {
  it('finds no transcript before it is finished', async () => {
    expect((await handleRequest(paths.transcript(hearing.id))).status).toBe(404)
    expect((await handleRequest(paths.transcriptText(hearing.id))).status).toBe(404)
  })

  it('reads the whole afterwards, by part, with signatures, reasons and a fingerprint that can be computed', async () => {
    const clerk = hearing.county.office.as('drafter')
    await recordSignature(clerk, hearing.li.id, { kind: 'refused', reason: '少了一句。' })
    await closeTranscript(hearing.county.office.as('issuer'), hearing.id)
    const response = await handleRequest(paths.transcript(hearing.id))
    expect(response.status).toBe(200)
    const html = await plain(response)
    for (const words of ['参加人陈述', '王**', '针对第二条', '少了一句。', '没有到场', '正在研究'])
      expect(html).toContain(words)
    expect(html).not.toContain('王小明')
    expect(html).not.toContain(hearing.wang.code)
    const text = await (await handleRequest(paths.transcriptText(hearing.id))).text()
    expect(html).toContain(createHash('sha256').update(text, 'utf8').digest('hex'))
    expect(await shown(paths.activity(hearing.id))).toContain(paths.transcript(hearing.id))
  })
})
