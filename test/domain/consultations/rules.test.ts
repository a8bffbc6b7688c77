import { describe, expect, it } from 'vitest'
import { dayOf, hasAnnouncedHolidays, isDay, isMoment } from '~/app/domain/calendar'
import {
  type ConsultationElements,
  consultationFindings,
  consultationState,
  earliestClose,
  extensionFindings,
  refusalToComment,
  sayEarliestClose,
} from '~/app/domain/consultations/rules'
import { draftKinds } from '~/db/schema/consultations'

const at = (moment: string) => new Date(`${moment}+08:00`)
const now = at('2026-11-24T09:00:00')

const complete: ConsultationElements = {
  title: '加装电梯补贴实施细则征求意见',
  background: '四楼以上的老人下楼难。',
  draftingNote: '起草说明。',
  draftKind: 'decision',
  clauseCount: 3,
  matterIsPublic: true,
  opensAt: now,
  closesAt: at('2026-12-24T23:59:59.999'),
  shortReason: '',
  letterTo: '文昌街18号',
  phone: '0000-0000122',
  email: 'a@yunling.example',
}

describe('P3 and P4', () => {
  it('let thirty days end at the end of the thirtieth, the first not counted (T1)', () => {
    expect(earliestClose('decision', now)).toEqual(at('2026-12-24T23:59:59.999'))
    expect(consultationFindings(complete, now)).toEqual([])
  })

  it('refuse one day less without a public reason, and allow it with one', () => {
    const short = { ...complete, closesAt: at('2026-12-23T23:59:59.999') }
    expect(consultationFindings(short, now)).toMatchObject([
      { id: 'P3', level: 'block', field: 'shortReason' },
    ])
    expect(consultationFindings({ ...short, shortReason: '供热季临近。' }, now)).toEqual([])
  })

  it('move an end on a holiday to the next working day', () => {
    // The thirtieth day after 2026-11-26 is a Saturday.
    expect(dayOf(earliestClose('decision', at('2026-11-26T09:00:00')))).toBe('2026-12-28')
  })

  it('say 预计 where the holidays on the way are not announced yet', () => {
    expect(hasAnnouncedHolidays('2026-10-01')).toBe(true)
    expect(hasAnnouncedHolidays('2031-10-01')).toBe(false)
    expect(sayEarliestClose('decision', at('2026-10-12T09:00:00'))).toBe('2026-11-11 24:00')
    expect(sayEarliestClose('normative', at('2030-12-27T09:00:00'))).toMatch(/^预计 2031-01-\d\d 24:00$/)
    const short = { ...complete, opensAt: at('2031-03-03T09:00:00'), closesAt: at('2031-03-05T23:59:59') }
    const [finding] = consultationFindings(short, at('2031-03-03T08:00:00'))
    expect(finding?.message).toContain('最早可在 预计 2031-04-02')
  })

  it('set the minimum by the kind of draft: thirty days or seven working days', () => {
    const from = at('2026-11-24T09:00:00')
    expect(draftKinds.map((kind) => [kind, dayOf(earliestClose(kind, from))])).toEqual([
      ['decision', '2026-12-24'],
      ['normative', '2026-12-03'],
      ['market', '2026-12-24'],
      ['general', '2026-12-03'],
    ])
    const market = { ...complete, draftKind: 'market' as const, shortReason: '急' }
    const short = { ...market, closesAt: at('2026-12-23T23:59:59.999') }
    expect(consultationFindings(short, now)).toMatchObject([{ id: 'P4', level: 'block' }])
  })

  it('count seven working days for a normative document, with no shorter way', () => {
    expect(dayOf(earliestClose('normative', at('2026-04-30T09:00:00')))).toBe('2026-05-13')
    const short = {
      ...complete,
      draftKind: 'normative' as const,
      closesAt: at('2026-12-02T23:59:59.999'),
      shortReason: '急',
    }
    expect(consultationFindings(short, now)).toMatchObject([{ id: 'P4', level: 'block', field: 'closesAt' }])
    expect(consultationFindings({ ...short, closesAt: at('2026-12-03T23:59:59.999') }, now)).toEqual([])
  })

  it('count from the publishing where the planned opening has passed', () => {
    const late = { ...complete, opensAt: at('2026-11-20T00:00:00'), closesAt: at('2026-12-21T23:59:59.999') }
    expect(consultationFindings(late, now)).toMatchObject([{ id: 'P3', field: 'shortReason' }])
  })

  it('refuse what has no draft, no drafting note, no background or no matter in the catalogue', () => {
    const empty = { ...complete, clauseCount: 0, draftingNote: ' ', background: '', matterIsPublic: false }
    expect(consultationFindings(empty, now).map(({ id, field }) => [id, field])).toEqual([
      ['P3', 'background'],
      ['P3', 'versionId'],
      ['P3', 'draftingNote'],
      ['P1', 'matterId'],
    ])
  })

  it('warn where those without the internet have no way in', () => {
    expect(consultationFindings({ ...complete, phone: '' }, now)).toMatchObject([
      { id: 'P12', level: 'warn' },
    ])
  })
})

describe('an extension', () => {
  const period = { opensAt: now, closesAt: at('2026-12-24T23:59:59.999') }

  it('is later, before the end, and with a notice', () => {
    expect(extensionFindings(period, at('2027-01-08T23:59:59.999'), '应企业要求延长。', now)).toEqual([])
    expect(
      extensionFindings(period, at('2026-12-23T23:59:59.999'), '', now).map(({ field }) => field),
    ).toEqual(['closesAt', 'notice'])
    expect(
      extensionFindings(period, at('2027-01-08T23:59:59.999'), '延长', at('2026-12-25T00:00:00')),
    ).toHaveLength(1)
  })
})

describe('the state of a consultation', () => {
  const period = {
    opensAt: at('2026-11-25T00:00:00'),
    closesAt: at('2026-12-25T23:59:59.999'),
    terminatedAt: null,
  }
  const report = [{ kind: 'published', at: at('2027-01-05T10:00:00') }]

  it('follows the clock to the last millisecond, and then the report', () => {
    expect(consultationState(period, [], now)).toBe('upcoming')
    expect(consultationState(period, [], period.closesAt)).toBe('open')
    expect(consultationState(period, [], at('2026-12-26T00:00:00'))).toBe('closed')
    expect(consultationState(period, report, at('2027-01-06T10:00:00'))).toBe('answered')
  })

  it('is terminated from the termination on, and answered once the report is public', () => {
    const ended = { ...period, terminatedAt: at('2026-12-01T10:00:00') }
    expect(consultationState(ended, [], at('2026-12-01T09:59:59'))).toBe('open')
    expect(consultationState(ended, [], at('2026-12-01T10:00:00'))).toBe('terminated')
    expect(consultationState(ended, [], at('2027-02-01T10:00:00'))).toBe('terminated')
    expect(consultationState(ended, report, at('2027-01-06T10:00:00'))).toBe('answered')
  })

  it('closes by the second of the server: the whole last second counts, the next does not', () => {
    for (const closesAt of [at('2026-12-25T23:59:59'), at('2026-12-25T23:59:59.999')]) {
      const short = { ...period, closesAt }
      expect(consultationState(short, [], at('2026-12-25T23:59:59.999'))).toBe('open')
      expect(consultationState(short, [], at('2026-12-26T00:00:00'))).toBe('closed')
      expect(refusalToComment(short, closesAt)).toBeNull()
      expect(refusalToComment(short, new Date(closesAt.getTime() + 1000))).toMatchObject({
        status: 410,
        message: expect.stringContaining('已于2026-12-25 24:00结束'),
      })
    }
  })

  it('refuses a comment before the opening and after a termination, in words for its author', () => {
    expect(refusalToComment(period, now)).toMatchObject({
      status: 422,
      message: expect.stringContaining('2026-11-25'),
    })
    const ended = { ...period, terminatedAt: at('2026-12-01T10:00:00') }
    expect(refusalToComment(ended, at('2026-12-02T10:00:00'))?.message).toContain('终止')
    expect(refusalToComment(ended, at('2026-11-30T10:00:00'))).toBeNull()
  })
})

describe('a day that a form sends', () => {
  it('is one that the calendar has', () => {
    expect(['2026-02-28', '2028-02-29'].map(isDay)).toEqual([true, true])
    const wrong = ['2026-02-30', '2026-13-01', '0000-01-01', '2026-2-3', ' 2026-02-03', '']
    expect(wrong.filter(isDay)).toEqual([])
    expect(['2026-02-28T23:59', '2026-02-28T24:00', '2026-02-30T10:00'].map(isMoment)).toEqual([
      true,
      false,
      false,
    ])
  })
})
