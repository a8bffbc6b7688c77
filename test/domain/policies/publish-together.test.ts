import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interpretationPage } from '~/app/domain/interpretations/page.server'
import { publishInterpretation, submitInterpretation } from '~/app/domain/interpretations/sign-off.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { policyPage } from '~/app/domain/policies/page.server'
import { publishPolicy, submitPolicy, withdrawPolicy } from '~/app/domain/policies/sign-off.server'
import type { OpenDatabase } from '~/db/client'
import { audit, outbox } from '~/db/schema/audit'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import {
  draftPolicy,
  interpretationInput,
  type Office,
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

describe('a policy and its interpretation', () => {
  it('cannot be submitted before an interpretation is handed in (I2)', async () => {
    const { policyId } = await draftPolicy(office)
    const drafter = office.as('drafter', signingDay)
    await expect(submitPolicy(drafter, policyId)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'I2' }],
    })
    const { interpretationId } = await saveInterpretation(drafter, interpretationInput(policyId))
    await expect(submitPolicy(drafter, policyId)).rejects.toThrow('解读还没有送审')
    await submitInterpretation(drafter, interpretationId, { reason: '本篇只说补贴怎么申请。' })
    await expect(submitPolicy(drafter, policyId)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'I2', level: 'warn' }],
    })
    await submitPolicy(drafter, policyId, { reason: '只出一篇图解，不另写方案。' })
  })

  it('become public in one moment, and the interpretation not before the policy', async () => {
    const { policyId, clauseIds } = await draftPolicy(office)
    const second = clauseIds[1] ?? 0
    const interpretationId = await reviewedInterpretation(office, policyId, [
      quote(second, '每台电梯补贴二十万元，由县财政承担。'),
      { type: 'paragraph', content: [{ type: 'text', text: '钱由县里出，居民不用垫付。' }] },
    ])
    const issuer = office.as('issuer', signingDay)
    await expect(publishInterpretation(issuer, interpretationId)).rejects.toThrow('同步发布')
    await reviewedPolicy(office, policyId)
    await expect(policyPage(office.citizen(signingDay), policyId)).rejects.toMatchObject({ status: 404 })
    await expect(interpretationPage(office.citizen(signingDay), interpretationId)).rejects.toMatchObject({
      status: 404,
    })

    expect(await publishPolicy(issuer, policyId)).toEqual({ interpretationIds: [interpretationId] })
    const page = await policyPage(office.citizen(signingDay), policyId)
    const explained = await interpretationPage(office.citizen(signingDay), interpretationId)
    expect(page.publishedAt).toEqual(explained.publishedAt)
    const [explanation] = page.margins.get(second)?.explanations ?? []
    expect(explanation).toMatchObject({ interpretationId, excerpt: '钱由县里出，居民不用垫付。' })
    expect(explained.interpretation.html).toContain(`id="${explanation?.anchor}"`)
    expect(explained.interpretation.html).toContain(`href="/policies/${policyId}#c-${second}">第二条</a>`)
    expect(explained.clauses).toMatchObject([
      { clauseId: second, label: '第二条', places: [{ anchor: explanation?.anchor }] },
    ])
    const synced = await open.db
      .select()
      .from(outbox)
      .where(sql`payload->>'id' in (${String(policyId)}, ${String(interpretationId)})`)
    expect(synced.map(({ payload }) => payload.kind)).toEqual(
      expect.arrayContaining(['policy', 'interpretation']),
    )
  })

  it('stay unpublished together when the interpretation cannot be published', async () => {
    const { policyId } = await draftPolicy(office)
    const interpretationId = await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    const issuer = office.as('issuer', signingDay)
    await open.db.execute(
      sql`create function fail_here() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    )
    await open.db.execute(sql`create trigger fail_here before insert on steps for each row
      when (new.subject = 'interpretation' and new.kind = 'published') execute function fail_here()`)
    await expect(publishPolicy(issuer, policyId)).rejects.toThrow()
    await open.db.execute(sql`drop trigger fail_here on steps`)
    await expect(policyPage(office.citizen(signingDay), policyId)).rejects.toMatchObject({ status: 404 })
    await expect(interpretationPage(office.citizen(signingDay), interpretationId)).rejects.toMatchObject({
      status: 404,
    })
    await publishPolicy(issuer, policyId)
    expect((await policyPage(office.citizen(signingDay), policyId)).interpretations).toHaveLength(1)
  })

  it('leave no row when the audit entry cannot be written', async () => {
    const { policyId } = await draftPolicy(office)
    await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    await open.db.execute(
      sql`create function fail_audit() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    )
    await open.db.execute(
      sql`create trigger fail_audit before insert on audit for each row when (new.action = 'policy.published') execute function fail_audit()`,
    )
    await expect(publishPolicy(office.as('issuer', signingDay), policyId)).rejects.toThrow()
    await open.db.execute(sql`drop trigger fail_audit on audit`)
    await expect(policyPage(office.citizen(signingDay), policyId)).rejects.toMatchObject({ status: 404 })
  })

  it('are published by the issuer of the department and nobody else', async () => {
    const { policyId } = await draftPolicy(office)
    await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    await expect(publishPolicy(office.as('drafter', signingDay), policyId)).rejects.toMatchObject({
      status: 403,
    })
    await expect(publishPolicy(other.as('issuer', signingDay), policyId)).rejects.toMatchObject({
      status: 403,
    })
    await expect(publishPolicy(office.citizen(signingDay), policyId)).rejects.toMatchObject({ status: 403 })
    await publishPolicy(office.as('issuer', signingDay), policyId)
    await expect(publishPolicy(office.as('issuer', signingDay), policyId)).rejects.toMatchObject({
      status: 409,
    })
    const entries = await open.db.select().from(audit).where(eq(audit.action, 'policy.published'))
    expect(entries.filter((entry) => entry.subjectId === String(policyId))).toHaveLength(1)
  })

  it('leave the site together when the policy is withdrawn', async () => {
    const { policyId } = await draftPolicy(office)
    const interpretationId = await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    const issuer = office.as('issuer', signingDay)
    await publishPolicy(issuer, policyId)
    await withdrawPolicy(issuer, policyId, '附件有误')
    await expect(policyPage(office.citizen(signingDay), policyId)).rejects.toMatchObject({ status: 404 })
    await expect(interpretationPage(office.citizen(signingDay), interpretationId)).rejects.toMatchObject({
      status: 404,
    })
  })
})
