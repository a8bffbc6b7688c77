import { describe, expect, it } from 'vitest'
import {
  balance,
  feedbackDueOn,
  feedbackFindings,
  latenessAt,
  type Missing,
} from '~/app/domain/feedback/rules'

const nothing: Missing = {
  unmoderated: [],
  undecided: [],
  issues: [],
  undecidedIssues: 0,
  corrections: [],
  openCorrections: 0,
  appeals: [],
  openAppeals: 0,
}
const even = balance(3, { withdrawn: 1, refused: 1, decided: 1, undecided: 0, unmoderated: 0 })
const ready = {
  ledger: even,
  missing: nothing,
  closesAt: '2026-12-04 24:00',
  isClosed: true,
  introduction: '感谢参与。',
  lateness: null,
  unreported: [],
}

describe('the rules of the feedback report', () => {
  it('names at most twenty of what is missing, then says that there are more (P9)', () => {
    const ledger = balance(30, { withdrawn: 0, refused: 0, decided: 0, undecided: 0, unmoderated: 30 })
    const unmoderated = Array.from({ length: 20 }, (_, at) => at + 1)
    const [finding] = feedbackFindings({ ...ready, ledger, missing: { ...nothing, unmoderated } })
    expect(finding).toMatchObject({ id: 'P9', level: 'block' })
    expect(finding?.message).toMatch(
      /^还有30条意见没有审核：第1、2、.*、20号等（国务院令第713号第十八条）。$/,
    )
  })

  it('is kept back by a correction and by an appeal that nobody has answered (P9)', () => {
    const missing = { ...nothing, corrections: [7], openCorrections: 1, appeals: [8, 9], openAppeals: 2 }
    const messages = feedbackFindings({ ...ready, missing }).map(
      ({ level, message }) => `${level} ${message}`,
    )
    expect(messages).toEqual([
      expect.stringContaining('block 还有1条更正没有办理，涉及第7号意见'),
      expect.stringContaining('block 还有2件申诉没有办理，涉及第8、9号意见'),
    ])
  })

  it('is due ten working days after the decision, and late from the day after (P12)', () => {
    const decision = { day: '2026-09-17', from: 'signed' as const }
    // A worked Sunday, Mid-Autumn and the National Day lie between.
    expect(feedbackDueOn(decision)).toBe('2026-10-08')
    expect(latenessAt(decision, new Date('2026-10-08T23:59:59+08:00'))).toBeNull()
    const lateness = latenessAt(decision, new Date('2026-10-09T00:00:00+08:00'))
    expect(lateness).toEqual({ dueOn: '2026-10-08', decidedOn: '2026-09-17', from: 'signed' })
    expect(feedbackFindings({ ...ready, lateness })).toEqual([
      expect.objectContaining({ id: 'P12', level: 'warn', message: expect.stringContaining('2026-10-08前') }),
    ])
    expect(latenessAt(null, new Date('2030-01-01T00:00:00+08:00'))).toBeNull()
  })

  it('waits for the report of every activity whose opinions go into its ledger, and names them (P9)', () => {
    const unreported = [{ title: '水价听证会' }, { title: '用水大户座谈会' }]
    expect(feedbackFindings({ ...ready, unreported })).toEqual([
      {
        id: 'P9',
        level: 'block',
        message: expect.stringMatching(/“水价听证会”、“用水大户座谈会”.*活动报告还没有公布.*第十八条/),
      },
    ])
  })

  it('never lets out a report of an open consultation, or without words (P3, P12)', () => {
    expect(feedbackFindings({ ...ready, isClosed: false }).map(({ id }) => id)).toEqual(['P3'])
    expect(feedbackFindings({ ...ready, introduction: ' ' })).toMatchObject([
      { id: 'P12', level: 'block', field: 'introduction' },
    ])
  })
})
