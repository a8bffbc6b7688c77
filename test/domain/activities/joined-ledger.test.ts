import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelActivity, postponeActivity } from '~/app/domain/activities/change.server'
import { takeActivityStep } from '~/app/domain/activities/write.server'
import { takeReportStep } from '~/app/domain/activity-reports/report.server'
import { takeConsultationStep } from '~/app/domain/consultations/write.server'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { aCounty, aSymposium, at, type County } from './an-activity'
import { answerLedger, reportOn, say } from './opinions'

let open: OpenDatabase
let county: County
let made = 0

const held = at('2026-11-10T15:00:00')
const later = at('2026-11-12T10:00:00')
const much = at('2026-11-20T10:00:00')

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  made += 1
  county = await aCounty(open.db, `bureau-${made}`)
})
afterAll(() => open.close())

const drafter = (now = much) => county.office.as('drafter', now)
const issuer = (now = much) => county.office.as('issuer', now)

describe('an activity whose opinions go into a public consultation', () => {
  it('is not announced any more once the feedback of that is public: its opinions could not go in (P9)', async () => {
    const { id } = await aSymposium(county, { ledger: 'joined', published: false })
    await takeActivityStep(drafter(), id, 'submitted', '')
    await answerLedger(county, county.consultationId, much)
    await expect(takeActivityStep(issuer(), id, 'published', '')).rejects.toMatchObject({
      findings: [expect.objectContaining({ id: 'P9', field: 'consultationId' })],
    })
  })

  it('keeps that consultation from being withdrawn until its own report is public', async () => {
    const { id } = await aSymposium(county, { ledger: 'joined' })
    const withdraw = () => takeConsultationStep(issuer(), county.consultationId, 'withdrawn', '有误')
    await expect(withdraw()).rejects.toThrow('“充电设施座谈会”的公告说意见归入这次征求意见')
    await say(county, id, [{ body: '夜里应当有人巡查。' }], held)
    await reportOn(county, id, later)
    await withdraw()
  })
})

describe('an activity whose record is in the ledger', () => {
  it('is neither withdrawn, called off nor put off, also where its report was taken back', async () => {
    const { id } = await aSymposium(county)
    await say(county, id, [{ body: '夜里应当有人巡查。' }], held)
    await reportOn(county, id, later)
    await takeReportStep(issuer(), id, 'withdrawn', '数字有误')
    await expect(takeActivityStep(issuer(), id, 'withdrawn', '有误')).rejects.toThrow('意见已经登记')
    await expect(cancelActivity(issuer(), id, '有误')).rejects.toThrow('已经举行')
    const startsAt = at('2026-12-10T09:00:00')
    const endsAt = at('2026-12-10T11:00:00')
    await expect(postponeActivity(issuer(), id, { startsAt, endsAt, reason: '有误' })).rejects.toThrow(
      '已经举行',
    )
  })
})
