import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskPolicy } from '~/app/domain/policies/desk.server'
import { settleDisclosure } from '~/app/domain/policies/disclosure.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { draftPolicy, type Office, reviewedInterpretation, reviewedPolicy, signingDay } from './a-policy'

let open: OpenDatabase
let office: Office
let county: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  county = await makeOffice(open.db, 'county')
})
afterAll(() => open.close())

describe('the disclosure attribute (D1)', () => {
  it('is settled by the disclosure officer for every department, with a reason where it is not open', async () => {
    const { policyId } = await draftPolicy(office)
    const officer = county.as('disclosure-officer', signingDay)
    const withheld = { disclosure: 'withheld' as const, disclosureReason: '' }
    await expect(settleDisclosure(officer, policyId, withheld)).rejects.toMatchObject({ status: 422 })
    await settleDisclosure(officer, policyId, {
      disclosure: 'on-request',
      disclosureReason: '涉及内部工作流程',
    })
    const page = await deskPolicy(officer, policyId)
    expect(page.policy).toMatchObject({ disclosure: 'on-request', disclosureReason: '涉及内部工作流程' })
    expect(page.maySettleDisclosure).toBe(true)
  })

  it('is nobody else’s', async () => {
    const { policyId } = await draftPolicy(office)
    const settled = settleDisclosure(county.as('issuer'), policyId, {
      disclosure: 'open',
      disclosureReason: '',
    })
    await expect(settled).rejects.toMatchObject({ status: 403 })
  })

  it('keeps a policy that is not open from being published, and stays as it is once it is public', async () => {
    const { policyId } = await draftPolicy(office)
    await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    const officer = county.as('disclosure-officer', signingDay)
    await settleDisclosure(officer, policyId, { disclosure: 'withheld', disclosureReason: '属于过程性信息' })
    await expect(publishPolicy(office.as('issuer', signingDay), policyId)).rejects.toMatchObject({
      status: 422,
    })
    await settleDisclosure(officer, policyId, { disclosure: 'open', disclosureReason: '' })
    await publishPolicy(office.as('issuer', signingDay), policyId)
    const late = settleDisclosure(officer, policyId, { disclosure: 'withheld', disclosureReason: '补充' })
    await expect(late).rejects.toMatchObject({ status: 409 })
  })
})
