import { eq, sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskInterpretation } from '~/app/domain/interpretations/desk.server'
import {
  returnInterpretation,
  reviewInterpretation,
  submitInterpretation,
} from '~/app/domain/interpretations/sign-off.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { storeImage } from '~/app/domain/media/store.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import { mediaUses } from '~/db/schema/media'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import {
  draftPolicy,
  interpretationInput,
  type Office,
  paragraph,
  quote,
  signingDay,
} from '../policies/a-policy'

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

async function draft(content?: unknown[]) {
  const policy = await draftPolicy(office)
  const saved = await saveInterpretation(drafter(), interpretationInput(policy.policyId, content))
  return { ...policy, ...saved }
}

async function aPicture() {
  const bytes = await sharp({ create: { width: 600, height: 300, channels: 3, background: '#369' } })
    .png()
    .toBuffer()
  return storeImage(drafter(), { name: '图.png', bytes, departmentId: office.departmentId })
}

describe('saving an interpretation', () => {
  it('keeps document, HTML, words, clause links and pictures of one and the same text', async () => {
    const { sha256, mediaId } = await aPicture()
    const { policyId, clauseIds } = await draftPolicy(office)
    const second = clauseIds[1] ?? 0
    const input = interpretationInput(policyId, [
      quote(second, '每台电梯补贴二十万元'),
      paragraph('由县里出钱。'),
      { type: 'image', attrs: { sha: sha256, alt: '资金来源图', caption: '' } },
    ])
    const { interpretationId } = await saveInterpretation(drafter(), input)
    const { interpretation } = await deskInterpretation(office.as('reviewer', signingDay), interpretationId)
    expect(interpretation.html).toContain('第二条</a>')
    expect(interpretation.html).not.toContain('随便写的')
    expect(interpretation.html).toContain('width="600" height="300"')
    expect(interpretation.plain).toContain('由县里出钱。')
    expect(await linksOf(interpretationId)).toMatchObject([
      { clauseId: second, excerpt: '由县里出钱。 资金来源图' },
    ])
    expect(await usesOf(interpretationId)).toEqual([{ mediaId, interpretationId }])

    await saveInterpretation(drafter(), {
      ...input,
      id: interpretationId,
      revision: 1,
      document: { type: 'doc', content: [paragraph('改了')] },
    })
    expect(await linksOf(interpretationId)).toEqual([])
    expect(await usesOf(interpretationId)).toEqual([])
  })

  it('tells the second of two editors, and loses neither text', async () => {
    const { interpretationId, policyId } = await draft()
    const input = { ...interpretationInput(policyId), id: interpretationId, revision: 1 }
    const results = await Promise.allSettled([
      saveInterpretation(drafter(), { ...input, title: '甲的标题' }),
      saveInterpretation(drafter(), { ...input, title: '乙的标题' }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409 } })
    const [row] = await open.db.select().from(interpretations).where(eq(interpretations.id, interpretationId))
    expect(row?.revision).toBe(2)
  })

  it('refuses a forged quotation, a clause of another policy and a picture that was never uploaded', async () => {
    const { policyId, clauseIds } = await draftPolicy(office)
    const foreign = await draftPolicy(office)
    const refused = (content: unknown[]) =>
      expect(saveInterpretation(drafter(), interpretationInput(policyId, content))).rejects
    await refused([quote(clauseIds[1] ?? 0, '每台电梯补贴一百万元')]).toMatchObject({ status: 422 })
    await refused([quote(foreign.clauseIds[1] ?? 0, '每台电梯补贴二十万元')]).toMatchObject({ status: 422 })
    await refused([{ type: 'image', attrs: { sha: 'f'.repeat(64), alt: 'x', caption: '' } }]).toMatchObject({
      status: 422,
    })
    await refused([{ type: 'script' }]).toMatchObject({
      status: 422,
      fields: { document: expect.any(String) },
    })
  })

  it('refuses a file where it cannot be shown', async () => {
    const { policyId } = await draftPolicy(office)
    const { sha256: sha } = await aPicture()
    for (const block of [
      { type: 'video', attrs: { sha, title: '看懂', moments: [] } },
      { type: 'download', attrs: { sha, title: '申请表' } },
      { type: 'animation', attrs: { sha, still: null, alt: '图', caption: '' } },
    ])
      await expect(
        saveInterpretation(drafter(), interpretationInput(policyId, [block])),
        block.type,
      ).rejects.toMatchObject({ status: 422, message: expect.stringContaining('不能显示') })
  })

  it('is for drafters of the department, and not while it is in sign-off', async () => {
    const { interpretationId, policyId } = await draft()
    const input = { ...interpretationInput(policyId), id: interpretationId, revision: 1 }
    await expect(saveInterpretation(other.as('drafter', signingDay), input)).rejects.toMatchObject({
      status: 403,
    })
    await expect(saveInterpretation(office.as('reviewer', signingDay), input)).rejects.toMatchObject({
      status: 403,
    })
    await expect(deskInterpretation(other.as('drafter', signingDay), interpretationId)).rejects.toMatchObject(
      { status: 403 },
    )
    await submitInterpretation(drafter(), interpretationId, { reason: '其余要素见后续解读' })
    await expect(saveInterpretation(drafter(), input)).rejects.toMatchObject({ status: 409 })
    await expect(
      returnInterpretation(office.as('reviewer', signingDay), interpretationId, ' '),
    ).rejects.toMatchObject({ status: 422 })
    await returnInterpretation(office.as('reviewer', signingDay), interpretationId, '请补充申请流程')
    await saveInterpretation(drafter(), input)
  })

  it('leaves no row when the audit entry cannot be written', async () => {
    const { policyId } = await draftPolicy(office)
    const before = await open.db.$count(interpretations)
    const entries = await open.db.$count(audit)
    await open.db.execute(
      sql`create function fail_audit() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    )
    await open.db.execute(
      sql`create trigger fail_audit before insert on audit for each row execute function fail_audit()`,
    )
    await expect(saveInterpretation(drafter(), interpretationInput(policyId))).rejects.toThrow()
    await open.db.execute(sql`drop trigger fail_audit on audit`)
    expect(await open.db.$count(interpretations)).toBe(before)
    expect(await open.db.$count(audit)).toBe(entries)
  })
})

describe('handing in an interpretation', () => {
  it('is refused without a named head (I1), whatever the reason', async () => {
    const { policyId } = await draftPolicy(office)
    const { interpretationId } = await saveInterpretation(drafter(), {
      ...interpretationInput(policyId),
      interpreterName: '',
    })
    await expect(
      submitInterpretation(drafter(), interpretationId, { reason: '先送审' }),
    ).rejects.toMatchObject({ findings: [{ id: 'I1' }] })
  })

  it('with words only asks for a written reason (I4), which stays with the step', async () => {
    const { policyId } = await draftPolicy(office)
    const { interpretationId } = await saveInterpretation(drafter(), {
      ...interpretationInput(policyId),
      form: 'text',
    })
    await expect(submitInterpretation(drafter(), interpretationId)).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'I3' }, { id: 'I4' }],
    })
    await submitInterpretation(drafter(), interpretationId, { reason: '图解正在制作' })
    const { steps } = await deskInterpretation(office.as('reviewer', signingDay), interpretationId)
    expect(steps).toMatchObject([{ kind: 'submitted', reason: '图解正在制作' }])
    await expect(reviewInterpretation(drafter(), interpretationId)).rejects.toMatchObject({ status: 403 })
  })
})

function linksOf(interpretationId: number) {
  return open.db
    .select()
    .from(interpretationClauses)
    .where(eq(interpretationClauses.interpretationId, interpretationId))
}

function usesOf(interpretationId: number) {
  return open.db.select().from(mediaUses).where(eq(mediaUses.interpretationId, interpretationId))
}
