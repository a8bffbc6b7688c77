import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planForm } from '~/app/domain/interpretation-plans/forms'
import {
  deskPlan,
  keepPlan,
  latePlanItems,
  planOf,
  planPrefill,
  takePlanned,
} from '~/app/domain/interpretation-plans/plan.server'
import { planProgress } from '~/app/domain/interpretation-plans/rules'
import type { InterpretationForm } from '~/app/domain/interpretations/types'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { deskPolicy } from '~/app/domain/policies/desk.server'
import {
  publishPolicy,
  returnPolicy,
  reviewPolicy,
  submitPolicy,
} from '~/app/domain/policies/sign-off.server'
import { parseForm } from '~/app/server/forms'
import type { OpenDatabase } from '~/db/client'
import {
  draftPolicy,
  interpretationInput,
  type Office,
  reviewedInterpretation,
  signingDay,
} from '~/test/domain/policies/a-policy'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

let open: OpenDatabase
let office: Office
let other: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'education')
})
afterAll(() => open.close())

const drafter = (now = signingDay) => office.as('drafter', now)
const item = (form: InterpretationForm, dueOn = '2026-11-20', interpretationId: number | null = null) => ({
  ...{ form, dueOn, interpretationId },
  what: `${form} 说清谁能申请`,
  who: '林子衿',
})
const plan = (items = [item('figure'), item('video', '2026-11-25')], revision = 0) => ({
  ...{ interpreterName: '贺明川', interpreterTitle: '县住建局局长', points: '谁能申请、补多少钱' },
  ...{ revision, items },
})

describe('an interpretation plan (I2)', () => {
  it('is written by the drafter of the department, read by it, and changed by nobody else', async () => {
    const { policyId } = await draftPolicy(office)
    await expect(keepPlan(office.as('reviewer', signingDay), policyId, plan())).rejects.toMatchObject({
      status: 403,
    })
    await expect(keepPlan(other.as('drafter', signingDay), policyId, plan())).rejects.toMatchObject({
      status: 403,
    })
    await keepPlan(drafter(), policyId, plan())
    expect(await deskPlan(office.as('reviewer', signingDay), policyId)).toMatchObject({
      plan: { interpreterName: '贺明川', items: [{ state: 'planned' }, { state: 'planned' }] },
      mayEdit: false,
    })
    await expect(deskPlan(other.as('drafter', signingDay), policyId)).rejects.toMatchObject({ status: 403 })
    await expect(deskPlan(office.citizen(signingDay), policyId)).rejects.toMatchObject({ status: 403 })
  })

  it('is missed when the policy is handed in, which then needs a written reason', async () => {
    const { policyId } = await draftPolicy(office)
    await reviewedInterpretation(office, policyId)
    expect((await deskPolicy(drafter(), policyId)).findings).toMatchObject([{ id: 'I2', level: 'warn' }])
    await expect(submitPolicy(drafter(), policyId)).rejects.toThrow('请写明理由')
    await keepPlan(drafter(), policyId, plan())
    expect((await deskPolicy(drafter(), policyId)).findings).toEqual([])
    await submitPolicy(drafter(), policyId)
  })

  it('stays as it is while the policy is signed off, and can be changed after a return', async () => {
    const { policyId } = await draftPolicy(office)
    await reviewedInterpretation(office, policyId)
    await keepPlan(drafter(), policyId, plan())
    await submitPolicy(drafter(), policyId)
    await expect(keepPlan(drafter(), policyId, plan(undefined, 1))).rejects.toMatchObject({ status: 409 })
    await returnPolicy(office.as('reviewer', signingDay), policyId, '请加一个视频')
    await keepPlan(drafter(), policyId, plan(undefined, 1))
    await submitPolicy(drafter(), policyId)
    await reviewPolicy(office.as('reviewer', signingDay), policyId)
    await publishPolicy(office.as('issuer', signingDay), policyId)
    // What is planned for later may still change; the audit keeps what it was.
    await keepPlan(drafter(), policyId, plan(undefined, 2))
  })

  it('loses nothing when two save at once: the second is told', async () => {
    const { policyId } = await draftPolicy(office)
    await keepPlan(drafter(), policyId, plan())
    const outcomes = await Promise.allSettled(
      [1, 2].map((n) => keepPlan(drafter(), policyId, plan([item('text', `2026-12-0${n}`)], 1))),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await planOf(drafter(), policyId))?.revision).toBe(2)
  })

  it('says what is done, what is planned and what is late', async () => {
    const { policyId } = await draftPolicy(office)
    const interpretationId = await reviewedInterpretation(office, policyId)
    await keepPlan(drafter(), policyId, plan())
    await submitPolicy(drafter(), policyId)
    await reviewPolicy(office.as('reviewer', signingDay), policyId)
    await publishPolicy(office.as('issuer', signingDay), policyId)
    const states = async (at: string) =>
      (await planOf(drafter(new Date(at)), policyId))?.items.map(({ state, made }) => [
        state,
        made?.id ?? null,
      ])
    expect(await states('2026-11-25T20:00:00+08:00')).toEqual([
      ['done', interpretationId],
      ['planned', null],
    ])
    expect(await states('2026-11-26T00:00:01+08:00')).toEqual([
      ['done', interpretationId],
      ['late', null],
    ])
    const late = await latePlanItems(drafter(new Date('2026-11-26T08:00:00+08:00')))
    expect(late.filter((one) => one.policyId === policyId)).toMatchObject([
      { form: 'video', dueOn: '2026-11-25' },
    ])
  })

  it('takes an interpretation of the same policy only, and for one item only', async () => {
    const [one, two] = [await draftPolicy(office), await draftPolicy(office)]
    const own = await reviewedInterpretation(office, one.policyId)
    const foreign = await reviewedInterpretation(office, two.policyId)
    const keep = (...ids: number[]) =>
      keepPlan(drafter(), one.policyId, plan(ids.map((id) => item('figure', '2026-11-20', id))))
    await expect(keep(foreign)).rejects.toMatchObject({
      fields: { 'interpretationId-0': expect.any(String) },
    })
    await expect(keep(own, own)).rejects.toMatchObject({
      fields: { 'interpretationId-1': expect.any(String) },
    })
    await keep(own)
  })

  it('fills in a new interpretation of its form, which then is what the item asked for', async () => {
    const { policyId } = await draftPolicy(office)
    await keepPlan(drafter(), policyId, plan([item('figure'), item('figure', '2026-12-01')]))
    expect(await planPrefill(drafter(), policyId, 'figure')).toEqual({
      title: 'figure 说清谁能申请',
      author: '林子衿',
      interpreterName: '贺明川',
      interpreterTitle: '县住建局局长',
    })
    const { interpretationId } = await saveInterpretation(drafter(), interpretationInput(policyId))
    await takePlanned(drafter(), { policyId, form: 'figure', interpretationId })
    expect((await planOf(drafter(), policyId))?.items.map((one) => one.interpretationId)).toEqual([
      interpretationId,
      null,
    ])
  })

  it('prefers a public interpretation for an item, and gives each to one item', () => {
    const made = (id: number, state: 'draft' | 'published' | 'withdrawn') => ({
      ...{ id, state, title: '', form: 'text' as const },
    })
    const items = [1, 2, 3].map((id) => ({ ...item('text'), id }))
    const states = planProgress(
      items,
      [made(7, 'draft'), made(8, 'published'), made(9, 'withdrawn')],
      '2026-11-21',
    )
    expect(states.map((one) => [one.state, one.made?.id])).toEqual([
      ['done', 8],
      ['late', 7],
      ['late', undefined],
    ])
  })

  it('comes as rows of a form: empty ones are left out, half-filled ones are named', () => {
    const form = new FormData()
    const set = (values: Record<string, string>) => {
      for (const [name, value] of Object.entries(values)) form.set(name, value)
    }
    set({ interpreterName: '贺明川', interpreterTitle: '局长', points: '补多少钱', revision: '0' })
    set({ 'form-0': 'video', 'what-0': '', 'who-0': '', 'dueOn-0': '' })
    expect(parseForm(planForm, form)).toMatchObject({ ok: false, fields: { 'what-0': expect.any(String) } })
    set({ 'form-1': 'text', 'what-1': '说清流程', 'who-1': '林子衿', 'dueOn-1': '2026-02-30' })
    expect(parseForm(planForm, form)).toMatchObject({ ok: false, fields: { 'dueOn-1': '请填写公开的日期' } })
    set({ 'dueOn-1': '2026-12-01' })
    expect(parseForm(planForm, form)).toMatchObject({
      ok: true,
      value: { items: [{ form: 'text', what: '说清流程', dueOn: '2026-12-01', interpretationId: null }] },
    })
  })
})
