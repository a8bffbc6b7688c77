import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { correctComment } from '~/app/domain/comments/correct.server'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { submitComment } from '~/app/domain/comments/submit.server'
import { wishToBeTold } from '~/app/domain/comments/wish.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import {
  createConsultation,
  publishConsultation,
  reviewConsultation,
  submitConsultation,
} from '~/app/domain/consultations/write.server'
import { createMatter, publishMatter } from '~/app/domain/matters/write.server'
import { policyPage } from '~/app/domain/policies/page.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion } from '~/app/domain/texts/versions.server'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys, outbox, steps } from '~/db/schema/audit'
import {
  commentAttachments,
  commentCorrections,
  commentMaskings,
  comments,
  commentWishes,
} from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { points } from '~/db/schema/issues'
import { aPdf } from '~/test/media/some-files'
import { filesKept } from '~/test/routes/comment-forms'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aComment } from './comments/a-consultation'
import { draftPolicy, type Office, reviewedInterpretation, reviewedPolicy } from './policies/a-policy'

const now = new Date('2026-11-16T10:00:00+08:00')
const closing = new Date('2026-12-20T23:59:59.999+08:00')

let open: OpenDatabase
let office: Office
let consultationId: number

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  await open.db.execute(
    sql`create function fail_audit() returns trigger language plpgsql as $$ begin raise exception 'the audit is full'; end $$`,
  )
  consultationId = await aReviewedConsultation()
})
afterEach(() => open.db.execute(sql`drop trigger if exists audit_fails on audit`))
afterAll(() => open.close())

const failAudit = () =>
  open.db.execute(
    sql`create trigger audit_fails before insert on audit for each row execute function fail_audit()`,
  )

/** How many rows there are of everything that the writes below would leave. */
async function countRows(): Promise<number[]> {
  const ofComments = [
    comments,
    commentAttachments,
    commentCorrections,
    commentMaskings,
    commentWishes,
    points,
  ]
  const tables = [...ofComments, concerns, steps, audit, outbox, idempotencyKeys]
  return Promise.all(tables.map((table) => open.db.$count(table)))
}

/** The work fails for the audit, leaves no row, and succeeds once the audit can be written again. */
async function expectNothingLeft(work: () => Promise<unknown>): Promise<void> {
  const before = await countRows()
  await failAudit()
  await expect(work()).rejects.toThrow()
  expect(await countRows()).toEqual(before)
  await open.db.execute(sql`drop trigger audit_fails on audit`)
  await work()
  expect(await countRows()).not.toEqual(before)
}

async function aReviewedConsultation(): Promise<number> {
  const { departmentId } = office
  const drafter = office.as('drafter', now)
  const matter = await createMatter(drafter, {
    departmentId,
    title: '路灯管理',
    kind: 'public-policy',
    summary: '规范路灯管理。',
    basis: '《重大行政决策程序暂行条例》第三条',
    year: 2026,
    plannedMethods: ['consultation'],
    plannedTiming: '第四季度',
    affectedGroups: [],
    consentOn: '2026-03-01',
  })
  await publishMatter(office.as('issuer', now), matter.id)
  const parsed = parseText('路灯管理办法\n第一条　为了规范路灯管理，制定本办法。\n第二条　路灯每日18时开启。')
  const { versionId } = await saveVersion(drafter, { departmentId, parsed })
  const { id } = await createConsultation(drafter, {
    matterId: matter.id,
    versionId,
    departmentId,
    title: '路灯管理办法征求意见',
    background: '路灯损坏较多。',
    draftingNote: '起草说明。',
    draftKind: 'decision',
    opensAt: now,
    closesAt: closing,
    shortReason: '',
    letterTo: '文昌街18号',
    phone: '0000-0000122',
    email: 'a@yunling.example',
  })
  await submitConsultation(drafter, id)
  await reviewConsultation(office.as('reviewer', now), id)
  return id
}

describe('invariant 2: a write whose audit entry fails leaves no row', () => {
  it('a consultation stays unpublished', async () => {
    const publish = () => publishConsultation(office.as('issuer', now), consultationId)
    await failAudit()
    await expect(publish()).rejects.toThrow()
    await expect(publicConsultation(office.citizen(now), consultationId)).rejects.toMatchObject({
      status: 404,
    })
    await open.db.execute(sql`drop trigger audit_fails on audit`)
    await expectNothingLeft(publish)
  })

  it('a comment', async () => {
    const comment = {
      ...{ key: randomUUID(), consultationId, body: '冬天请延到七点。', displayName: '' },
      ...{ publishName: false, township: '', contact: '' },
    }
    await expectNothingLeft(() => submitComment(office.citizen(now), comment))
  })

  it('a comment with a file, of which no file stays either', async () => {
    const before = filesKept()
    const comment = { ...aComment(consultationId), attachments: [{ name: 'a.pdf', bytes: aPdf() }] }
    await failAudit()
    await expect(submitComment(office.citizen(now), comment)).rejects.toThrow()
    expect(filesKept()).toEqual(before)
    await open.db.execute(sql`drop trigger audit_fails on audit`)
    await expectNothingLeft(() => submitComment(office.citizen(now), { ...comment, key: randomUUID() }))
    expect(filesKept().length).toBeGreaterThan(before.length)
  })

  it('what its author and the moderator do with a comment', async () => {
    const citizen = office.citizen(now)
    const { code } = await submitComment(citizen, aComment(consultationId))
    const [row] = await open.db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
    const id = row?.id ?? 0
    const moderator = office.as('moderator', now)
    await expectNothingLeft(() => correctComment(citizen, { code, body: '改成七点半。' }))
    await expectNothingLeft(() => wishToBeTold(citizen, { code, email: 'zhao@yunling.example' }))
    await expectNothingLeft(() => publishComment(moderator, { id, mask: '改成**。' }))
    await expectNothingLeft(() => refuseComment(moderator, id, { rule: 'advert' }))
    await expectNothingLeft(() => withdrawComment(citizen, { code }))
  })

  it('a concern', async () => {
    const concern = {
      ...{ key: randomUUID(), body: '路灯坏了三天没人修。', place: '', displayName: '' },
      ...{ publishWords: false, contact: '' },
    }
    await expectNothingLeft(() => raiseConcern(office.citizen(now), concern))
  })

  it('a policy and its interpretation stay unpublished', async () => {
    const { policyId } = await draftPolicy(office)
    await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    await failAudit()
    await expect(publishPolicy(office.as('issuer', now), policyId)).rejects.toThrow()
    await expect(policyPage(office.citizen(now), policyId)).rejects.toMatchObject({ status: 404 })
    await open.db.execute(sql`drop trigger audit_fails on audit`)
    await expectNothingLeft(() => publishPolicy(office.as('issuer', now), policyId))
  })
})
