import { describe, expect, it } from 'vitest'
import { type IntroductionFacts, sayIntroduction } from '~/app/domain/feedback/introduction'
import type { Figures } from '~/app/domain/feedback/types'

const none = { issues: 0, comments: 0 }
const nothing: Figures = {
  ledger: { received: 0, withdrawn: 0, refused: 0, decided: 0, undecided: 0, unmoderated: 0, balanced: true },
  channels: [],
  decisions: { adopted: none, 'partially-adopted': none, 'not-adopted': none, explained: none },
  refusals: [],
  townships: [],
  groups: [],
  issues: [],
  coding: null,
  campaigns: [],
  lateness: null,
}
const issue = {
  ...{ issueId: 1, title: '推迟关灯', summary: '冬天推迟', clauses: [], count: 1, channels: [] },
  ...{ decision: 'adopted' as const, reason: '' },
}
const facts: IntroductionFacts = {
  draftTitle: '云岭县路灯管理办法（征求意见稿）',
  department: '县城市管理局',
  activity: null,
  round: 1,
  opensAt: new Date('2026-11-02T09:00:00+08:00'),
  closesAt: new Date('2026-12-04T23:59:59+08:00'),
  firstClose: null,
  terminated: null,
  ways: ['网上', '信函', '电话'],
  figures: nothing,
}
const full: Figures = {
  ...nothing,
  ledger: { ...nothing.ledger, received: 1525, withdrawn: 3, refused: 22, decided: 1500 },
  channels: [
    { channel: 'online', count: 1500 },
    { channel: 'letter', count: 25 },
  ],
  issues: [issue, issue, issue],
  decisions: {
    ...nothing.decisions,
    adopted: { issues: 2, comments: 1300 },
    'not-adopted': { issues: 1, comments: 220 },
  },
  campaigns: [{ sent: 1200, added: 85, excerpt: '我们是……' }],
  coding: { kappa: 0.8345, agreed: 92, coded: 100, size: 100 },
}

describe('the introduction that the ledger writes', () => {
  it('says the period, the ways, every figure of the ledger, the campaign and the agreement', () => {
    const words = sayIntroduction({ ...facts, figures: full })
    for (const part of [
      '2026年11月2日至2026年12月4日，县城市管理局就《云岭县路灯管理办法（征求意见稿）》公开征求意见，公众可以通过网上、信函、电话提出意见。',
      '共收到意见1525条，其中网上1500条、信函25条。',
      '提出人本人撤回3条；依照意见审核规则未予公开22条，理由均已告知提出人；已经归集研究并作出结论1500条。',
      '归集为3类，其中采纳2类（涉及意见1300条）、不采纳1类（涉及意见220条）。',
      '有1200条为内容相同或者基本相同的来信，其中85条在相同内容以外另写了自己的意见',
      '抽取100个意见点',
      '一致的92个，一致程度κ=0.83（1为完全一致）。',
    ]) {
      expect(words).toContain(part)
    }
    expect(words).not.toContain('部分采纳')
  })

  it('says of an activity’s own ledger where the opinions were given, and claims no public call', () => {
    const activity = { title: '县城供水价格听证会' }
    const words = sayIntroduction({ ...facts, activity, figures: full })
    expect(words).toContain('2026年11月2日至2026年12月4日，县城市管理局通过“县城供水价格听证会”')
    const oneDay = sayIntroduction({ ...facts, activity, closesAt: new Date('2026-11-02T11:00:00+08:00') })
    expect(oneDay).toContain('2026年11月2日，县城市管理局')
    expect(words).not.toContain('公开征求意见')
    expect(sayIntroduction({ ...facts, activity })).toContain('现场没有提出意见。')
  })

  it('says that nothing came where nothing came (P12)', () => {
    const words = sayIntroduction(facts)
    expect(words).toContain('征求意见期间没有收到意见。')
    expect(words).not.toContain('共收到')
  })

  it('names the round, a longer time and the termination with its public reason', () => {
    const words = sayIntroduction({
      ...facts,
      round: 2,
      firstClose: new Date('2026-11-27T23:59:59+08:00'),
      terminated: { at: new Date('2026-12-01T10:00:00+08:00'), reason: '因上位法修改，需要重新起草。' },
      figures: { ...full, campaigns: [], coding: null },
    })
    expect(words).toContain('2026年11月2日至2026年12月1日')
    expect(words).toContain('第二轮公开征求意见')
    expect(words).toContain('原定2026年11月27日截止，后延长至2026年12月4日。')
    expect(words).toContain('因上位法修改，需要重新起草，征求意见于2026年12月1日终止。')
    expect(words).not.toContain('κ')
    expect(words).not.toContain('来信')
  })

  it('does not say that all is decided while something is open', () => {
    const ledger = { ...full.ledger, decided: 1490, undecided: 6, unmoderated: 4, balanced: false }
    const words = sayIntroduction({ ...facts, figures: { ...full, ledger } })
    expect(words).toContain('作出结论1490条；正在研究6条；正在审核4条。')
  })
})
