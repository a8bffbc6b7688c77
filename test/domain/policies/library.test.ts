import mammoth from 'mammoth'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeMedia } from '~/app/domain/media/describe.server'
import { readMedia } from '~/app/domain/media/read.server'
import { storeBytes, storeImage } from '~/app/domain/media/store.server'
import {
  attachFile,
  attachmentDesk,
  attachmentsOf,
  detachFile,
} from '~/app/domain/policies/attachments.server'
import { citePolicy } from '~/app/domain/policies/cite-address'
import { policyClausePage } from '~/app/domain/policies/clause-page.server'
import { officialDocument } from '~/app/domain/policies/document.server'
import { policyFacets } from '~/app/domain/policies/facets.server'
import { listPolicies } from '~/app/domain/policies/list.server'
import { policyPage } from '~/app/domain/policies/page.server'
import { publishPolicy, submitPolicy } from '~/app/domain/policies/sign-off.server'
import { changeValidity } from '~/app/domain/policies/validity.server'
import { policyWordFile } from '~/app/domain/policies/word-file.server'
import { createPolicy } from '~/app/domain/policies/write.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { writeRow } from '~/app/domain/texts/source-lines'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { OpenDatabase } from '~/db/client'
import { departments } from '~/db/schema/people'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import {
  draftPolicy,
  type Office,
  policyInput,
  quote,
  reviewedInterpretation,
  reviewedPolicy,
  signingDay,
} from './a-policy'

let open: OpenDatabase
let office: Office
beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
})
afterAll(() => open.close())

const drafter = () => office.as('drafter', signingDay)
const issuer = () => office.as('issuer', signingDay)
const reader = (at = signingDay) => office.citizen(at)
const nextYear = new Date('2027-01-05T10:00:00+08:00')

async function aPublicPolicy(change: Parameters<typeof draftPolicy>[1] = {}) {
  const draft = await draftPolicy(office, change)
  const quoted = change.parsed ? undefined : [quote(draft.clauseIds[1] ?? 0, '每台电梯补贴二十万元')]
  const interpretationId = await reviewedInterpretation(office, draft.policyId, quoted)
  await reviewedPolicy(office, draft.policyId)
  await publishPolicy(issuer(), draft.policyId)
  return { ...draft, interpretationId }
}

async function amended(replacesId: number) {
  const { departmentId } = office
  const parsed = parseText(`云岭县既有住宅加装电梯补贴办法
第一条　为了支持既有住宅加装电梯，制定本办法。
第二条　补贴资金专款专用，每年公布一次使用情况。
第三条　每台电梯补贴二十五万元，由县财政承担。
第四条　本办法自2027年1月1日起施行。`)
  const input = policyInput({ departmentId, replacesId, replacesAs: 'amended', parsed })
  const made = await createPolicy(drafter(), { ...input, effectiveOn: '2027-01-01' })
  await reviewedInterpretation(office, made.policyId)
  await reviewedPolicy(office, made.policyId)
  await publishPolicy(issuer(), made.policyId)
  return made
}

describe('the filters of the policy library', () => {
  it('are combined, and each number says what one finds behind its link', async () => {
    const base = { theme: '教育', kind: 'plan', audience: ['学生', '家长'] }
    const one = await aPublicPolicy(base)
    const two = await aPublicPolicy({ ...base, kind: 'notice', audience: ['家长'] })
    await aPublicPolicy({ theme: '财政、金融、审计', kind: 'plan', audience: ['企业'] })
    await changeValidity(issuer(), {
      policyId: two.policyId,
      validity: 'lapsed',
      on: '2026-11-16',
      reason: '期满',
    })

    const both = { theme: '教育', audience: '家长' }
    expect((await listPolicies(reader(), both)).rows.map(({ id }) => id)).toEqual([
      two.policyId,
      one.policyId,
    ])
    const facets = await policyFacets(reader(), both)
    expect(facets.total).toBe(2)
    expect(facets.kinds).toEqual([
      { value: 'notice', count: 1 },
      { value: 'plan', count: 1 },
    ])
    expect(facets.validities).toEqual([
      { value: 'valid', count: 1 },
      { value: 'lapsed', count: 1 },
    ])
    // Of its own group the others can still be chosen, as far as the rest allows.
    expect(facets.audiences).toEqual([
      { value: '家长', count: 2 },
      { value: '学生', count: 1 },
    ])
    expect(facets.themes).toEqual([{ value: '教育', count: 2 }])
    const narrow = { ...both, validity: 'lapsed' as const, kind: 'notice', year: 2026 }
    expect((await listPolicies(reader(), narrow)).rows.map(({ id }) => id)).toEqual([two.policyId])
    expect((await policyFacets(reader(), narrow)).total).toBe(1)
    expect((await listPolicies(reader(), { ...both, validity: 'valid' })).rows.map(({ id }) => id)).toEqual([
      one.policyId,
    ])
  })
})

describe('the top of a policy (D5)', () => {
  it('says beforehand on which day it is going to lapse, and on that day that it has', async () => {
    const { policyId } = await aPublicPolicy()
    await changeValidity(issuer(), { policyId, validity: 'lapsed', on: '2026-12-31', reason: '有效期届满' })
    expect((await policyPage(reader(), policyId)).validity).toMatchObject({
      state: 'valid',
      coming: { state: 'lapsed', on: '2026-12-31' },
    })
    expect((await policyPage(reader(nextYear), policyId)).validity).toMatchObject({
      state: 'lapsed',
      on: '2026-12-31',
      coming: null,
    })
  })
})

describe('the page of one clause', () => {
  it('has the words, how they are cited, and what explains them', async () => {
    const { policyId, clauseIds, interpretationId } = await aPublicPolicy({
      documentNumber: '岭政办发〔2026〕901号',
    })
    const page = await policyClausePage(reader(), policyId, clauseIds[1] ?? 0)
    expect(page.citation).toBe('《云岭县既有住宅加装电梯补贴办法》（岭政办发〔2026〕901号）第二条')
    expect(page.clauses.map(({ body }) => body)).toEqual(['每台电梯补贴二十万元，由县财政承担。'])
    expect(page.margin.explanations).toMatchObject([{ interpretationId, earlier: null }])
    expect(page.neighbours).toMatchObject({ before: { name: '第一条' }, after: { name: '第三条' } })
    expect(page.wordings).toEqual([])
  })

  it('takes what stands under the clause with it', async () => {
    const parsed = parseText(`云岭县停车办法
第一条　下列车辆免费：
（一）消防车；
（二）救护车。
第二条　本办法自公布之日起施行。`)
    const { policyId, clauseIds } = await aPublicPolicy({ parsed })
    const page = await policyClausePage(reader(), policyId, clauseIds[0] ?? 0)
    expect(page.clauses.map(({ label }) => label)).toEqual(['第一条', '（一）', '（二）'])
    const item = await policyClausePage(reader(), policyId, clauseIds[2] ?? 0)
    expect(item.citation).toMatch(/第一条第（二）项$/)
  })

  it('is not there for a policy that is not public, nor for a clause of another', async () => {
    const draft = await draftPolicy(office)
    const other = await aPublicPolicy()
    const at = (policyId: number, clauseId = 0) => policyClausePage(reader(), policyId, clauseId)
    await expect(at(draft.policyId, draft.clauseIds[0])).rejects.toMatchObject({ status: 404 })
    await expect(at(other.policyId, draft.clauseIds[0])).rejects.toMatchObject({ status: 404 })
  })

  it('shows how the clause read before and reads now, and that the former explanation is of the former words', async () => {
    const former = await aPublicPolicy()
    const later = await amended(former.policyId)
    const clauseId = former.clauseIds[1] ?? 0
    const page = await policyClausePage(reader(nextYear), later.policyId, clauseId)
    expect(page.name).toBe('第三条')
    expect(page.wordings.map(({ name, change, isThis }) => [name, change, isThis])).toEqual([
      ['第二条', 'new', false],
      ['第三条', 'changed', true],
    ])
    const added = page.wordings[1]?.words.filter(({ type }) => type === 'added').map(({ text }) => text)
    expect(added?.join('')).toContain('五')
    expect(page.margin.explanations).toMatchObject([
      { interpretationId: former.interpretationId, earlier: 'changed' },
    ])
    const { margins } = await policyPage(reader(nextYear), later.policyId)
    expect(margins.get(clauseId)?.explanations).toMatchObject([{ earlier: 'changed' }])
    // On the page of the former policy it explains just what stands there.
    const before = await policyPage(reader(nextYear), former.policyId)
    expect(before.margins.get(clauseId)?.explanations).toMatchObject([{ earlier: null }])
    expect(before.interpretations).toMatchObject([{ explainsEarlierText: true }])
    expect(before.validity).toMatchObject({ state: 'amended', replacedBy: { id: later.policyId } })
  })
})

describe('a citation', () => {
  it('sets single marks within the title, so that it has one beginning and one end', () => {
    const policy = { title: '关于印发《停车办法》的通知', documentNumber: '岭政办发〔2026〕5号' }
    expect(citePolicy(policy, '第六条')).toBe('《关于印发〈停车办法〉的通知》（岭政办发〔2026〕5号）第六条')
  })
})

describe('an attachment of a policy', () => {
  it('is chosen from the library while the policy is drafted, and is public with it, not before', async () => {
    const { policyId } = await draftPolicy(office, { needsInterpretation: false })
    const { departmentId } = office
    const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#9cf' } })
      .png()
      .toBuffer()
    const { mediaId, sha256 } = await storeImage(drafter(), { name: '分布图.png', bytes, departmentId })
    const attach = (title: string) => attachFile(drafter(), { policyId, mediaId, title })
    await expect(attach('分布图')).rejects.toMatchObject({ status: 422, fields: { mediaId: /替代文字/ } })
    await describeMedia(drafter(), mediaId, {
      ...{ title: '分布图', alt: '全县停车场的位置', licence: '', source: '', people: '' },
    })
    await attach('停车场分布图')
    await expect(attach('再来一次')).rejects.toMatchObject({ status: 422 })
    const table = new TextEncoder().encode('场所,车位\n人民广场,120\n')
    const csv = await storeBytes(drafter(), { name: '车位.csv', bytes: table, departmentId })
    await attachFile(drafter(), { policyId, mediaId: csv.mediaId, title: '车位表' })
    expect((await attachmentsOf(drafter(), policyId)).map(({ title }) => title)).toEqual([
      '停车场分布图',
      '车位表',
    ])
    expect((await attachmentDesk(drafter(), policyId)).choices).toEqual([])
    await detachFile(drafter(), { policyId, mediaId: csv.mediaId })
    await expect(readMedia(reader(), sha256, '480.webp')).rejects.toMatchObject({ status: 404 })

    await submitPolicy(drafter(), policyId, { reason: '另有安排' })
    const late = detachFile(drafter(), { policyId, mediaId })
    await expect(late).rejects.toMatchObject({ status: 409 })
  })

  it('of a public policy is loaded by anybody; nobody of another department touches it', async () => {
    const { policyId } = await draftPolicy(office, { needsInterpretation: false })
    const { departmentId } = office
    const bytes = await sharp({ create: { width: 310, height: 200, channels: 3, background: '#fc9' } })
      .png()
      .toBuffer()
    const { mediaId, sha256 } = await storeImage(drafter(), { name: '图.png', bytes, departmentId })
    await describeMedia(drafter(), mediaId, { title: '图', alt: '说明', licence: '', source: '', people: '' })
    const stranger = (await makeOffice(open.db, 'education')).as('drafter', signingDay)
    const given = { policyId, mediaId, title: '图' }
    await expect(attachFile(stranger, given)).rejects.toMatchObject({ status: 403 })
    await attachFile(drafter(), given)
    await reviewedPolicy(office, policyId)
    await publishPolicy(issuer(), policyId)
    expect(await readMedia(reader(), sha256, '480.webp')).toMatchObject({ isPublic: true })
    expect((await policyPage(reader(), policyId)).attachments).toMatchObject([{ title: '图', alt: '说明' }])
    expect((await officialDocument(reader(), policyId)).attachments).toEqual(['图'])
  })
})

describe('the Word file of a policy', () => {
  it('is an official document that opens, with every clause and table, the signature before the annex', async () => {
    const parsed = parseText(`云岭县停车收费办法
第一章　总则
第一条　为了规范停车收费，制定本办法。
第二条　收费标准见附件。
云岭县人民政府办公室
2026年11月16日
附件1
收费标准表
小型车每小时二元。
${writeRow(['区域', '首小时'])}
${writeRow(['老城', '三元'])}`)
    expect(parsed.clauses.at(-1)?.table).toHaveLength(2)
    const { policyId, versionId } = await aPublicPolicy({ parsed, documentNumber: '岭政办发〔2026〕902号' })
    const { bytes, name } = await policyWordFile(reader(), policyId)
    expect(name).toBe('云岭县停车收费办法.docx')
    const { value } = await mammoth.extractRawText({ buffer: bytes })
    const lines = value.split('\n').filter(Boolean)
    const order = [
      '文件',
      '岭政办发〔2026〕902号',
      '云岭县停车收费办法',
      '第一章',
      '第一条',
      '2026年11月16日',
      '小型车',
      '首小时',
      '三元',
    ]
    const places = order.map((words) => lines.findIndex((line) => line.includes(words)))
    expect(places.every((place, at) => place > (places[at - 1] ?? -1))).toBe(true)
    const { clauses } = await versionOf(reader(), versionId)
    for (const { body } of clauses) for (const line of body.split('\n')) expect(value).toContain(line)
  })

  it('stands under the head of whoever its number belongs to, not of the department that drafted it', async () => {
    const [root] = await open.db
      .insert(departments)
      .values({ slug: 'county', name: '云岭县人民政府', nameEn: 'County', kind: 'government' })
      .returning({ id: departments.id })
    await open.db.insert(departments).values({
      ...{ slug: 'office', name: '云岭县人民政府办公室', nameEn: 'Office', kind: 'government' },
      parentId: root?.id ?? 0,
    })
    const headOf = async (documentNumber: string) => {
      const { policyId } = await aPublicPolicy({ documentNumber })
      return (await officialDocument(reader(), policyId)).issuer
    }
    expect(await headOf('岭政办发〔2026〕903号')).toBe('云岭县人民政府办公室')
    expect(await headOf('岭政发〔2026〕904号')).toBe('云岭县人民政府')
    expect(await headOf('岭建发〔2026〕905号')).toBe('云岭县housing局')
  })

  it('says itself that the document is not in force any more', async () => {
    const { policyId } = await aPublicPolicy()
    await changeValidity(issuer(), { policyId, validity: 'repealed', on: '2026-12-31', reason: '不再需要' })
    const { value } = await mammoth.extractRawText({
      buffer: (await policyWordFile(reader(nextYear), policyId)).bytes,
    })
    expect(value).toContain('（本文件自2026年12月31日起已废止）')
    const draft = await draftPolicy(office)
    await expect(policyWordFile(reader(), draft.policyId)).rejects.toMatchObject({ status: 404 })
  })
})
