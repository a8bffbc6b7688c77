import type { ActivityForm } from '~/app/domain/activities/forms'
import { createActivity, publishActivity, takeActivityStep } from '~/app/domain/activities/write.server'
import type { County } from './an-activity'
import { at } from './an-activity'

export const noticedOn = at('2026-09-10T09:00:00')

/** What a drafter types for a hearing on 2026-11-10 that lacks nothing; its opinions go into a ledger of its own. */
export function hearingForm(county: County, change: Partial<ActivityForm> = {}): ActivityForm {
  return {
    ...{ kind: 'hearing', profile: 'general', matterId: county.matterId, title: '电动自行车停放听证会' },
    ...{ purpose: '听听住户的意见。', place: '县政务服务中心二楼会议室', accessibility: '有坡道。' },
    startsAt: at('2026-11-10T09:00:00'),
    endsAt: at('2026-11-10T11:30:00'),
    registrationOpensAt: at('2026-09-11T09:00:00'),
    registrationClosesAt: at('2026-09-25T18:00:00'),
    ...{ confirmHours: 48, liveUrl: '' },
    categories: [
      { group: 'consumer', seats: 3, method: 'arrival', trait: null, eligibility: '住在本县' },
      { group: 'affected', seats: 2, method: 'stratified', trait: 'township', eligibility: '物业企业' },
      { group: 'observer', seats: 4, method: 'arrival', trait: null, eligibility: '' },
    ],
    ledger: { versionId: county.versionId, explanation: '草案的说明。' },
    ...change,
  }
}

export function symposiumForm(county: County, change: Partial<ActivityForm> = {}): ActivityForm {
  const nobodyCalled = { registrationOpensAt: null, registrationClosesAt: null, categories: [], ledger: null }
  return hearingForm(county, { kind: 'symposium', title: '充电设施座谈会', ...nobodyCalled, ...change })
}

/** Written, submitted and published by the right people. */
export async function aNotice(county: County, form: ActivityForm, on = noticedOn): Promise<number> {
  const { office } = county
  const { departmentId } = office
  const { id } = await createActivity(office.as('drafter', on), { ...form, departmentId })
  await takeActivityStep(office.as('drafter', on), id, 'submitted', '')
  await publishActivity(office.as('issuer', on), id)
  return id
}
