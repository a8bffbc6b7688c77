import { describe, expect, it } from 'vitest'
import {
  type ActivityElements,
  activityState,
  consumerShare,
  lastDayForList,
  lastDayForMaterials,
  leadTimes,
  noticeFindings,
  periodFault,
  refusalToRegister,
} from '~/app/domain/activities/rules'
import { groupNames } from '~/app/domain/activities/seat-words'
import type { SeatCategory } from '~/app/domain/activities/types'
import { translate } from '~/app/ui/catalogue'
import { activityKinds } from '~/db/schema/activities'

const at = (moment: string) => new Date(`${moment}+08:00`)
const now = at('2026-11-24T09:00:00')

function seats(group: SeatCategory['group'], count: number, method: SeatCategory['method'] = 'arrival') {
  return { group, seats: count, method, trait: null, eligibility: '' }
}

const hearing: ActivityElements = {
  kind: 'hearing',
  profile: 'general',
  title: '停车收费听证会',
  purpose: '听听住户和商户对收费标准的意见。',
  place: '县政务服务中心二楼会议室',
  accessibility: '有坡道和电梯。',
  startsAt: at('2026-12-24T09:00:00'),
  endsAt: at('2026-12-24T11:30:00'),
  registrationOpensAt: at('2026-11-25T09:00:00'),
  registrationClosesAt: at('2026-12-08T18:00:00'),
  categories: [seats('consumer', 4), seats('affected', 4, 'lottery'), seats('expert', 2, 'nominated')],
  hasDraft: true,
  hasExplanation: true,
  matterIsPublic: true,
}

const price: ActivityElements = { ...hearing, profile: 'price' }
const symposium: ActivityElements = {
  ...hearing,
  ...{ kind: 'symposium', hasDraft: false, hasExplanation: false, categories: [] },
  ...{ registrationOpensAt: null, registrationClosesAt: null },
}

const found = (activity: ActivityElements, on = now) =>
  noticeFindings(activity, on).map(({ id, level, field }) => `${id} ${level} ${field}`)

describe('the notice of an activity', () => {
  it('is complete with everything that its kind needs', () => {
    expect(found(hearing)).toEqual([])
    expect(found(price)).toEqual([])
    expect(found(symposium)).toEqual([])
    expect(found({ ...symposium, kind: 'opinion-poll', place: '' })).toEqual([])
  })

  it.each<[string, ActivityElements, string]>([
    ['a title', { ...hearing, title: ' ' }, 'P6 block title'],
    ['a purpose', { ...hearing, purpose: '' }, 'P6 block purpose'],
    ['a place', { ...hearing, place: '' }, 'P6 block place'],
    ['a place, also a symposium', { ...symposium, place: '' }, 'P2 block place'],
    ['the draft', { ...hearing, hasDraft: false }, 'P6 block versionId'],
    ['its explanation', { ...hearing, hasExplanation: false }, 'P6 block explanation'],
    ['a matter in the public catalogue', { ...hearing, matterIsPublic: false }, 'P1 block matterId'],
    ['the times to register', { ...hearing, registrationClosesAt: null }, 'P6 block registrationClosesAt'],
    [
      'a time that is still to come',
      { ...hearing, startsAt: at('2026-11-24T08:00:00') },
      'P6 block startsAt',
    ],
    ['words on who can come in', { ...hearing, accessibility: '' }, 'L7 warn accessibility'],
  ])('needs %s', (_what, activity, finding) => {
    expect(found(activity)).toContain(finding)
  })

  it('needs no time to register where everyone is nominated', () => {
    const nominated = [seats('affected', 4, 'nominated'), seats('expert', 2, 'nominated')]
    expect(
      found({ ...hearing, categories: nominated, registrationOpensAt: null, registrationClosesAt: null }),
    ).toEqual([])
  })
})

describe('the sides of a hearing (P6)', () => {
  it.each<[string, ActivityElements['categories'], string[]]>([
    ['nobody', [], ['P6 block categories']],
    ['observers only', [seats('observer', 20)], ['P6 block categories']],
    ['one side', [seats('affected', 9), seats('press', 2)], ['P6 block categories']],
    ['nobody concerned', [seats('expert', 3), seats('deputy', 2)], ['P6 block categories']],
    ['two sides', [seats('resident', 3), seats('organisation', 2)], []],
  ])('%s', (_what, categories, findings) => {
    expect(found({ ...hearing, categories })).toEqual(findings)
  })

  it('need not be several at a meeting that people attend', () => {
    const one = [seats('expert', 3)]
    expect(found({ ...hearing, kind: 'meeting-attendance', categories: one })).toEqual([])
  })
})

describe('a price hearing (P8)', () => {
  it('is noticed thirty days before, the day itself not counted (T1)', () => {
    expect(leadTimes.price).toEqual({ notice: 30, list: 15, materials: 15 })
    expect(found(price, at('2026-11-24T23:59:00'))).toEqual([])
    const late = noticeFindings(price, at('2026-11-25T00:00:00'))
    expect(late).toMatchObject([{ id: 'P8', level: 'block', field: 'startsAt' }])
    expect(late[0]?.message).toContain('最早可在 2026-12-25')
  })

  it.each([
    [4, 6, []],
    [3, 6, ['P8 block categories']],
    [2, 3, []],
    [0, 5, ['P8 block categories']],
  ])('gives consumers two of five seats: %i beside %i others', (consumers, others, findings) => {
    const categories = [
      ...(consumers > 0 ? [seats('consumer', consumers)] : []),
      seats('affected', others - 1),
      seats('expert', 1),
      // Who only listens is not counted.
      seats('observer', 30),
    ]
    expect(consumerShare).toEqual({ seats: 2, of: 5 })
    expect(found({ ...price, categories })).toEqual(findings)
    expect(found({ ...hearing, categories })).toEqual([])
  })
})

describe('the end of registration', () => {
  it.each<[ActivityElements['kind'], ActivityElements['profile'], string]>([
    ['hearing', 'general', '2026-12-17'],
    ['hearing', 'price', '2026-12-09'],
    ['meeting-attendance', 'general', '2026-12-23'],
  ])('leaves a %s (%s) the days for list and materials', (kind, profile, day) => {
    const activity = { ...hearing, kind, profile }
    expect(lastDayForList(activity)).toBe(day)
    // The materials go to those on the list: never before it is public.
    expect(lastDayForMaterials(activity) >= day).toBe(true)
    const onDay = { ...activity, registrationClosesAt: at(`${day}T00:00:00`) }
    expect(found(onDay, at('2026-11-24T09:00:00'))).toEqual([
      `${profile === 'price' ? 'P8' : kind === 'hearing' ? 'P6' : 'P2'} block registrationClosesAt`,
    ])
    const dayBefore = new Date(at(`${day}T00:00:00`).getTime() - 1)
    expect(found({ ...activity, registrationClosesAt: dayBefore })).toEqual([])
  })
})

describe('whether one may register', () => {
  const times = {
    registrationOpensAt: at('2026-11-25T09:00:00'),
    registrationClosesAt: at('2026-12-08T18:00:00'),
    cancelledAt: null,
  }

  it('is decided by whole seconds of the server, and said in words', () => {
    expect(refusalToRegister(times, at('2026-11-25T08:59:59'))).toMatchObject({ status: 422 })
    expect(refusalToRegister(times, at('2026-11-25T09:00:00'))).toBeNull()
    expect(refusalToRegister(times, at('2026-12-08T18:00:00.900'))).toBeNull()
    expect(refusalToRegister(times, at('2026-12-08T18:00:01'))).toMatchObject({ status: 410 })
    const off = { ...times, cancelledAt: now }
    expect(refusalToRegister(off, at('2026-11-25T10:00:00'))?.message).toContain('已经取消')
  })
})

describe('the state that the public reads', () => {
  const dated = {
    ...{
      kind: 'hearing' as const,
      endsAt: hearing.endsAt,
      heldAt: null,
      reportedAt: null,
      cancelledAt: null,
    },
    registrationOpensAt: hearing.registrationOpensAt,
    registrationClosesAt: hearing.registrationClosesAt,
    listPublishedAt: null,
  }

  it.each([
    ['2026-11-24T10:00:00', {}, 'announced'],
    ['2026-11-26T10:00:00', {}, 'registering'],
    ['2026-12-09T10:00:00', {}, 'selecting'],
    ['2026-12-12T10:00:00', { listPublishedAt: now }, 'preparing'],
    ['2026-12-24T12:00:00', {}, 'held'],
    ['2026-12-30T12:00:00', { reportedAt: now }, 'reported'],
    ['2026-11-26T10:00:00', { cancelledAt: now }, 'cancelled'],
  ])('at %s with %o is %s', (moment, more, state) => {
    expect(activityState({ ...dated, ...more }, at(moment))).toBe(state)
  })

  it('never asks to register for what calls nobody', () => {
    for (const kind of activityKinds.filter((kind) => kind !== 'hearing' && kind !== 'meeting-attendance'))
      expect(activityState({ ...dated, kind }, at('2026-11-26T10:00:00'))).toBe('announced')
  })
})

it('an activity ends after it begins, and within a year', () => {
  const startsAt = at('2026-12-24T09:00:00')
  expect(periodFault({ startsAt, endsAt: startsAt })).toContain('晚于开始')
  expect(periodFault({ startsAt, endsAt: at('2027-12-24T09:00:00') })).toBeNull()
  expect(periodFault({ startsAt, endsAt: at('2206-12-24T11:30:00') })).toContain('最长一年')
})

it('a report names the groups as the pages do', () => {
  for (const [group, name] of Object.entries(groupNames))
    expect(translate('zh', `activity.group.${group as keyof typeof groupNames}`)).toBe(name)
})
