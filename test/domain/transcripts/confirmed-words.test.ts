import { createHash } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { activityRow } from '~/app/domain/activities/row.server'
import { maskComments, publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { occasionOf } from '~/app/domain/occasions/occasion.server'
import {
  closeTranscript,
  openTranscript,
  recordSignature,
  refuseToSign,
  signTranscript,
} from '~/app/domain/transcripts/transcript.server'
import { publicTranscript, publicTranscriptText } from '~/app/domain/transcripts/transcript-page.server'
import type { OpenDatabase } from '~/db/client'
import { comments } from '~/db/schema/comments'
import {
  aHeldHearing,
  finishing,
  type HeldHearing,
  reading,
  withStatements,
  written,
} from '~/test/domain/activities/a-held-hearing'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let hearing: HeldHearing
let slug = 0

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  slug += 1
  hearing = await aHeldHearing(open.db, `housing-${slug}`)
  await withStatements(hearing)
  await openTranscript(drafter(written), hearing.id)
})
afterAll(() => open.close())

const drafter = (now = reading) => hearing.county.office.as('drafter', now)
const moderator = () => hearing.county.office.as('moderator', finishing)
const citizen = (now = finishing) => hearing.county.office.citizen(now)

async function closed() {
  for (const { id } of [hearing.wang, hearing.li]) await recordSignature(drafter(), id, { kind: 'signed' })
  await closeTranscript(hearing.county.office.as('issuer', finishing), hearing.id)
  const { consultationId } = await activityRow(drafter(), hearing.id)
  return open.db
    .select()
    .from(comments)
    .where(eq(comments.consultationId, consultationId ?? 0))
    .orderBy(asc(comments.id))
}

describe('the words of a confirmed record', () => {
  it('are not taken out of the ledger by a moderator, who is told why (P7)', async () => {
    const [first] = await closed()
    const id = first?.id ?? 0
    await expect(refuseComment(moderator(), id, { rule: 'off-topic' })).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('不能单独撤下'),
    })
    await expect(publishComment(moderator(), { id })).rejects.toMatchObject({ status: 409 })
    const { opinions } = await occasionOf(citizen(), hearing.id)
    expect(opinions.map(({ commentId }) => commentId)).toContain(id)
  })

  it('are masked in the record as in the ledger where they lead to a person (L3), and the page says so', async () => {
    const [first] = await closed()
    const before = await publicTranscript(citizen(), hearing.id)
    expect(before.isMasked).toBe(false)
    await maskComments(moderator(), [{ id: first?.id ?? 0, mask: '楼道里不能停，可是■■■■■，请先建车棚。' }])
    const page = await publicTranscript(citizen(), hearing.id)
    expect(page).toMatchObject({ isMasked: true, sha256: before.sha256 })
    expect(page.statements[2]?.body).toBe('楼道里不能停，可是■■■■■，请先建车棚。')
    const text = await publicTranscriptText(citizen(), hearing.id)
    expect(text).toContain('■■■■■')
    expect(text).not.toContain('车棚太少')
    expect(createHash('sha256').update(text, 'utf8').digest('hex')).not.toBe(page.sha256)
  })
})

describe('a refusal that a participant has written', () => {
  it('is not written over by the clerk; the participant may still sign', async () => {
    await refuseToSign(citizen(reading), hearing.wang.code, '我说的第二点没有记上。')
    for (const kind of ['signed', 'refused'] as const)
      await expect(
        recordSignature(drafter(), hearing.wang.id, { kind, reason: '到期没有答复' }),
      ).rejects.toThrow('自己写明了拒绝签字的理由')
    await signTranscript(citizen(reading), hearing.wang.code, { name: '王小明' })
    await recordSignature(drafter(), hearing.li.id, { kind: 'refused', reason: '到期没有答复。' })
    await recordSignature(drafter(), hearing.li.id, { kind: 'signed' })
  })
})
