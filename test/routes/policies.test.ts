import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import { changeValidity } from '~/app/domain/policies/validity.server'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import {
  draftPolicy,
  type Office,
  paragraph,
  quote,
  reviewedInterpretation,
  reviewedPolicy,
} from '~/test/domain/policies/a-policy'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let office: Office

const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000)
const today = yesterday.toISOString().slice(0, 10)

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
})
afterAll(() => open.close())

async function signIn(...roles: Role[]): Promise<string> {
  const email = `${randomUUID()}@yunling.example`
  const password = 'a password for the tests 2026'
  const { departmentId } = office
  await createAccount(createContext(open.db, { kind: 'system' }), {
    name: '田禾',
    email,
    password,
    title: '',
    departmentId,
    roles,
  })
  const response = await handleRequest('/desk/sign-in', { form: { email, password } })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function aReviewedPolicy() {
  const draft = await draftPolicy(office, {}, yesterday)
  const second = draft.clauseIds[1] ?? 0
  const content = [quote(second, '每台电梯补贴二十万元'), paragraph('钱由县里出，居民不用垫付。')]
  const interpretationId = await reviewedInterpretation(office, draft.policyId, content, yesterday)
  await reviewedPolicy(office, draft.policyId, yesterday)
  return { ...draft, second, interpretationId }
}

const page = async (path: string, cookie?: string) => {
  const response = await handleRequest(path, cookie ? { cookie } : {})
  return { status: response.status, html: await response.text(), headers: response.headers }
}

describe('the page of a policy', () => {
  it('is not there before the policy is public, and then shows beside each clause what explains it', async () => {
    const { policyId, interpretationId, second } = await aReviewedPolicy()
    const issuer = await signIn('issuer')
    expect((await page(`/policies/${policyId}`)).status).toBe(404)
    expect((await page(`/interpretations/${interpretationId}`)).status).toBe(404)
    expect((await page('/policies')).html).not.toContain(`/policies/${policyId}"`)

    const posted = await handleRequest(`/desk/policies/${policyId}`, {
      cookie: issuer,
      form: { intent: 'published' },
    })
    expect([posted.status, posted.headers.get('location')]).toEqual([303, `/desk/policies/${policyId}`])
    const shown = await page(`/policies/${policyId}`)
    expect(shown.status).toBe(200)
    expect(shown.html).toContain(`id="c-${second}"`)
    const anchor = new RegExp(`/interpretations/${interpretationId}#(b-[0-9a-f]+)`).exec(shown.html)?.[1]
    expect(shown.html).toContain('钱由县里出，居民不用垫付。')
    expect(shown.html).toContain(`/concerns/new?clause=${second}`)
    expect(shown.html).toMatch(/<meta name="ArticleTitle" content="云岭县既有住宅加装电梯补贴办法"/)
    expect(shown.html).not.toContain('<script')

    const explained = await page(`/interpretations/${interpretationId}`)
    expect(explained.html).toContain(`id="${anchor}"`)
    expect(explained.html).toContain(`href="/policies/${policyId}#c-${second}"`)
    expect(explained.html).not.toContain('<script')
    expect((await page('/policies')).html).toContain(`/policies/${policyId}"`)
    expect((await page('/interpretations')).html).toContain(`/interpretations/${interpretationId}"`)
  })

  it('says on top that the policy is not in force any more, and what took its place (D5)', async () => {
    const [old, fresh] = [await aReviewedPolicy(), await aReviewedPolicy()]
    const issuer = office.as('issuer', yesterday)
    await publishPolicy(issuer, old.policyId)
    await publishPolicy(issuer, fresh.policyId)
    await changeValidity(issuer, {
      policyId: old.policyId,
      validity: 'repealed',
      on: today,
      replacedById: fresh.policyId,
      reason: '新办法施行',
    })
    const { html } = await page(`/policies/${old.policyId}`)
    expect(html).toContain('本文件已废止')
    expect(html).toContain(`href="/policies/${fresh.policyId}"`)
  })

  it('cites each clause under an address of its own, with a code to scan, and is printed and saved as a document', async () => {
    const { policyId, second } = await aReviewedPolicy()
    const address = `/policies/${policyId}/clauses/${second}`
    for (const path of [address, `/policies/${policyId}/document`, `/policies/${policyId}/document.docx`])
      expect((await page(path)).status, path).toBe(404)
    await publishPolicy(office.as('issuer', yesterday), policyId)
    expect((await page(`/policies/${policyId}`)).html).toContain(`href="${address}"`)

    const clause = await page(address)
    expect(clause.html).toMatch(
      /readOnly=""[^>]*>《云岭县既有住宅加装电梯补贴办法》（岭政办发〔2026〕\d+号）第二条</i,
    )
    expect(clause.html).toContain(`>http://gongyi.test${address}</textarea>`)
    expect(clause.html).toContain('每台电梯补贴二十万元')
    expect(clause.html).toContain('<svg class="qr-code"')
    expect(clause.html.match(/<script/g)).toHaveLength(1)

    const official = await page(`/policies/${policyId}/document`)
    expect(official.html).toContain('class="official-head"')
    expect(official.html).toContain('2026年11月16日')
    const word = await handleRequest(`/policies/${policyId}/document.docx`)
    expect(word.headers.get('content-disposition')).toContain("filename*=UTF-8''%E4%BA%91%E5%B2%AD")
    expect(
      Buffer.from(await word.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  it('is found by several filters at once, and each of them can be taken away again', async () => {
    const { policyId } = await aReviewedPolicy()
    await publishPolicy(office.as('issuer', yesterday), policyId)
    const query = new URLSearchParams({ theme: '城乡建设', audience: '老旧小区居民', validity: 'valid' })
    const { html } = await page(`/policies?${query}`)
    expect(html).toContain(`/policies/${policyId}"`)
    expect(html).toContain('aria-label="去掉“老旧小区居民”"')
    expect((await page('/policies?audience=%E5%86%9C%E6%B0%91')).html).toContain('没有符合条件的政策')
  })

  it('that has a wrong address is a page that says so', async () => {
    for (const path of [
      '/policies/0',
      '/policies/abc',
      '/policies/1/clauses/x',
      '/policies/1/clauses/99999',
      '/policies/99999999',
      '/interpretations/1e3',
    ])
      expect((await page(path)).status, path).toBe(404)
    for (const query of ['?after=x', '?year=99999', '?validity=x', '?after=99999999999999_1'])
      expect((await page(`/policies${query}`)).status, query).toBe(200)
  })
})

describe('a picture', () => {
  it('is uploaded at the desk, and has no public address until an interpretation that shows it is public', async () => {
    const drafter = await signIn('drafter')
    const form = new FormData()
    const bytes = await sharp({ create: { width: 500, height: 250, channels: 3, background: '#268' } })
      .png()
      .toBuffer()
    form.set('file', new Blob([new Uint8Array(bytes)]), '图.png')
    expect((await handleRequest('/desk/media/upload', { form })).status).toBe(403)
    expect(
      (await handleRequest('/desk/media/upload', { form, cookie: drafter, origin: 'https://evil.example' }))
        .status,
    ).toBe(403)
    const uploaded = await handleRequest('/desk/media/upload', { form, cookie: drafter })
    const { sha256 } = (await uploaded.json()) as { sha256: string }
    const address = `/media/${sha256}/480.webp`
    expect((await handleRequest(address)).status).toBe(404)
    const own = await handleRequest(address, { cookie: drafter })
    expect([own.status, own.headers.get('content-type'), own.headers.get('cache-control')]).toEqual([
      200,
      'image/webp',
      'private, no-store',
    ])

    const { policyId } = await draftPolicy(office, {}, yesterday)
    await reviewedInterpretation(
      office,
      policyId,
      [{ type: 'image', attrs: { sha: sha256, alt: '流程', caption: '' } }],
      yesterday,
    )
    await reviewedPolicy(office, policyId, yesterday)
    expect((await handleRequest(address)).status).toBe(404)
    await publishPolicy(office.as('issuer', yesterday), policyId)
    const shown = await handleRequest(address)
    expect(shown.status).toBe(200)
    expect(shown.headers.get('cache-control')).toContain('immutable')
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    const again = await handleRequest(address, {
      headers: { 'If-None-Match': shown.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
  })
})

describe('at the desk', () => {
  it('a refused step says which rule stands against it, and nothing changes (I2)', async () => {
    const drafter = await signIn('drafter')
    const { policyId } = await draftPolicy(office, {}, yesterday)
    const refused = await handleRequest(`/desk/policies/${policyId}`, {
      cookie: drafter,
      form: { intent: 'submitted' },
    })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('请先起草解读')
    const notAllowed = await handleRequest(`/desk/policies/${policyId}`, {
      cookie: drafter,
      form: { intent: 'published' },
    })
    expect(notAllowed.status).toBe(403)
  })

  it('a policy is drafted from pasted text: preview first, then saved as corrected', async () => {
    const drafter = await signIn('drafter')
    const pasted =
      '云岭县路灯管理办法\n岭政办发[2026]07号\n第一条　为了规范路灯管理，制定本办法。\n第二条　路灯损坏的，三日内修复。'
    const preview = await handleRequest('/desk/policies/new', {
      cookie: drafter,
      form: { intent: 'preview', pasted },
    })
    const html = await preview.text()
    expect(html).toContain('value="岭政办发〔2026〕7号"')
    expect(html).toContain('第二条')
    const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const fields = {
      key,
      ...{
        intent: 'create',
        title: '云岭县路灯管理办法',
        body: '第一条 为了规范路灯管理，制定本办法。\n第二条 路灯损坏的，二日内修复。',
      },
      ...{
        documentNumber: '岭政办发〔2026〕707号',
        indexNumber: 'YL-707',
        theme: '城乡建设',
        kind: 'normative',
        audience: '居民、企业',
      },
      ...{
        signedOn: '2026-11-20',
        effectiveOn: '2026-12-01',
        disclosure: 'open',
        disclosureReason: '',
        needsInterpretation: 'on',
      },
    }
    const wrong = await handleRequest('/desk/policies/new', {
      cookie: drafter,
      form: { ...fields, indexNumber: '' },
    })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('二日内修复')
    const created = await handleRequest('/desk/policies/new', { cookie: drafter, form: fields })
    expect(created.status).toBe(303)
    const twice = await handleRequest('/desk/policies/new', { cookie: drafter, form: fields })
    expect(twice.headers.get('location')).toBe(created.headers.get('location'))
    const kept = await page(created.headers.get('location') ?? '', drafter)
    expect(kept.html).toContain('云岭县路灯管理办法')
  })

  it('an interpretation begins with a short form, and the second of two editors gets both texts', async () => {
    const drafter = await signIn('drafter')
    const { policyId } = await draftPolicy(office, {}, yesterday)
    const fields = {
      title: '解读',
      form: 'questions',
      author: '田禾',
      interpreterName: '贺明川',
      interpreterTitle: '局长',
    }
    const key = randomUUID()
    const begin = (form: Record<string, string>) =>
      handleRequest(`/desk/interpretations/new?policy=${policyId}`, {
        cookie: drafter,
        form: { ...fields, key, ...form },
      })
    const first = await begin({})
    expect(first.status).toBe(303)
    expect((await begin({})).headers.get('location')).toBe(first.headers.get('location'))
    expect((await begin({ title: '另一篇' })).status).toBe(409)
    expect((await begin({ key: randomUUID(), title: ' ' })).status).toBe(422)

    const own = first.headers.get('location') ?? ''
    const documentOf = (text: string) => JSON.stringify({ type: 'doc', content: [paragraph(text)] })
    const save = (form: Record<string, string>) =>
      handleRequest(own, { cookie: drafter, form: { intent: 'save', ...fields, ...form } })
    expect((await save({ revision: '1', document: documentOf('甲的改动') })).status).toBe(303)
    const lost = await save({ revision: '1', document: documentOf('乙的改动') })
    expect(lost.status).toBe(409)
    const html = await lost.text()
    expect(html).toContain('乙的改动')
    expect(html).toContain('甲的改动')
    expect(html).toContain('name="revision" value="2"')
    const theirs = await save({ intent: 'theirs', revision: '2', document: documentOf('乙的改动') })
    expect(theirs.status).toBe(303)
    const versions = await page(`${own}/versions?from=3&to=4`, drafter)
    expect(versions.html).toContain('乙的改动')
    expect(versions.html).toContain('甲的改动')
    const hostile = await save({ revision: '4', document: '{"type":"doc","content":[{"type":"iframe"}]}' })
    expect(hostile.status).toBe(422)

    const tell = (body: string, cookie = drafter) =>
      handleRequest(`${own}/draft`, {
        cookie,
        bytes: Buffer.from(body),
        headers: { 'Content-Type': 'application/json' },
      })
    const kept = await tell(`{"document":${documentOf('没有保存的话')},"revision":4}`)
    expect(await kept.json()).toMatchObject({ revision: 4, others: [] })
    expect((await page(own, drafter)).html).toContain('没有保存的话')
    expect((await tell('{')).status).toBe(422)
    expect((await tell('{"document":null,"revision":4}', '')).status).toBe(403)
    await save({ intent: 'discard' })
    expect((await page(own, drafter)).html).not.toContain('没有保存的话')

    const said = await save({ intent: 'remark', key: randomUUID(), body: '标题再短些' })
    expect(said.status).toBe(303)
    expect((await save({ intent: 'remark', key: randomUUID(), body: ' ' })).status).toBe(422)
    expect((await page(own, drafter)).html).toContain('标题再短些')
    expect((await save({ intent: 'submitted', reason: '先送审' })).status).toBe(422)
  })
})
