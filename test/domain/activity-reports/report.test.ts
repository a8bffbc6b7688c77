import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordOf } from '~/app/domain/activity-reports/record.server'
import { saveActivityReport, takeReportStep } from '~/app/domain/activity-reports/report.server'
import { activityReportDesk } from '~/app/domain/activity-reports/report-desk.server'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import { closeTranscript, openTranscript, recordSignature } from '~/app/domain/transcripts/transcript.server'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import {
  aHeldHearing,
  aStatement,
  finishing,
  type HeldHearing,
  reading,
  statementsIn,
  withStatements,
  written,
} from '~/test/domain/activities/a-held-hearing'
import { aCounty, anActivity, aSymposium, at, type County } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let county: County
let slug = 0

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

describe('the report of a hearing', () => {
  let hearing: HeldHearing
  beforeEach(async () => {
    slug += 1
    hearing = await aHeldHearing(open.db, `hearing-${slug}`)
    county = hearing.county
  })
  const drafter = () => county.office.as('drafter', finishing)
  const finish = async () => {
    await withStatements(hearing)
    await openTranscript(county.office.as('drafter', written), hearing.id)
    const clerk = county.office.as('drafter', reading)
    await recordSignature(clerk, hearing.wang.id, { kind: 'signed' })
    await recordSignature(clerk, hearing.li.id, { kind: 'refused', reason: '没有答复。' })
    await closeTranscript(county.office.as('issuer', finishing), hearing.id)
  }

  it('waits for the transcript (P7)', async () => {
    await saveActivityReport(drafter(), hearing.id, '听证会开过了。')
    await expect(takeReportStep(drafter(), hearing.id, 'submitted')).rejects.toThrow(
      '还没有经参加人确认签字并定稿',
    )
    await finish()
    await takeReportStep(drafter(), hearing.id, 'submitted')
    await takeReportStep(county.office.as('issuer', finishing), hearing.id, 'published')
    expect((await recordOf(county.office.citizen(finishing), hearing.id)).report).toEqual({
      body: '听证会开过了。',
      publishedAt: finishing,
    })
    const told = (
      await open.db.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.topic, 'mail'))
    )
      .filter(({ payload }) => payload.kind === 'activity-reported')
      .map(({ payload }) => payload.registrationId)
    expect(told).toEqual([hearing.wang.id, hearing.li.id, hearing.absent.id, hearing.observer.id])
  })

  it('is written by one and published by another', async () => {
    await finish()
    await expect(
      saveActivityReport(county.office.as('issuer', finishing), hearing.id, '写。'),
    ).rejects.toThrow('起草人')
    await expect(saveActivityReport(drafter(), hearing.id, ' ')).rejects.toMatchObject({ status: 422 })
    await expect(takeReportStep(drafter(), hearing.id, 'submitted')).rejects.toThrow('还没有保存')
    await saveActivityReport(drafter(), hearing.id, '听证会开过了。')
    await takeReportStep(drafter(), hearing.id, 'submitted')
    await expect(takeReportStep(drafter(), hearing.id, 'published')).rejects.toThrow('签发人')
    await expect(saveActivityReport(drafter(), hearing.id, '再改。')).rejects.toThrow('已经送审')
    const issuer = county.office.as('issuer', finishing)
    await expect(takeReportStep(issuer, hearing.id, 'returned')).rejects.toMatchObject({ status: 422 })
    await takeReportStep(issuer, hearing.id, 'returned', '写上人数。')
    await saveActivityReport(drafter(), hearing.id, '实到两人。')
    expect((await recordOf(county.office.citizen(finishing), hearing.id)).report).toBeNull()
  })

  it('holds no number that leads to a person (L3)', async () => {
    await finish()
    await saveActivityReport(drafter(), hearing.id, '联系人13912345678。')
    await expect(takeReportStep(drafter(), hearing.id, 'submitted')).rejects.toThrow('报告里有手机号码')
  })

  it('is proposed from the facts: who came, what was said about which clause, who signed', async () => {
    await finish()
    const { body, isProposed, state } = await activityReportDesk(drafter(), hearing.id)
    expect({ isProposed, state }).toEqual({ isProposed: true, state: 'draft' })
    expect(body).toContain('应到 3 名，实到 2 名，缺席 1 名')
    expect(body).toContain('消费者 2 名（到场 2 名），专家 1 名（到场 0 名）')
    expect(body).toContain('共记录发言 4 段，其中意见 2 条：第二条 1 条，对全文或者其他方面 1 条')
    expect(body).toContain('1 名签字确认，1 名拒绝签字')
    expect(body).toContain('2026-11-10 09:00')
  })
})

describe('the account of a symposium', () => {
  beforeAll(async () => {
    county = await aCounty(open.db, 'symposium')
  })
  const drafter = (now = finishing) => county.office.as('drafter', now)
  const issuer = () => county.office.as('issuer', finishing)
  const withOpinion = async (wanted: Parameters<typeof aSymposium>[1] = {}) => {
    const { id } = await aSymposium(county, wanted)
    const said = {
      speaker: 'guest',
      label: '沿街商户代表',
      part: '',
      kind: 'opinion',
      body: '装卸货要留地方。',
    }
    await saveStatement(drafter(), id, aStatement(said))
    await saveActivityReport(drafter(), id, '十一月十日开了座谈会。')
    return id
  }

  it('is not published before it took place', async () => {
    const id = await withOpinion()
    await expect(takeReportStep(drafter(at('2026-11-01T09:00:00')), id, 'submitted')).rejects.toThrow(
      '还没有到举行的时间',
    )
  })

  it('takes the opinions into the ledger when it becomes public, not before, and once', async () => {
    const id = await withOpinion()
    await takeReportStep(drafter(), id, 'submitted')
    expect((await statementsIn(open.db, id))[0]?.commentId).toBeNull()
    const both = await Promise.allSettled([
      takeReportStep(issuer(), id, 'published'),
      takeReportStep(issuer(), id, 'published'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await statementsIn(open.db, id))[0]?.commentId).toEqual(expect.any(Number))
  })

  it('stays unpublished where the opinions have no ledger: all or nothing', async () => {
    const id = await withOpinion({ ledger: 'none' })
    await takeReportStep(drafter(), id, 'submitted')
    await expect(takeReportStep(issuer(), id, 'published')).rejects.toThrow('还没有选定意见归入哪本台账')
    expect((await recordOf(county.office.citizen(finishing), id)).report).toBeNull()
  })

  it('is stopped by a number in what was said (L3)', async () => {
    const id = await withOpinion()
    await saveStatement(drafter(), id, aStatement({ part: '', body: '打13912345678找我。' }))
    await expect(takeReportStep(drafter(), id, 'submitted')).rejects.toThrow('第 2 段发言里有手机号码')
  })
})

describe('the account of a meeting that people attended (P14)', () => {
  it('waits until the meeting is recorded as held', async () => {
    const meeting = await anActivity(county, 'meeting-attendance', { title: '县政府常务会议' })
    const drafter = county.office.as('drafter', finishing)
    await saveActivityReport(drafter, meeting.id, '两名群众代表列席。')
    await expect(takeReportStep(drafter, meeting.id, 'submitted')).rejects.toThrow('还没有登记会议举行')
  })
})
