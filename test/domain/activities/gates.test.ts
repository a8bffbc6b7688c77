import { describe, expect, it } from 'vitest'
import { proposedAgenda } from '~/app/domain/activities/agenda'
import { checklistOf, nextOf } from '~/app/domain/activities/checklist'
import {
  agendaFindings,
  agendaTimeFindings,
  type Chain,
  type ChainParticipant,
  cancelFindings,
  closeTranscriptFindings,
  deliveryFindings,
  drawFindings,
  freezeFindings,
  holdingFindings,
  listFindings,
  openTranscriptFindings,
  postponeFindings,
  reportFindings,
  withdrawFindings,
} from '~/app/domain/activities/gates'
import type { Finding } from '~/app/domain/findings'

const at = (moment: string) => new Date(`${moment}+08:00`)
const begins = at('2026-11-10T09:00:00')
const ends = at('2026-11-10T11:30:00')

const wang: ChainParticipant = {
  ...{ registrationId: 1, pseudonym: 'A1B2', group: 'consumer', isConfirmed: true },
  ...{ deliveredAt: at('2026-11-02T10:00:00'), presence: 'present', signature: 'signed' },
}
const li: ChainParticipant = {
  ...wang,
  ...{ registrationId: 2, pseudonym: 'C3D4', presence: 'absent', signature: null },
}

/** A hearing for which everything has been done in time. */
const whole: Chain = {
  ...{ kind: 'hearing', profile: 'general', startsAt: begins, cancelledAt: null },
  registrationClosesAt: at('2026-10-25T18:00:00'),
  categories: [
    { id: 1, group: 'consumer', seats: 2, method: 'lottery', trait: null, eligibility: '' },
    { id: 2, group: 'expert', seats: 1, method: 'nominated', trait: null, eligibility: '' },
  ],
  publishedAt: at('2026-10-01T09:00:00'),
  frozenAt: at('2026-10-26T08:00:00'),
  drawnAt: at('2026-10-26T08:30:00'),
  listPublishedAt: at('2026-10-30T10:00:00'),
  heldAt: at('2026-11-10T09:00:00'),
  transcript: { version: 1, sha256: 'a', openedAt: at('2026-11-11T09:00:00') },
  transcriptClosedAt: at('2026-11-13T09:00:00'),
  ...{ reportedAt: null, isInLedger: false },
  agenda: ['opening', 'presentation', 'statements', 'debate', 'closing', 'signing'],
  participants: [wang, li],
}
const registering: Chain = {
  ...whole,
  ...{ frozenAt: null, drawnAt: null, listPublishedAt: null, heldAt: null },
  ...{ transcript: null, transcriptClosedAt: null },
}
const frozen: Chain = { ...registering, frozenAt: whole.frozenAt }
const drawn: Chain = { ...frozen, drawnAt: whole.drawnAt }
const listed: Chain = { ...drawn, listPublishedAt: whole.listPublishedAt }
const held: Chain = { ...listed, heldAt: whole.heldAt }
const opened: Chain = { ...held, transcript: whole.transcript }

const during = at('2026-10-20T10:00:00')
const closed = at('2026-10-26T09:00:00')
const selected = at('2026-10-31T10:00:00')
const onTheDay = at('2026-11-10T10:00:00')
const words = (findings: Finding[]) => findings.map(({ message }) => message).join(' ')

describe('each gate of the chain', () => {
  it('opens once the one before has been passed', () => {
    expect(freezeFindings(registering, closed)).toEqual([])
    expect(drawFindings(frozen)).toEqual([])
    expect(listFindings(drawn, closed)).toEqual([])
    expect(deliveryFindings(listed)).toEqual([])
    expect(holdingFindings(listed, onTheDay)).toEqual([])
    expect(openTranscriptFindings(held, 3)).toEqual([])
    expect(closeTranscriptFindings(opened)).toEqual([])
    expect(reportFindings(whole, onTheDay, { body: '报告' })).toEqual([])
  })

  it.each<[string, Finding[], string]>([
    ['freezing the list during registration', freezeFindings(registering, during), '报名还没有截止'],
    ['freezing it twice', freezeFindings(frozen, closed), '已经封存'],
    ['drawing before the list is frozen', drawFindings(registering), '请先封存并公布报名名单'],
    ['drawing twice', drawFindings(drawn), '抽签只有一次'],
    ['a list during registration', listFindings(registering, during), '报名还没有截止'],
    ['a list before the draw', listFindings(frozen, closed), '还没有抽签'],
    ['a list of nobody', listFindings({ ...drawn, participants: [] }, closed), '还没有参加人'],
    [
      'a list with people who have not confirmed',
      listFindings({ ...drawn, participants: [wang, { ...li, isConfirmed: false }] }, closed),
      '还有 1 名入选人没有确认参加（C3D4）',
    ],
    ['a list on the day itself', listFindings(drawn, onTheDay), '请先延期'],
    ['materials before the list', deliveryFindings(drawn), '名单还没有公布'],
    ['holding it before its time', holdingFindings(listed, at('2026-11-10T08:59:00')), '还没有到'],
    ['holding it without a public list', holdingFindings(drawn, onTheDay), '名单没有提前公布'],
    [
      'holding it without having counted who is there',
      holdingFindings({ ...listed, participants: [{ ...wang, presence: null }] }, onTheDay),
      '还没有登记到场情况：A1B2',
    ],
    ['holding it without an agenda', holdingFindings({ ...listed, agenda: [] }, onTheDay), '议程里缺少'],
    ['a transcript before it was held', openTranscriptFindings(listed, 3), '还没有登记举行'],
    ['an empty transcript', openTranscriptFindings(held, 0), '听证记录还是空的'],
    ['closing what nobody was shown', closeTranscriptFindings(held), '还没有交参加人确认'],
    [
      'closing it with a signature missing',
      closeTranscriptFindings({ ...opened, participants: [{ ...wang, signature: null }, li] }),
      '没有写明拒签理由：A1B2',
    ],
    ['closing another text than was shown', closeTranscriptFindings(opened, 'b'), '记录又改过'],
    ['a report before the transcript is closed', reportFindings(opened, onTheDay, { body: '报告' }), '定稿'],
  ])('refuses %s', (_what, findings, message) => {
    expect(findings.length).toBeGreaterThan(0)
    expect(findings.every(({ level }) => level === 'block')).toBe(true)
    expect(words(findings)).toContain(message)
  })

  it('is closed before the notice is public, and after a cancellation', () => {
    for (const [chain, message] of [
      [{ ...whole, publishedAt: null }, '公告还没有公布'],
      [{ ...whole, cancelledAt: onTheDay }, '已经取消'],
    ] as const)
      for (const findings of [
        freezeFindings(chain, closed),
        drawFindings(chain),
        listFindings(chain, closed),
        deliveryFindings(chain),
        holdingFindings(chain, onTheDay),
        openTranscriptFindings(chain, 1),
        closeTranscriptFindings(chain),
        reportFindings(chain, onTheDay, { body: '报告' }),
      ])
        expect(words(findings)).toContain(message)
  })
})

describe('the seven days for the materials (P6), fifteen for prices (P8)', () => {
  it.each<[Chain['profile'], string, string, boolean]>([
    ['general', '2026-10-25T10:00:00', '2026-11-03T23:59:59', true],
    ['general', '2026-10-25T10:00:00', '2026-11-04T00:00:00', false],
    ['price', '2026-10-25T10:00:00', '2026-10-26T23:59:59', true],
    ['price', '2026-10-25T10:00:00', '2026-10-27T00:00:00', false],
  ])('%s, listed %s, delivered %s', (profile, list, delivery, isInTime) => {
    const chain = { ...listed, profile, listPublishedAt: at(list) }
    const served = { ...wang, deliveredAt: at(delivery) }
    const findings = holdingFindings({ ...chain, participants: [served] }, onTheDay)
    expect(findings.length === 0).toBe(isInTime)
    if (!isInTime) expect(words(findings)).toContain('没有按时收到：A1B2，请延期举行')
  })

  it('let the list come on the last day and not after', () => {
    const price = { ...drawn, profile: 'price' as const }
    expect(listFindings(price, at('2026-10-26T23:59:59'))).toEqual([])
    expect(words(listFindings(price, at('2026-10-27T00:00:00')))).toContain('2026-10-26')
    // The materials go to those on the list, seven days before.
    expect(listFindings(drawn, at('2026-11-03T10:00:00'))).toEqual([])
    expect(words(listFindings(drawn, at('2026-11-04T00:00:00')))).toContain('请先延期')
  })
})

describe('two of five participants of a price hearing (P8)', () => {
  const price: Chain = { ...drawn, profile: 'price' }
  const others = (count: number): ChainParticipant[] => Array(count).fill({ ...li, group: 'expert' })
  const inTime = at('2026-10-26T09:00:00')

  it('are consumers when the list is published, however many seats were meant for them', () => {
    expect(listFindings({ ...price, participants: [wang, wang, ...others(3)] }, inTime)).toEqual([])
    const tooFew = { ...price, participants: [wang, ...others(2)] }
    expect(words(listFindings(tooFew, inTime))).toContain('消费者参加人 1 名，不到全部参加人 3 名的五分之二')
    expect(words(listFindings(tooFew, inTime))).toContain('另行公告')
    expect(words(listFindings({ ...tooFew, frozenAt: null, categories: [] }, inTime))).toContain('延长报名')
    expect(listFindings({ ...tooFew, profile: 'general' }, inTime)).toEqual([])
  })
})

describe('the agenda (P7)', () => {
  it('has the four parts in their order', () => {
    expect(agendaFindings(whole.agenda)).toEqual([])
    expect(agendaFindings(['presentation', 'statements', 'statements', 'debate', 'signing'])).toEqual([])
    expect(words(agendaFindings(['presentation', 'debate', 'signing']))).toContain('陈述意见')
    expect(words(agendaFindings(['statements', 'presentation', 'debate', 'signing']))).toContain('次序')
  })

  it('is warned about when it is longer than was announced', () => {
    expect(agendaTimeFindings([{ minutes: 150 }], { startsAt: begins, endsAt: ends })).toEqual([])
    const [finding] = agendaTimeFindings([{ minutes: 100 }, { minutes: 51 }], {
      startsAt: begins,
      endsAt: ends,
    })
    expect(finding).toMatchObject({ id: 'P7', level: 'warn' })
    expect(finding?.message).toContain('多出 1 分钟')
  })

  it.each([
    [10, 50],
    [20, 60],
    [200, 400],
  ])('is proposed in order with time for each of %i participants', (seats, minutes) => {
    const categories = [
      { group: 'consumer' as const, seats },
      { group: 'observer' as const, seats: 30 },
    ]
    const items = proposedAgenda({ startsAt: begins, endsAt: ends, department: '县发展改革局', categories })
    expect(agendaFindings(items.map(({ part }) => part))).toEqual([])
    expect(items.find(({ part }) => part === 'statements')).toMatchObject({ minutes })
    expect(items.find(({ part }) => part === 'presentation')?.speaker).toBe('县发展改革局')
    if (seats <= 20) expect(agendaTimeFindings(items, { startsAt: begins, endsAt: ends })).toEqual([])
  })
})

describe('what is called off', () => {
  const to = {
    startsAt: at('2026-12-01T09:00:00'),
    endsAt: at('2026-12-01T11:00:00'),
    registrationClosesAt: null,
    reason: '会场检修。',
  }
  const fields = (findings: Finding[]) => findings.map(({ field }) => field)

  it('moves to a later time with a reason, until it has been held', () => {
    expect(postponeFindings(listed, to, closed)).toEqual([])
    expect(fields(postponeFindings(listed, { ...to, reason: ' ' }, closed))).toEqual(['changeReason'])
    expect(fields(postponeFindings(listed, { ...to, startsAt: at('2026-11-09T09:00:00') }, closed))).toEqual([
      'newStartsAt',
    ])
    expect(fields(postponeFindings(listed, { ...to, endsAt: to.startsAt }, closed))).toEqual(['newEndsAt'])
    expect(words(postponeFindings(held, to, onTheDay))).toContain('已经举行')
    expect(words(postponeFindings({ ...listed, publishedAt: null }, to, closed))).toContain('还没有公布')
  })

  it('keeps registration open longer only while the list is not frozen, and in time for the new day', () => {
    const longer = (day: string) => ({ ...to, registrationClosesAt: at(`${day}T18:00:00`) })
    expect(postponeFindings(registering, longer('2026-11-15'), during)).toEqual([])
    for (const [chain, change, now] of [
      [frozen, longer('2026-11-15'), closed],
      [registering, longer('2026-10-24'), during],
      [registering, longer('2026-11-24'), during],
      [{ ...registering, registrationClosesAt: null }, longer('2026-11-15'), during],
    ] as const)
      expect(fields(postponeFindings(chain, change, now))).toEqual(['newRegistrationClosesAt'])
  })

  it('is cancelled with a reason, and not after it has been held', () => {
    expect(cancelFindings(listed, '不再调价。')).toEqual([])
    expect(fields(cancelFindings(listed, ''))).toEqual(['cancelReason'])
    expect(words(cancelFindings(held, '不再调价。'))).toContain('已经举行')
  })

  it('can be withdrawn only while nobody has registered and nothing has happened', () => {
    expect(withdrawFindings(registering, 0)).toEqual([])
    expect(words(withdrawFindings(registering, 3))).toContain('已经有 3 人报名')
    expect(words(withdrawFindings(held, 0))).toContain('已经举行')
    expect(words(withdrawFindings({ ...registering, isInLedger: true }, 0))).toContain('意见已经登记')
    expect(words(withdrawFindings({ ...registering, cancelledAt: closed }, 0))).toContain('已经取消')
  })
})

describe('what is to be done now', () => {
  const times = { registrationOpensAt: at('2026-10-05T09:00:00'), endsAt: ends }
  const next = (chain: Chain, now: Date) => nextOf(checklistOf(chain, times, [], now))

  it.each<[string, Chain, Date, { kind: string; place: string; latestOn: string | null } | null]>([
    [
      'a draft',
      { ...registering, publishedAt: null },
      during,
      { kind: 'notice', place: 'activity', latestOn: null },
    ],
    [
      'the draft of a price hearing',
      { ...registering, publishedAt: null, profile: 'price' },
      during,
      { kind: 'notice', place: 'activity', latestOn: '2026-10-11' },
    ],
    ['registration', registering, during, { kind: 'registration', place: 'registrations', latestOn: null }],
    ['closed', registering, closed, { kind: 'frozen', place: 'draw', latestOn: null }],
    ['frozen', frozen, closed, { kind: 'drawn', place: 'draw', latestOn: null }],
    ['drawn', drawn, closed, { kind: 'list', place: 'draw', latestOn: '2026-11-03' }],
    [
      'listed',
      { ...listed, participants: [{ ...wang, deliveredAt: null }] },
      selected,
      { kind: 'materials', place: 'materials', latestOn: '2026-11-03' },
    ],
    [
      'without an agenda',
      { ...listed, agenda: [] },
      at('2026-11-05T10:00:00'),
      { kind: 'agenda', place: 'agenda', latestOn: '2026-11-09' },
    ],
    ['the day', listed, onTheDay, { kind: 'held', place: 'check-in', latestOn: null }],
    ['held', held, onTheDay, { kind: 'transcript', place: 'transcript', latestOn: null }],
    ['signed', whole, at('2026-11-14T09:00:00'), { kind: 'report', place: 'report', latestOn: null }],
    ['reported', { ...whole, reportedAt: onTheDay }, at('2026-11-20T09:00:00'), null],
    ['cancelled', { ...registering, cancelledAt: during }, during, null],
  ])('%s', (_what, chain, now, expected) => {
    if (expected) expect(next(chain, now)).toMatchObject(expected)
    else expect(next(chain, now)).toBeNull()
  })

  it.each<[string, Chain, Date, Parameters<typeof nextOf>[1], boolean]>([
    ['a draft', { ...registering, publishedAt: null }, during, { notice: 'draft' }, false],
    ['a submitted notice', { ...registering, publishedAt: null }, during, { notice: 'submitted' }, true],
    ['a list with everyone confirmed', drawn, closed, {}, true],
    [
      'a list that waits for a confirmation',
      { ...drawn, participants: [{ ...wang, isConfirmed: false }] },
      closed,
      {},
      false,
    ],
    ['a transcript that nobody was shown', held, onTheDay, {}, false],
    ['a transcript that all have signed', opened, onTheDay, {}, true],
    ['a report', whole, at('2026-11-14T09:00:00'), {}, false],
    ['a submitted report', whole, at('2026-11-14T09:00:00'), { isReportSubmitted: true }, true],
  ])('of %s: whether it waits for who signs for it', (_what, chain, now, signOffs, isForIssuer) => {
    expect(nextOf(checklistOf(chain, times, [], now), signOffs)).toMatchObject({ isForIssuer })
  })

  it('says what is missing where it is its turn', () => {
    const items = checklistOf(listed, times, [], onTheDay)
    expect(items.find(({ kind }) => kind === 'held')?.findings).toEqual([])
    const late = checklistOf({ ...drawn, profile: 'price' }, times, [], at('2026-10-28T09:00:00'))
    expect(late.find(({ kind }) => kind === 'list')).toMatchObject({ state: 'overdue' })
    expect(words(late.find(({ kind }) => kind === 'list')?.findings ?? [])).toContain('请先延期')
  })
})
