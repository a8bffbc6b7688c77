import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { endOfDay, startOfDay } from '~/app/domain/calendar'
import { publishComments } from '~/app/domain/comments/moderate.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { quotationsOf } from '~/app/domain/interpretation-blocks/clause-links'
import { versionsOf } from '~/app/domain/interpretation-writing/versions.server'
import { interpretationRow } from '~/app/domain/interpretations/facts.server'
import { publishInterpretation, submitInterpretation } from '~/app/domain/interpretations/sign-off.server'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { submitForDiscussion } from '~/app/domain/matters/discussion.server'
import { deskPolicies, deskPolicy, policiesAwaitingInterpretation } from '~/app/domain/policies/desk.server'
import { recordEarlierPolicy } from '~/app/domain/policies/earlier.server'
import { policyFacets } from '~/app/domain/policies/facets.server'
import { listPolicies } from '~/app/domain/policies/list.server'
import { policyPage } from '~/app/domain/policies/page.server'
import { previewPolicy, readCorrected } from '~/app/domain/policies/preview.server'
import { documentNumberFindings, interpretationClock, policyFindings } from '~/app/domain/policies/rules'
import { publishPolicy, reviewPolicy, submitPolicy } from '~/app/domain/policies/sign-off.server'
import { changeValidity } from '~/app/domain/policies/validity.server'
import {
  adoptNewestVersion,
  changePolicyHeader,
  createPolicy,
  policyRow,
} from '~/app/domain/policies/write.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aConsultation, after, during, received, staffAt, systemAt } from '../comments/a-consultation'
import {
  draftPolicy,
  interpretationInput,
  type Office,
  policyInput,
  quote,
  reviewedInterpretation,
  reviewedPolicy,
  signingDay,
} from './a-policy'

let open: OpenDatabase
let office: Office
let other: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'education')
})
afterAll(() => open.close())

async function publishedPolicy(at = signingDay) {
  const draft = await draftPolicy(office, {}, at)
  await reviewedInterpretation(office, draft.policyId, undefined, at)
  await reviewedPolicy(office, draft.policyId, at)
  await publishPolicy(office.as('issuer', at), draft.policyId)
  return draft
}

describe('a policy that finishes a consultation', () => {
  it('is the same text’s next version, keeps the clause ids, and waits for the feedback report (P9, P10)', async () => {
    const consultation = await aConsultation(open.db)
    const { departmentId } = consultation
    const as = (...roles: Role[]) => staffAt(open.db, after, departmentId, ...roles)
    const drafter = await as('drafter')
    const comment = await received(open.db, consultation.id)
    const final = `云岭县路灯管理办法
第一条　为了规范路灯管理，制定本办法。
第二条　路灯由管护单位定期巡查，每月不少于两次。
第三条　县城道路路灯每日18时开启，次日6时关闭；冬季推迟至7时关闭。
第四条　路灯损坏的，管护单位应当在三日内修复。`
    const preview = await previewPolicy(drafter, { consultationId: consultation.id, pasted: final })
    expect(preview.aligned.map(({ label, from }) => [label, from])).toEqual([
      ['第一条', '第一条'],
      ['第二条', null],
      ['第三条', '第二条'],
      ['第四条', '第三条'],
    ])
    const parsed = readCorrected({ title: preview.title, body: preview.body })
    const made = await createPolicy(
      drafter,
      policyInput({ consultationId: consultation.id, departmentId, parsed, needsInterpretation: false }),
    )
    expect(made.textId).toBe(consultation.textId)
    const version = await versionOf(drafter, made.versionId)
    expect(version.number).toBe(2)
    const ids = version.clauses.map((clause) => clause.clauseId)
    expect([ids[0], ids[2], ids[3]]).toEqual(consultation.clauseIds)
    await expect(submitPolicy(drafter, made.policyId)).rejects.toMatchObject({ findings: [{ id: 'P9' }] })

    await publishComments(systemAt(open.db, during), [{ id: comment.id }])
    const issueId = await createIssue(drafter, {
      ...{ consultationId: consultation.id, title: '冬季推迟关灯', summary: '冬天六点天没亮' },
      ...{ clauseIds: consultation.clauseIds.slice(1, 2), commentIds: [comment.id] },
    })
    await decideIssue(drafter, { issueId, decision: 'adopted', reason: '已写入第三条。' })
    await saveReport(drafter, consultation.id, { introduction: '感谢参与。' })
    await publishFeedback(await as('issuer'), consultation.id, { reason: '已核对。' })
    await submitPolicy(drafter, made.policyId)
    await reviewPolicy(await as('reviewer'), made.policyId)
    const { matterId } = await policyRow(drafter, made.policyId)
    await takeStep(drafter, { subject: 'matter', id: matterId ?? 0, kind: 'published' })
    await submitForDiscussion(await as('issuer'), matterId ?? 0)
    await publishPolicy(await as('issuer'), made.policyId)

    const page = await policyPage(createContext(open.db, undefined, after), made.policyId)
    expect(page.margins.get(ids[2] ?? 0)?.decisions).toMatchObject([
      { issueId, title: '冬季推迟关灯', comments: 1 },
    ])
    expect(page.comparison).toEqual({ from: 1, to: 2 })
    expect(page.events.map((event) => event.kind)).toEqual(
      expect.arrayContaining(['consultation', 'feedback', 'signed', 'published', 'effective']),
    )
  })

  it('cannot be drafted from another department’s consultation', async () => {
    const consultation = await aConsultation(open.db)
    const input = policyInput({ consultationId: consultation.id, departmentId: office.departmentId })
    await expect(createPolicy(office.as('drafter', signingDay), input)).rejects.toMatchObject({ status: 403 })
  })
})

describe('the header', () => {
  it('takes a well-made document number and offers the mend of others (D4)', () => {
    expect(documentNumberFindings('岭政办发〔2026〕7号')).toEqual([])
    expect(documentNumberFindings('云岭县人民政府令第3号')).toEqual([])
    for (const written of ['岭政办发[2026]07号', '岭政办发（2026）第7号', '岭政办发【2026】7号']) {
      expect(documentNumberFindings(written)[0]?.message, written).toContain('“岭政办发〔2026〕7号”')
    }
    expect(documentNumberFindings('2026年第7号')[0]).toMatchObject({ id: 'D4', level: 'block' })
  })

  it('is refused with a taken number, with a wrong number, and without a reason for what is not open (D1)', async () => {
    const { departmentId } = office
    const drafter = office.as('drafter', signingDay)
    const input = policyInput({ departmentId })
    await createPolicy(drafter, input)
    await expect(createPolicy(drafter, input)).rejects.toMatchObject({
      status: 422,
      fields: { documentNumber: '这个发文字号已经有文件用了' },
    })
    const wrong = policyInput({ departmentId, documentNumber: '岭政办发[2026]99号' })
    await expect(createPolicy(drafter, wrong)).rejects.toMatchObject({ findings: [{ id: 'D4' }] })
    const secret = policyInput({ departmentId, disclosure: 'withheld' })
    await expect(createPolicy(drafter, secret)).rejects.toMatchObject({
      fields: { disclosureReason: expect.stringContaining('D1') },
    })
  })

  it('is changed by a drafter of the department, and only while it is a draft', async () => {
    const { policyId } = await draftPolicy(office)
    const header = policyInput({ departmentId: office.departmentId, theme: '教育' })
    await changePolicyHeader(office.as('drafter', signingDay), policyId, header)
    expect((await deskPolicy(office.as('reviewer', signingDay), policyId)).policy.theme).toBe('教育')
    await expect(changePolicyHeader(other.as('drafter', signingDay), policyId, header)).rejects.toMatchObject(
      { status: 403 },
    )
    await expect(deskPolicy(other.as('drafter', signingDay), policyId)).rejects.toMatchObject({ status: 403 })
    await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    await expect(
      changePolicyHeader(office.as('drafter', signingDay), policyId, header),
    ).rejects.toMatchObject({ status: 409 })
  })

  it('keeps what is not open off the site (D1)', () => {
    const facts = {
      ...{
        documentNumber: '岭政办发〔2026〕7号',
        disclosure: 'on-request' as const,
        disclosureReason: '涉及商业秘密',
      },
      ...{
        needsInterpretation: false,
        hasPlan: false,
        interpretations: [],
        fromConsultation: false,
        feedbackIsPublished: false,
        discussion: { isSubmitted: false, consultations: [], lastRoundIsTerminated: false },
        attendances: [],
      },
    }
    expect(policyFindings(facts, 'review')).toEqual([])
    expect(policyFindings(facts, 'publish')).toMatchObject([{ id: 'D1', level: 'block' }])
  })
})

describe('the clock of an interpretation (I5)', () => {
  it('counts three working days from the day after the policy', () => {
    const published = new Date('2026-09-17T10:00:00+08:00')
    expect(interpretationClock(published, null, new Date('2026-09-21T23:00:00+08:00'))).toEqual({
      state: 'due',
      dueAt: endOfDay('2026-09-21'),
    })
    expect(interpretationClock(published, null, startOfDay('2026-09-22')).state).toBe('overdue')
    expect(interpretationClock(published, published, startOfDay('2026-12-22')).state).toBe('met')
  })

  it('marks a policy from before the site red until its interpretation is published on its own', async () => {
    const { departmentId } = office
    const publishedAt = new Date('2026-11-02T09:00:00+08:00')
    const input = { ...policyInput({ departmentId }), publishedAt }
    const system = createContext(open.db, { kind: 'system' }, signingDay)
    await expect(recordEarlierPolicy(office.as('drafter', signingDay), input)).rejects.toMatchObject({
      status: 403,
    })
    await expect(
      recordEarlierPolicy(system, { ...input, publishedAt: new Date('2026-11-20') }),
    ).rejects.toMatchObject({ status: 422 })
    const { policyId } = await recordEarlierPolicy(system, input)
    expect((await policyPage(office.citizen(signingDay), policyId)).publishedAt).toEqual(publishedAt)
    const [awaiting] = await policiesAwaitingInterpretation(office.as('drafter', signingDay), {
      departmentId,
    })
    expect(awaiting).toMatchObject({
      id: policyId,
      clock: { state: 'overdue', dueAt: endOfDay('2026-11-05') },
    })
    const row = (await deskPolicies(office.as('drafter', signingDay))).rows.find(({ id }) => id === policyId)
    expect(row?.clock?.state).toBe('overdue')

    const interpretationId = await reviewedInterpretation(office, policyId)
    await publishInterpretation(office.as('issuer', signingDay), interpretationId)
    expect(await policiesAwaitingInterpretation(office.as('drafter', signingDay), { departmentId })).toEqual(
      [],
    )
    expect((await policyPage(office.citizen(signingDay), policyId)).interpretations).toMatchObject([
      { id: interpretationId },
    ])
  })
})

describe('validity (D5)', () => {
  it('is said on the policy’s own page from its day on, with the link to what replaced it', async () => {
    const old = await publishedPolicy()
    const fresh = await publishedPolicy()
    const issuer = office.as('issuer', signingDay)
    const change = {
      policyId: old.policyId,
      validity: 'repealed' as const,
      on: '2026-12-01',
      replacedById: fresh.policyId,
      reason: '新办法施行',
    }
    await expect(changeValidity(office.as('drafter', signingDay), change)).rejects.toMatchObject({
      status: 403,
    })
    await changeValidity(issuer, change)
    expect(
      (await policyPage(office.citizen(new Date('2026-11-30T12:00:00+08:00')), old.policyId)).validity.state,
    ).toBe('valid')
    const later = office.citizen(new Date('2026-12-01T08:00:00+08:00'))
    expect((await policyPage(later, old.policyId)).validity).toMatchObject({
      state: 'repealed',
      replacedBy: { id: fresh.policyId },
    })
    expect((await policyPage(later, fresh.policyId)).replaces).toMatchObject([{ id: old.policyId }])
    expect((await listPolicies(later, { validity: 'repealed' })).rows.map(({ id }) => id)).toEqual([
      old.policyId,
    ])
  })

  it('is refused for a draft, for itself, and with a replacement that nobody can read', async () => {
    const draft = await draftPolicy(office)
    const { policyId } = await publishedPolicy()
    const issuer = office.as('issuer', signingDay)
    const change = { policyId, validity: 'lapsed' as const, on: '2026-12-01', reason: '到期' }
    await expect(changeValidity(issuer, { ...change, policyId: draft.policyId })).rejects.toMatchObject({
      status: 422,
    })
    await expect(changeValidity(issuer, { ...change, replacedById: policyId })).rejects.toMatchObject({
      status: 422,
    })
    await expect(changeValidity(issuer, { ...change, replacedById: draft.policyId })).rejects.toMatchObject({
      status: 422,
    })
  })
})

describe('the public list', () => {
  it('holds what is public, newest first, page by page, and narrows by theme, department and year', async () => {
    await draftPolicy(office, { theme: '草稿主题' })
    const dates = ['2025-03-01', '2025-03-02', '2025-03-03'].map((day) => new Date(`${day}T10:00:00+08:00`))
    const ids: number[] = []
    for (const at of dates) {
      const { policyId } = await draftPolicy(other, { theme: '教育', needsInterpretation: false }, at)
      await reviewedPolicy(other, policyId, at)
      await publishPolicy(other.as('issuer', at), policyId)
      ids.unshift(policyId)
    }
    const reader = office.citizen(signingDay)
    const first = await listPolicies(reader, { theme: '教育', department: 'education', year: 2025, limit: 2 })
    const second = await listPolicies(reader, {
      theme: '教育',
      department: 'education',
      year: 2025,
      limit: 2,
      after: first.next,
    })
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids)
    expect(second.next).toBeNull()
    const facets = await policyFacets(reader)
    expect(facets.themes).toContainEqual({ value: '教育', count: 3 })
    expect(facets.themes.map(({ value }) => value)).not.toContain('草稿主题')
    expect(facets.years).toContainEqual({ value: 2025, count: 3 })
  })
})

describe('a policy whose text was mended after it was drafted', () => {
  it('takes over the newest version while it is a draft, and an outdated quotation then blocks', async () => {
    const { policyId, textId, clauseIds } = await draftPolicy(office)
    const drafter = office.as('drafter', signingDay)
    const { interpretationId } = await saveInterpretation(
      drafter,
      interpretationInput(policyId, [quote(clauseIds[1] ?? 0, '每台电梯补贴二十万元')]),
    )
    await expect(adoptNewestVersion(drafter, policyId)).rejects.toMatchObject({ status: 422 })
    const mended = `云岭县既有住宅加装电梯补贴办法
第一条　为了支持既有住宅加装电梯，制定本办法。
第二条　每台电梯补贴二十二万元，由县财政承担。
第三条　本办法自2026年12月1日起施行。`
    await saveVersion(drafter, { textId, departmentId: office.departmentId, parsed: parseText(mended) })
    expect((await deskPolicy(drafter, policyId)).newerVersion).toBe(2)
    await expect(adoptNewestVersion(other.as('drafter', signingDay), policyId)).rejects.toMatchObject({
      status: 403,
    })
    await adoptNewestVersion(drafter, policyId)
    expect((await deskPolicy(drafter, policyId)).newerVersion).toBeNull()
    await expect(submitInterpretation(drafter, interpretationId)).rejects.toMatchObject({
      findings: [{ id: 'I4' }],
    })
  })

  it('and what quotes a whole clause follows it: its new words, its new number, wherever it stands', async () => {
    const { policyId, textId, clauseIds } = await draftPolicy(office)
    const drafter = office.as('drafter', signingDay)
    const [, second = 0, third = 0] = clauseIds
    const { interpretationId } = await saveInterpretation(
      drafter,
      interpretationInput(policyId, [
        quote(second, '每台电梯补贴二十万元，由县财政承担。'),
        { type: 'paragraph', attrs: { clauses: [third] }, content: [{ type: 'text', text: '年底起施行。' }] },
      ]),
    )
    const mended = `云岭县既有住宅加装电梯补贴办法
第一条　为了支持既有住宅加装电梯，制定本办法。
第二条　本办法所称既有住宅，是指已经建成并住人的楼房。
第三条　每台电梯补贴二十二万元，由县财政承担。
第四条　本办法自2026年12月1日起施行。`
    await saveVersion(drafter, { textId, departmentId: office.departmentId, parsed: parseText(mended) })
    await adoptNewestVersion(drafter, policyId)
    const row = await interpretationRow(drafter, interpretationId)
    expect(quotationsOf(row.document as DocumentNode)).toEqual([
      { clauseId: second, label: '第三条', text: '每台电梯补贴二十二万元，由县财政承担。' },
    ])
    expect(row.html).toContain(`#c-${second}">第三条</a>`)
    expect(row.html).toContain(`#c-${third}">第四条</a>`)
    expect(row.plain).toContain('二十二万元')
    // Who has it open is told, and finds what it said before.
    expect(row.revision).toBe(2)
    expect((await versionsOf(drafter, interpretationId)).map(({ revision }) => revision)).toEqual([2, 1])
    await submitInterpretation(drafter, interpretationId, { reason: '只说补多少。' })
  })
})
