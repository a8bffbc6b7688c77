import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishInterpretation } from '~/app/domain/interpretations/sign-off.server'
import { deskPolicies, policiesAwaitingInterpretation } from '~/app/domain/policies/desk.server'
import { recordEarlierPolicy } from '~/app/domain/policies/earlier.server'
import { lampsOf } from '~/app/domain/policies/lamps'
import { publicLamps } from '~/app/domain/policies/lamps.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import {
  draftPolicy,
  type Office,
  policyInput,
  reviewedInterpretation,
  reviewedPolicy,
  signingDay,
} from './a-policy'

const day = (n: number) => new Date(Date.UTC(2026, 10, n))
const stepsOn = (...steps: [string, number][]) => steps.map(([kind, n]) => ({ kind, at: day(n) }))
const said = (...lamps: Parameters<typeof lampsOf>) => {
  const { drafted, signedOff, published } = lampsOf(...lamps)
  return [drafted.state, signedOff.state, published.state]
}

describe('the three lamps (I2)', () => {
  const policy = {
    createdAt: day(1),
    steps: stepsOn(['submitted', 5], ['reviewed', 6], ['published', 7]),
  }

  it('are lit where the interpretation kept up, each with both days', () => {
    const steps = stepsOn(['submitted', 5], ['reviewed', 6], ['published', 7])
    expect(said(policy, [{ createdAt: day(2), steps }], null)).toEqual(['on', 'on', 'on'])
    expect(lampsOf(policy, [{ createdAt: day(2), steps }], null).drafted).toEqual({
      state: 'on',
      policyAt: day(1),
      interpretationAt: day(2),
    })
  })

  it('are not reached, or missing, as long as nothing is there', () => {
    expect(said({ ...policy, steps: [] }, [], null)).toEqual(['missing', 'off', 'off'])
    expect(said({ ...policy, steps: stepsOn(['submitted', 5]) }, [], day(3))).toEqual(['on', 'off', 'off'])
    expect(said(policy, [], null)).toEqual(['missing', 'missing', 'missing'])
  })

  it('say late, not done, where the interpretation came after the policy', () => {
    const steps = stepsOn(['submitted', 8], ['reviewed', 9], ['published', 10])
    expect(said(policy, [{ createdAt: day(8), steps }], null)).toEqual(['late', 'late', 'late'])
    expect(said(policy, [{ createdAt: day(8), steps }], day(4))).toEqual(['on', 'late', 'late'])
  })

  it('do not count an interpretation that was withdrawn', () => {
    const steps = stepsOn(['submitted', 5], ['reviewed', 6], ['published', 7], ['withdrawn', 9])
    expect(said(policy, [{ createdAt: day(2), steps }], null)).toEqual(['missing', 'missing', 'missing'])
  })
})

describe('on the pages', () => {
  let open: OpenDatabase
  let office: Office
  beforeAll(async () => {
    open = await freshDatabase()
    office = await makeOffice(open.db)
  })
  afterAll(() => open.close())

  const inList = async (id: number, now = signingDay) =>
    (await deskPolicies(office.as('drafter', now))).rows.find((row) => row.id === id)

  it('stand in the list of the desk and, once the policy is public, on its public page', async () => {
    const { policyId } = await draftPolicy(office)
    expect((await inList(policyId))?.lamps?.drafted.state).toBe('missing')
    await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    expect(await publicLamps(office.citizen(signingDay), policyId)).toBeNull()
    await publishPolicy(office.as('issuer', signingDay), policyId)
    const states = Object.values((await publicLamps(office.citizen(signingDay), policyId)) ?? {})
    expect(states.map(({ state }) => state)).toEqual(['on', 'on', 'on'])
    const plain = await draftPolicy(office, { needsInterpretation: false })
    expect((await inList(plain.policyId))?.lamps).toBeNull()
  })

  it('claim nothing of a policy that was published before the site kept it', async () => {
    const { departmentId } = office
    const system = createContext(open.db, { kind: 'system' }, signingDay)
    const publishedAt = new Date('2026-11-02T09:00:00+08:00')
    const { policyId } = await recordEarlierPolicy(system, { ...policyInput({ departmentId }), publishedAt })
    expect(await publicLamps(office.citizen(signingDay), policyId)).toBeNull()
  })

  it('I5 runs from the day of publication, amber, and is red after the third working day, holidays not counted', async () => {
    const { departmentId } = office
    // The Thursday before the National Day week of 2026: 30 September, and 8 and 9 October are the working days.
    const publishedAt = new Date('2026-09-29T16:00:00+08:00')
    const system = createContext(open.db, { kind: 'system' }, publishedAt)
    const { policyId } = await recordEarlierPolicy(system, { ...policyInput({ departmentId }), publishedAt })
    const clockAt = async (at: string) => (await inList(policyId, new Date(at)))?.clock?.state
    expect(await clockAt('2026-09-29T17:00:00+08:00')).toBe('due')
    expect(await clockAt('2026-10-09T23:59:00+08:00')).toBe('due')
    expect(await clockAt('2026-10-10T00:00:01+08:00')).toBe('overdue')
    const awaiting = () => policiesAwaitingInterpretation(office.as('drafter', signingDay), { departmentId })
    expect((await awaiting()).map(({ id }) => id)).toContain(policyId)
    const interpretationId = await reviewedInterpretation(office, policyId)
    await publishInterpretation(office.as('issuer', signingDay), interpretationId)
    expect((await awaiting()).map(({ id }) => id)).not.toContain(policyId)
    expect((await inList(policyId))?.clock).toBeNull()
  })
})
