import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  codesFrom,
  invitationsDesk,
  makeInvitations,
  takeInvitation,
} from '~/app/domain/survey-answering/invitations.server'
import { participationMark } from '~/app/domain/survey-answering/marks.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { surveyInvitations, surveyParticipations } from '~/db/schema/survey-answers'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aSurvey } from '../surveys/a-survey'

const seed = 'a-seed-that-only-this-form-carries-in-it'
let open: OpenDatabase
let made: Awaited<ReturnType<typeof aSurvey>>

beforeAll(async () => {
  open = await freshDatabase()
  made = await aSurvey(open.db, { access: 'invitation' })
})
afterAll(() => open.close())

const make = (surveyId: number, wanted: { label: string; codes: number; seed?: string }) =>
  made.office
    .as('drafter')
    .db.transaction((db) =>
      makeInvitations({ ...made.office.as('drafter'), db }, surveyId, { seed, ...wanted }),
    )

it('gives as many different codes as were asked for, and the same ones for the same form', () => {
  const codes = codesFrom(seed, 500)
  expect(new Set(codes).size).toBe(500)
  expect(codes[0]).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(codesFrom(seed, 500)).toEqual(codes)
  expect(codesFrom(`${seed}x`, 500)).not.toEqual(codes)
})

it('keeps neither the codes nor the order of the cards', async () => {
  const { batchId } = await make(made.surveyId, { label: '城关镇入户', codes: 40 })
  const codes = codesFrom(seed, 40)
  const rows = await open.db.select().from(surveyInvitations).where(eq(surveyInvitations.batchId, batchId))
  const kept = rows.map(({ mark }) => Buffer.from(mark).toString('hex'))
  const marks = codes.map((code) =>
    Buffer.from(participationMark(made.surveyId, 'invitation', code)).toString('hex'),
  )
  expect(kept.toSorted()).toEqual(marks.toSorted())
  // As they lie in the table: in order of the marks, not of the cards.
  expect(kept).toEqual(marks.toSorted())
  const entries = await open.db.select().from(audit).orderBy(asc(audit.id))
  expect(entries.at(-1)).toMatchObject({
    ...{ action: 'survey.invitations-made', subject: 'survey', subjectId: String(made.surveyId) },
    after: { batch: batchId, label: '城关镇入户', codes: 40 },
  })
  const dump = JSON.stringify([entries, rows])
  for (const code of codes) expect(dump).not.toContain(code)
})

it('opens with a code as people type it, and refuses another one in words', async () => {
  const citizen = made.office.citizen()
  const [code = ''] = codesFrom(seed, 40)
  expect(await takeInvitation(citizen, made.surveyId, ` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(
    code,
  )
  await expect(takeInvitation(citizen, made.surveyId, '你好')).rejects.toMatchObject({
    ...{ status: 422, fields: { code: expect.stringContaining('12 个字母和数字') } },
  })
  await expect(takeInvitation(citizen, made.surveyId, 'AAAA-BBBB-CCCC')).rejects.toMatchObject({
    ...{ status: 422, fields: { code: expect.stringContaining('没有这个邀请码') } },
  })
})

it('says of a used code that its answers have come in, and counts it in its batch', async () => {
  const [, code = ''] = codesFrom(seed, 40)
  const mark = participationMark(made.surveyId, 'invitation', code)
  await open.db.insert(surveyParticipations).values({ surveyId: made.surveyId, mark })
  await expect(takeInvitation(made.office.citizen(), made.surveyId, code)).rejects.toMatchObject({
    ...{ status: 409, message: expect.stringContaining('已经用过') },
  })
  const { batches, refusal } = await invitationsDesk(made.office.as('drafter'), made.surveyId)
  expect(refusal).toBeNull()
  expect(batches).toMatchObject([{ label: '城关镇入户', codes: 40, used: 1, by: 'housing drafter' }])
})

it('does not open another survey with a code', async () => {
  const other = await aSurvey(open.db, { access: 'invitation', office: made.office })
  const [code = ''] = codesFrom(seed, 40)
  await expect(takeInvitation(made.office.citizen(), other.surveyId, code)).rejects.toMatchObject({
    status: 422,
  })
})

it('makes codes only where the survey asks for them, and only until it closes', async () => {
  const free = await aSurvey(open.db, { access: 'open', office: made.office })
  await expect(make(free.surveyId, { label: '甲', codes: 1 })).rejects.toMatchObject({
    ...{ status: 422, message: expect.stringContaining('不凭邀请码') },
  })
  const closed = await aSurvey(open.db, {
    ...{ access: 'invitation', office: made.office },
    ...{ opensAt: new Date('2026-01-01'), closesAt: new Date('2026-02-01') },
  })
  await expect(make(closed.surveyId, { label: '甲', codes: 1 })).rejects.toMatchObject({
    ...{ status: 422, message: expect.stringContaining('已经截止') },
  })
})

it('lets only a drafter of the department make codes or see how many are used', async () => {
  const other = await makeOffice(open.db, 'water')
  for (const ctx of [made.office.as('moderator'), other.as('drafter'), createContext(open.db)]) {
    await expect(invitationsDesk(ctx, made.surveyId)).rejects.toMatchObject({ status: 403 })
    await expect(makeInvitations(ctx, made.surveyId, { label: '甲', codes: 1, seed })).rejects.toMatchObject({
      status: 403,
    })
  }
})
