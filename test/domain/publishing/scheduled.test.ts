import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { interpretationPage } from '~/app/domain/interpretations/page.server'
import { publishInterpretation } from '~/app/domain/interpretations/sign-off.server'
import { settleDisclosure } from '~/app/domain/policies/disclosure.server'
import { policyPage } from '~/app/domain/policies/page.server'
import { publishPolicy, returnPolicy, withdrawPolicy } from '~/app/domain/policies/sign-off.server'
import { publishDue } from '~/app/domain/publishing/due.server'
import { cancelPublishing, scheduleOf, schedulePublishing } from '~/app/domain/publishing/schedule.server'
import { publishingTasks } from '~/app/domain/publishing/tasks.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit, scheduledPublishings } from '~/db/schema/audit'
import { accountDeactivations, accountRoles } from '~/db/schema/people'
import {
  draftPolicy,
  type Office,
  reviewedInterpretation,
  reviewedPolicy,
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

const later = (minutes: number) => new Date(signingDay.getTime() + minutes * 60_000)
const moment = later(60)
const issuer = (now = signingDay) => office.as('issuer', now)
const system = (now: Date) => createContext(open.db, { kind: 'system' }, now)
const publicAt = (id: number, now: Date) => policyPage(office.citizen(now), id)

async function aReviewedPolicy(from = office) {
  const draft = await draftPolicy(from)
  const interpretationId = await reviewedInterpretation(from, draft.policyId)
  await reviewedPolicy(from, draft.policyId)
  return { ...draft, interpretationId }
}

async function shown(id: number, now = signingDay) {
  const state =
    (await stepsOf(issuer(now), 'policy', id)).at(-1)?.kind === 'published' ? 'published' : 'reviewed'
  return scheduleOf(issuer(now), 'policy', { id, departmentId: office.departmentId, state })
}

describe('a policy that is signed off', () => {
  it('becomes public at its moment with its interpretation, not before, and its date is the true one', async () => {
    const { policyId, interpretationId } = await aReviewedPolicy()
    await schedulePublishing(issuer(), 'policy', policyId, moment)
    expect((await shown(policyId)).waiting).toMatchObject({ at: moment, by: 'housing issuer' })

    expect(await publishDue(system(later(59)))).toEqual([])
    await expect(publicAt(policyId, later(59))).rejects.toMatchObject({ status: 404 })

    const done = later(61)
    expect(await publishDue(system(done))).toEqual([
      { subject: 'policy', id: policyId, outcome: 'published' },
    ])
    expect((await publicAt(policyId, done)).publishedAt).toEqual(done)
    expect((await interpretationPage(office.citizen(done), interpretationId)).publishedAt).toEqual(done)
    expect((await stepsOf(issuer(done), 'policy', policyId)).at(-1)).toMatchObject({
      kind: 'published',
      accountName: 'housing issuer',
    })
    expect(await publishDue(system(later(62)))).toEqual([])
    expect(await publishingTasks(issuer(later(62)))).toEqual([])
  })

  it('has its moment set by the issuer of its department, for the future, and only when it is reviewed', async () => {
    const { policyId } = await aReviewedPolicy()
    const set = (ctx: Parameters<typeof schedulePublishing>[0], at = moment) =>
      schedulePublishing(ctx, 'policy', policyId, at)
    await expect(set(office.as('drafter', signingDay))).rejects.toMatchObject({ status: 403 })
    await expect(set(other.as('issuer', signingDay))).rejects.toMatchObject({ status: 403 })
    await expect(set(office.citizen(signingDay))).rejects.toMatchObject({ status: 403 })
    await expect(set(issuer(), signingDay)).rejects.toMatchObject({
      fields: { publishAt: expect.any(String) },
    })
    await expect(set(issuer(), later(400 * 24 * 60))).rejects.toMatchObject({ status: 422 })
    const draft = await draftPolicy(office)
    await expect(schedulePublishing(issuer(), 'policy', draft.policyId, moment)).rejects.toMatchObject({
      status: 409,
    })
  })

  it('keeps one moment at a time: a new one takes the place of the old, and it can be cancelled', async () => {
    const { policyId } = await aReviewedPolicy()
    await schedulePublishing(issuer(), 'policy', policyId, moment)
    await schedulePublishing(issuer(later(1)), 'policy', policyId, later(120))
    expect(await publishDue(system(later(61)))).toEqual([])
    expect((await shown(policyId)).waiting?.at).toEqual(later(120))
    await expect(cancelPublishing(office.as('drafter', later(90)), 'policy', policyId)).rejects.toMatchObject(
      {
        status: 403,
      },
    )
    await cancelPublishing(issuer(later(90)), 'policy', policyId)
    expect(await publishDue(system(later(121)))).toEqual([])
    expect((await shown(policyId)).waiting).toBeNull()
    await expect(cancelPublishing(issuer(later(122)), 'policy', policyId)).rejects.toMatchObject({
      status: 409,
    })
    const entries = await open.db
      .select()
      .from(audit)
      .where(eq(audit.subjectId, String(policyId)))
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['policy.publishing-scheduled', 'policy.publishing-cancelled']),
    )
  })

  it('waits for no moment any more once it was returned, or published by hand', async () => {
    const [returned, byHand] = [await aReviewedPolicy(), await aReviewedPolicy()]
    for (const { policyId } of [returned, byHand])
      await schedulePublishing(issuer(), 'policy', policyId, moment)
    await returnPolicy(issuer(later(10)), returned.policyId, '第二条金额有误')
    await publishPolicy(issuer(later(10)), byHand.policyId)
    expect(await publishDue(system(later(61)))).toEqual([])
    await expect(publicAt(returned.policyId, later(61))).rejects.toMatchObject({ status: 404 })
    expect((await publicAt(byHand.policyId, later(61))).publishedAt).toEqual(later(10))
  })

  it('is refused at its moment when a rule stands against it by then, and says why at the desk', async () => {
    const { policyId, interpretationId } = await aReviewedPolicy()
    await schedulePublishing(issuer(), 'policy', policyId, moment)
    await settleDisclosure(office.as('disclosure-officer', later(30)), policyId, {
      disclosure: 'on-request',
      disclosureReason: '涉及商业秘密',
    })
    expect(await publishDue(system(later(61)))).toEqual([
      { subject: 'policy', id: policyId, outcome: 'refused' },
    ])
    await expect(publicAt(policyId, later(61))).rejects.toMatchObject({ status: 404 })
    await expect(interpretationPage(office.citizen(later(61)), interpretationId)).rejects.toMatchObject({
      status: 404,
    })
    const { refused, waiting, maySet } = await shown(policyId)
    expect([refused?.failure, waiting, maySet]).toEqual([expect.stringContaining('不是主动公开'), null, true])
    expect(await publishingTasks(issuer(later(62)))).toMatchObject([
      { subject: 'policy', id: policyId, at: moment, failure: expect.stringContaining('不是主动公开') },
    ])
    // Published in the end, it is nobody's task any more.
    await settleDisclosure(office.as('disclosure-officer', later(70)), policyId, {
      disclosure: 'open',
      disclosureReason: '',
    })
    await publishPolicy(issuer(later(71)), policyId)
    expect(await publishingTasks(issuer(later(72)))).toEqual([])
  })

  it('is published with the roles that its issuer has at that moment', async () => {
    const leaving = await makeOffice(open.db, 'leaving')
    const [one, two] = [await aReviewedPolicy(leaving), await aReviewedPolicy(leaving)]
    for (const { policyId } of [one, two])
      await schedulePublishing(leaving.as('issuer', signingDay), 'policy', policyId, moment)
    await open.db.delete(accountRoles).where(eq(accountRoles.accountId, 'leaving-issuer'))
    expect(await publishDue(system(later(61)))).toMatchObject([
      { outcome: 'refused' },
      { outcome: 'refused' },
    ])
    const rows = await open.db
      .select()
      .from(scheduledPublishings)
      .where(eq(scheduledPublishings.subjectId, one.policyId))
    expect(rows).toMatchObject([{ outcome: 'refused', failure: expect.stringContaining('签发人') }])
  })

  it('is not published in the name of an account that was shut', async () => {
    const shut = await makeOffice(open.db, 'shut')
    const { policyId } = await aReviewedPolicy(shut)
    await schedulePublishing(shut.as('issuer', signingDay), 'policy', policyId, moment)
    await open.db
      .insert(accountDeactivations)
      .values({ accountId: 'shut-issuer', at: later(5), reason: '调离' })
    expect(await publishDue(system(later(61)))).toMatchObject([{ outcome: 'refused' }])
    await expect(publicAt(policyId, later(61))).rejects.toMatchObject({ status: 404 })
  })

  it('is published once where two servers look at the same minute', async () => {
    const { policyId } = await aReviewedPolicy()
    await schedulePublishing(issuer(), 'policy', policyId, moment)
    const outcomes = await Promise.all([1, 2, 3].map(() => publishDue(system(later(61)))))
    expect(outcomes.flat()).toEqual([{ subject: 'policy', id: policyId, outcome: 'published' }])
  })

  it('does not hold up the next when it cannot be published for a fault of the machine, and is tried again', async () => {
    const [broken, sound] = [await aReviewedPolicy(), await aReviewedPolicy()]
    await schedulePublishing(issuer(), 'policy', broken.policyId, moment)
    await schedulePublishing(issuer(), 'policy', sound.policyId, later(61))
    await open.db.execute(
      `create function fail_one() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    )
    await open.db.execute(`create trigger fail_one before insert on steps for each row
      when (new.subject = 'policy' and new.subject_id = ${broken.policyId} and new.kind = 'published')
      execute function fail_one()`)
    await expect(publishDue(system(later(62)))).rejects.toThrow()
    await open.db.execute('drop trigger fail_one on steps')
    expect((await publicAt(sound.policyId, later(62))).publishedAt).toEqual(later(62))
    expect(await publishDue(system(later(63)))).toEqual([
      { subject: 'policy', id: broken.policyId, outcome: 'published' },
    ])
  })
})

describe('an interpretation', () => {
  it('comes out with its policy before that is public, and at its own moment afterwards (I2)', async () => {
    const { policyId } = await aReviewedPolicy()
    const second = await reviewedInterpretation(office, policyId)
    await schedulePublishing(issuer(), 'policy', policyId, moment)
    await expect(schedulePublishing(issuer(), 'interpretation', second, later(5))).rejects.toThrow(
      '已定于 2026-11-16 11:00 公开',
    )
    await cancelPublishing(issuer(), 'policy', policyId)
    await publishPolicy(issuer(), policyId)
    const third = await reviewedInterpretation(office, policyId, undefined, later(1))
    await schedulePublishing(issuer(later(2)), 'interpretation', third, moment)
    expect(await publishDue(system(later(61)))).toEqual([
      { subject: 'interpretation', id: third, outcome: 'published' },
    ])
    expect((await interpretationPage(office.citizen(later(61)), third)).publishedAt).toEqual(later(61))
  })

  it('is refused when its policy was withdrawn in the meantime', async () => {
    const { policyId } = await aReviewedPolicy()
    await publishPolicy(issuer(), policyId)
    const late = await reviewedInterpretation(office, policyId, undefined, later(1))
    await schedulePublishing(issuer(later(2)), 'interpretation', late, moment)
    await withdrawPolicy(issuer(later(3)), policyId, '附件有误')
    expect(await publishDue(system(later(61)))).toEqual([
      { subject: 'interpretation', id: late, outcome: 'refused' },
    ])
    await expect(publishInterpretation(issuer(later(62)), late)).rejects.toThrow('同步发布')
  })
})
