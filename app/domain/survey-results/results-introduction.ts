import { dayOf } from '~/app/domain/calendar'
import type { SurveyFigures } from '~/app/domain/survey-figures/figures'

export type IntroductionFacts = {
  title: string
  department: string
  audience: string
  opensAt: Date
  closesAt: Date
  figures: SurveyFigures
  weighting: string
}

/** 基本情况, as far as the figures carry it. Numbers stand in it only as they may be published. */
export function proposeIntroduction(facts: IntroductionFacts): string {
  const { title, department, audience, opensAt, closesAt, figures, weighting } = facts
  const asked = audience.trim() === '' ? '' : `，面向${withoutStop(audience)}`
  const first = `${sayDay(opensAt)}至${sayDay(closesAt)}，${department}开展了“${title}”问卷调查${asked}。`
  if (figures.people === 0) return `${first}\n\n调查期间没有收到答卷。`
  const paragraphs = [
    first,
    `${sayCame(figures)}${sayVersions(figures)}`,
    weighting.trim() === '' ? '统计时每份答卷同样计算，没有加权。' : sentence(weighting),
    '每一道题的人数、所占比例见下。根据这些结果作出的决定和理由，写在最前面。感谢每一位填写问卷的人。',
  ]
  return paragraphs.filter(Boolean).join('\n\n')
}

function sayCame({ people, fewest, ways }: SurveyFigures): string {
  if (people === null) return `共收到答卷不到 ${fewest} 份。人数太少，各题的结果不公布。`
  const each = ways.flatMap(({ way, people: count }) =>
    count === null || count === 0 ? [] : [`${way === 'online' ? '网上' : '纸质'} ${count} 份`],
  )
  const parts = each.length > 1 ? `，其中${each.join('、')}` : ''
  return `共收到答卷 ${people} 份${parts}。`
}

function sayVersions({ versions }: SurveyFigures): string {
  const mended = versions.filter(({ number }) => number > 1)
  if (mended.length === 0) return ''
  return `调查期间问卷修改过${mended.length === 1 ? '一次' : ` ${mended.length} 次`}，改动前后不同的题目分开统计。`
}

function sayDay(at: Date): string {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

function withoutStop(words: string): string {
  return words.trim().replace(/[。；]$/, '')
}

function sentence(words: string): string {
  return /[。！？]$/.test(words.trim()) ? words.trim() : `${words.trim()}。`
}
