import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editSurvey } from '~/app/domain/survey-building/build.server'
import { copySurvey } from '~/app/domain/survey-building/copy.server'
import { deskSurvey, deskSurveys } from '~/app/domain/survey-building/desk.server'
import { extendSurvey } from '~/app/domain/survey-building/extend.server'
import { type SurveyForm, standsAlone } from '~/app/domain/survey-building/forms'
import { saveQuotas } from '~/app/domain/survey-building/quotas.server'
import { dropVersion, mendSurvey, publishVersion } from '~/app/domain/survey-building/versions.server'
import {
  createSurvey,
  publishSurvey,
  takeSurveyStep,
  updateSurvey,
} from '~/app/domain/survey-building/write.server'
import { publishedVersions, stateOfSurvey, surveyRow, versionInWork } from '~/app/domain/surveys/row.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { surveyVersions } from '~/db/schema/surveys'
import { aConsultedMatter } from '~/test/domain/consultations/a-consulted-matter'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aSurvey, carSurvey, type Office } from '../surveys/a-survey'

const at = (time: string) => new Date(`${time}+08:00`)
const now = at('2026-11-01T09:00:00')

let open: OpenDatabase
let office: Office
beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db, 'transport')
})
afterAll(() => open.close())

const drafter = (on = now) => office.as('drafter', on)
const issuer = (on = now) => office.as('issuer', on)

const form: SurveyForm = {
  ...{ title: '停车情况问卷', purpose: '修改停车方案时用。', audience: '全县居民', access: 'browser' },
  ...{ opensAt: at('2026-11-10T09:00:00'), closesAt: at('2026-11-30T18:00:00') },
  ...{ weighting: '', secondEntryPercent: 10, ...standsAlone },
}

async function aDraft(more: Partial<SurveyForm> = {}): Promise<number> {
  const wanted = { ...form, ...more, departmentId: office.departmentId, definition: carSurvey }
  return (await createSurvey(drafter(), wanted)).id
}

async function published(): Promise<number> {
  const id = await aDraft()
  await takeSurveyStep(drafter(), id, 'submitted', '')
  await publishSurvey(issuer(), id)
  return id
}

describe('the sign-off of a survey', () => {
  it('goes from its drafter to its issuer, and opens by the clock', async () => {
    const id = await aDraft()
    await expect(publishSurvey(issuer(), id)).rejects.toMatchObject({ status: 409 })
    await takeSurveyStep(drafter(), id, 'submitted', '')
    await expect(publishSurvey(drafter(), id)).rejects.toMatchObject({ status: 403 })
    await publishSurvey(issuer(), id)
    const stateAt = async (time: string) => {
      const ctx = drafter(at(time))
      return stateOfSurvey(ctx, await surveyRow(ctx, id))
    }
    expect(await stateAt('2026-11-10T08:59:59')).toBe('upcoming')
    expect(await stateAt('2026-11-10T09:00:00')).toBe('open')
    expect(await stateAt('2026-11-30T17:59:59')).toBe('open')
    expect(await stateAt('2026-11-30T18:00:00')).toBe('closed')
  })

  it('freezes the first version with it', async () => {
    const id = await published()
    const [version] = await publishedVersions(drafter(), id)
    expect(version).toMatchObject({ number: 1, publishedAt: now })
    await expect(
      open.db.update(surveyVersions).set({ revision: 9 }).where(eq(surveyVersions.surveyId, id)),
    ).rejects.toThrow()
    await expect(updateSurvey(drafter(), id, form)).rejects.toMatchObject({ status: 409 })
  })

  it('opens now what is published after its day', async () => {
    const id = await aDraft()
    await takeSurveyStep(drafter(), id, 'submitted', '')
    const late = at('2026-11-12T10:00:00')
    await publishSurvey(issuer(late), id)
    expect((await surveyRow(drafter(), id)).opensAt).toEqual(late)
  })

  it('says what is missing, and refuses to be submitted until it is there', async () => {
    const wanted = { ...form, purpose: '', departmentId: office.departmentId }
    const { id } = await createSurvey(drafter(), wanted)
    const { findings } = await deskSurvey(drafter(), id)
    expect(findings.map(({ message }) => message).join('')).toMatch(/为什么问.*还没有题目/)
    await expect(takeSurveyStep(drafter(), id, 'submitted', '')).rejects.toMatchObject({ status: 422 })
  })

  it('takes a short period only with a reason', async () => {
    const id = await aDraft({ closesAt: at('2026-11-13T18:00:00') })
    await takeSurveyStep(drafter(), id, 'submitted', '')
    await expect(publishSurvey(issuer(), id)).rejects.toMatchObject({ status: 422 })
    await publishSurvey(issuer(), id, { reason: '配合本周的现场调研。' })
  })

  it('is not about a matter that nobody can read yet, nor about one of another department', async () => {
    const matter = await aConsultedMatter(open.db, 'housing')
    const foreign = { ...form, matterId: matter.matterId, departmentId: office.departmentId }
    await expect(createSurvey(drafter(), foreign)).rejects.toMatchObject({ status: 403 })
  })

  it('leaves an audit entry of each step', async () => {
    const id = await published()
    const rows = await open.db
      .select({ action: audit.action })
      .from(audit)
      .where(eq(audit.subjectId, String(id)))
      .orderBy(asc(audit.id))
    expect(rows.map(({ action }) => action)).toEqual([
      'survey.created',
      'survey.submitted',
      'survey.published',
    ])
  })
})

describe('the period', () => {
  it('is extended with a public reason, never shortened', async () => {
    const id = await published()
    const later = at('2026-12-10T18:00:00')
    await expect(
      extendSurvey(issuer(), id, { closesAt: at('2026-11-20T18:00:00'), reason: '提前' }),
    ).rejects.toMatchObject({ fields: { newClosesAt: expect.any(String) } })
    await expect(extendSurvey(issuer(), id, { closesAt: later, reason: ' ' })).rejects.toMatchObject({
      fields: { extendReason: expect.any(String) },
    })
    await extendSurvey(issuer(), id, { closesAt: later, reason: '山区邮路不通。' })
    expect((await surveyRow(drafter(), id)).closesAt).toEqual(later)
    const { steps } = await deskSurvey(drafter(), id)
    expect(steps.at(-1)).toMatchObject({ kind: 'extended', reason: '山区邮路不通。' })
  })

  it('does not open again once it is over', async () => {
    const id = await published()
    const after = issuer(at('2026-12-01T09:00:00'))
    const extension = { closesAt: at('2026-12-20T18:00:00'), reason: '再收几天。' }
    await expect(extendSurvey(after, id, extension)).rejects.toMatchObject({ status: 409 })
  })
})

describe('mending', () => {
  it('makes the next version, which says what was mended and is published by the issuer', async () => {
    const id = await published()
    await expect(mendSurvey(drafter(), id, { note: '' })).rejects.toMatchObject({ status: 422 })
    await mendSurvey(drafter(), id, { note: '补上“没有车”的选项。' })
    const begun = await versionInWork(drafter(), id)
    await expect(publishVersion(issuer(), id, { revision: begun?.revision ?? -1 })).rejects.toMatchObject({
      message: expect.stringContaining('完全一样'),
    })
    await editSurvey(drafter(), id, { kind: 'page-added', title: '补充' })
    await expect(publishVersion(issuer(), id, { revision: 0 })).rejects.toMatchObject({ status: 409 })
    await publishVersion(issuer(), id, { revision: 1 })
    const versions = await publishedVersions(drafter(), id)
    expect(versions.map(({ number, note }) => ({ number, note }))).toEqual([
      { number: 2, note: '补上“没有车”的选项。' },
      { number: 1, note: '' },
    ])
    const { steps } = await deskSurvey(drafter(), id)
    expect(steps.at(-1)).toMatchObject({ kind: 'version-published', data: { version: 2 } })
  })

  it('never gives an id that was asked before to another question', async () => {
    const id = await published()
    await mendSurvey(drafter(), id, { note: '重新出题。' })
    const yesNo = { id: 'x', kind: 'yes-no', title: '是吗？', required: true } as const
    const first = await editSurvey(drafter(), id, { kind: 'question-added', pageId: 'last', question: yesNo })
    await editSurvey(drafter(), id, { kind: 'question-deleted', questionId: 'advice' })
    await publishVersion(issuer(), id, { revision: 2 })
    await mendSurvey(drafter(), id, { note: '再改一次。' })
    await editSurvey(drafter(), id, { kind: 'question-deleted', questionId: first.questionId ?? '' })
    const second = await editSurvey(drafter(), id, {
      kind: 'question-added',
      pageId: 'last',
      question: yesNo,
    })
    expect(second.questionId).not.toBe(first.questionId)
  })

  it('can be given up', async () => {
    const id = await published()
    await mendSurvey(drafter(), id, { note: '想改一下。' })
    await dropVersion(drafter(), id)
    expect(await versionInWork(drafter(), id)).toBeNull()
    await expect(dropVersion(drafter(), id)).rejects.toMatchObject({ status: 409 })
  })
})

describe('around it', () => {
  it('is copied with its questions and quotas as a draft of who copies it', async () => {
    const { surveyId } = await aSurvey(open.db, {
      office,
      quotas: [
        { label: '有车', tests: [{ question: 'car', is: 'chosen', value: 'one' }], most: 5, taken: 3 },
      ],
    })
    const other = (await makeOffice(open.db, 'finance')).as('drafter')
    const copy = await copySurvey(other, surveyId)
    const page = await deskSurvey(other, copy.id)
    expect(page).toMatchObject({ state: 'unpublished', questions: 6, people: 0 })
    expect(page.quotas).toMatchObject([{ label: '有车', most: 5, taken: 0 }])
    const draft = await aDraft()
    await expect(copySurvey(other, draft)).rejects.toMatchObject({ status: 403 })
  })

  it('has quotas until it is public', async () => {
    const id = await aDraft({ weighting: '按户籍人口比例。' })
    const quota = {
      label: '没有车',
      tests: [{ question: 'car', is: 'chosen', value: 'none' }],
      most: 100,
    } as const
    await saveQuotas(drafter(), id, [{ ...quota, tests: [...quota.tests] }])
    await takeSurveyStep(drafter(), id, 'submitted', '')
    await expect(saveQuotas(drafter(), id, [])).rejects.toMatchObject({ status: 409 })
  })

  it('has no quota of fewer than ten people, and at the desk tells how many came in tens', async () => {
    const car = [{ question: 'car', is: 'chosen' as const, value: 'none' }]
    const small = await aDraft({ weighting: '按户籍人口比例。' })
    await saveQuotas(drafter(), small, [{ label: '没有车', tests: car, most: 9 }])
    await expect(takeSurveyStep(drafter(), small, 'submitted', '')).rejects.toMatchObject({
      findings: [expect.objectContaining({ id: 'L1', level: 'block', field: 'quotas' })],
    })
    const { surveyId } = await aSurvey(open.db, {
      office,
      quotas: [19, 9, 30].map((taken, at) => ({ label: `第${at}类`, tests: car, most: 30, taken })),
    })
    const { quotas } = await deskSurvey(drafter(), surveyId)
    expect(quotas.map(({ taken }) => taken)).toEqual([10, 0, 30])
  })

  it('is listed for its department and for moderators, and for nobody else', async () => {
    await aDraft()
    const { rows } = await deskSurveys(drafter())
    expect(rows.every(({ department }) => department === '云岭县transport局')).toBe(true)
    expect((await deskSurveys(office.as('moderator'))).rows.length).toBeGreaterThanOrEqual(rows.length)
    await expect(deskSurveys(office.as('disclosure-officer'))).rejects.toMatchObject({ status: 403 })
  })
})
