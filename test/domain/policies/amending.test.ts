import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeBytes } from '~/app/domain/media/store.server'
import { attachFile, attachmentsOf } from '~/app/domain/policies/attachments.server'
import { deskPolicy } from '~/app/domain/policies/desk.server'
import { policyPage } from '~/app/domain/policies/page.server'
import { previewPolicy, readCorrected } from '~/app/domain/policies/preview.server'
import { publishPolicy, withdrawPolicy } from '~/app/domain/policies/sign-off.server'
import { createPolicy } from '~/app/domain/policies/write.server'
import { publishDue } from '~/app/domain/publishing/due.server'
import { schedulePublishing } from '~/app/domain/publishing/schedule.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
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
let other: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'education')
})
afterAll(() => open.close())

const drafter = () => office.as('drafter', signingDay)
const issuer = () => office.as('issuer', signingDay)
const nextYear = new Date('2027-01-05T10:00:00+08:00')

const amendedText = `云岭县既有住宅加装电梯补贴办法
第一条　为了支持既有住宅加装电梯，制定本办法。
第二条　补贴资金专款专用，每年公布一次使用情况。
第三条　每台电梯补贴二十五万元，由县财政承担。
第四条　本办法自2027年1月1日起施行。`

async function aPublicPolicy(prepare?: (policyId: number) => Promise<void>) {
  const draft = await draftPolicy(office)
  await prepare?.(draft.policyId)
  await reviewedInterpretation(office, draft.policyId, [
    quote(draft.clauseIds[1] ?? 0, '每台电梯补贴二十万元'),
  ])
  await reviewedPolicy(office, draft.policyId)
  await publishPolicy(issuer(), draft.policyId)
  return draft
}

async function anAmendment(replacesId: number, replacesAs: 'amended' | 'repealed' = 'amended') {
  const { departmentId } = office
  const made = await createPolicy(
    drafter(),
    policyInput({
      ...{ departmentId, replacesId, replacesAs, parsed: parseText(amendedText) },
      effectiveOn: '2027-01-01',
    }),
  )
  const { clauses, number } = await versionOf(drafter(), made.versionId)
  return { ...made, number, clauseIds: clauses.map(({ clauseId }) => clauseId) }
}

async function signedOff(policyId: number) {
  await reviewedInterpretation(office, policyId)
  await reviewedPolicy(office, policyId)
}

const publicPage = (id: number, at: Date) => policyPage(office.citizen(at), id)

describe('a later version of a public policy', () => {
  it('goes on with the same text, and each clause that it keeps is the same clause', async () => {
    const former = await aPublicPolicy()
    const preview = await previewPolicy(drafter(), { replacesId: former.policyId, pasted: amendedText })
    expect(preview.aligned.map(({ label, from }) => [label, from])).toEqual([
      ['第一条', '第一条'],
      ['第二条', null],
      ['第三条', '第二条'],
      ['第四条', '第三条'],
    ])
    const later = await anAmendment(former.policyId)
    expect([later.textId, later.number]).toEqual([former.textId, 2])
    const [first, added, ...rest] = later.clauseIds
    expect([first, ...rest]).toEqual(former.clauseIds)
    expect(former.clauseIds).not.toContain(added)
  })

  it('begins with the present words where nothing else is given, clause for clause the same', async () => {
    const former = await aPublicPolicy()
    const preview = await previewPolicy(drafter(), { replacesId: former.policyId })
    expect(preview.aligned.every(({ isSameNumber }) => isSameNumber)).toBe(true)
    expect(preview.dropped).toEqual([])
    expect(readCorrected(preview).clauses).toHaveLength(former.clauseIds.length)
  })

  it('is compared with the policy that it amends, not with what was tried in the text since', async () => {
    const former = await aPublicPolicy()
    await saveVersion(drafter(), {
      ...{ textId: former.textId, departmentId: office.departmentId },
      parsed: parseText('云岭县既有住宅加装电梯补贴办法\n第一条　另起炉灶，全部重写。'),
    })
    const later = await anAmendment(former.policyId)
    expect(later.clauseIds.filter((id) => former.clauseIds.includes(id))).toHaveLength(3)
  })

  it('takes the attachments of the one that it amends along, and none of one that it repeals', async () => {
    const bytes = new TextEncoder().encode('街道,电梯\n城关,12\n')
    const { departmentId } = office
    const { mediaId } = await storeBytes(drafter(), { name: '电梯数.csv', bytes, departmentId })
    const carriedBy = async (as: 'amended' | 'repealed') => {
      const former = await aPublicPolicy((policyId) =>
        attachFile(drafter(), { policyId, mediaId, title: '各街道电梯数' }),
      )
      return attachmentsOf(drafter(), (await anAmendment(former.policyId, as)).policyId)
    }
    expect(await carriedBy('amended')).toMatchObject([{ mediaId, title: '各街道电梯数' }])
    expect(await carriedBy('repealed')).toEqual([])
  })

  it('makes the former one say so from the day it takes effect, in the moment in which it is published (D5)', async () => {
    const former = await aPublicPolicy()
    const later = await anAmendment(former.policyId)
    await signedOff(later.policyId)
    expect((await publicPage(former.policyId, nextYear)).validity.state).toBe('valid')
    await publishPolicy(issuer(), later.policyId)
    const lastDay = new Date('2026-12-31T20:00:00+08:00')
    expect((await publicPage(former.policyId, lastDay)).validity.state).toBe('valid')
    expect((await publicPage(former.policyId, nextYear)).validity).toMatchObject({
      ...{ state: 'amended', on: '2027-01-01', replacedBy: { id: later.policyId } },
      reason: expect.stringContaining('修改'),
    })
    expect((await publicPage(later.policyId, nextYear)).replaces).toMatchObject([{ id: former.policyId }])
  })

  it('does the same when it is published by itself at its moment, and says repealed where it replaces', async () => {
    const former = await aPublicPolicy()
    const later = await anAmendment(former.policyId, 'repealed')
    await signedOff(later.policyId)
    await schedulePublishing(issuer(), 'policy', later.policyId, new Date(signingDay.getTime() + 60_000))
    const at = new Date(signingDay.getTime() + 120_000)
    expect(await publishDue(createContext(open.db, { kind: 'system' }, at))).toMatchObject([
      { outcome: 'published' },
    ])
    expect((await publicPage(former.policyId, nextYear)).validity).toMatchObject({
      state: 'repealed',
      replacedBy: { id: later.policyId },
    })
  })

  it('that is withdrawn leaves the former one in force again', async () => {
    const former = await aPublicPolicy()
    const later = await anAmendment(former.policyId)
    await signedOff(later.policyId)
    await publishPolicy(issuer(), later.policyId)
    await withdrawPolicy(issuer(), later.policyId, '公布错了版本')
    expect((await publicPage(former.policyId, nextYear)).validity.state).toBe('valid')
    expect((await deskPolicy(drafter(), former.policyId)).mayAmend).toBe(true)
  })

  it('is one at a time, of the own department, and of what is public', async () => {
    const former = await aPublicPolicy()
    const draft = await draftPolicy(office)
    await expect(anAmendment(draft.policyId)).rejects.toMatchObject({ status: 422 })
    await expect(
      createPolicy(
        other.as('drafter', signingDay),
        policyInput({ departmentId: other.departmentId, replacesId: former.policyId, replacesAs: 'amended' }),
      ),
    ).rejects.toMatchObject({ status: 403 })
    expect((await deskPolicy(drafter(), former.policyId)).mayAmend).toBe(true)
    const later = await anAmendment(former.policyId)
    await expect(anAmendment(former.policyId)).rejects.toThrow('正在起草')
    const page = await deskPolicy(drafter(), former.policyId)
    expect([page.mayAmend, page.later]).toMatchObject([false, [{ id: later.policyId, state: 'draft' }]])
    expect((await deskPolicy(drafter(), later.policyId)).former).toMatchObject({ id: former.policyId })
    await signedOff(later.policyId)
    await publishPolicy(issuer(), later.policyId)
    await expect(anAmendment(former.policyId)).rejects.toThrow('请在那一份上修改')
  })
})
