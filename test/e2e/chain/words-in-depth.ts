import type { Page } from 'playwright-core'
import type { Db } from '~/db/client'
import type { People } from './people'

/** Everyone at the desk of the bureau has one role; the name is what the pages show. */
export const staffOf = {
  drafter: '何星野',
  reviewer: '白景行',
  issuer: '段承志',
  moderator: '苏晓禾',
  'disclosure-officer': '温以宁',
}
export const emailOf = (role: keyof typeof staffOf) => `${role}@yunling.example`

export type InDepth = {
  db: Db
  people: People
  neighbour: () => Promise<Page>
  consultation: number
  text: number
  nextRound: number
  codes: { first: string; second: string }
}

export const quote = '次日6时关闭'
const early = '冬天六点天还没亮，学生上学摸黑走，请延到七点。'
const broken = '另外，东关巷的路灯坏了两个月，三日内修复应当写明找谁。'
export const comment = early + broken
export const correction = `${comment}东关巷一共坏了四盏。`
export const second = '路灯太亮照进卧室，睡不着。'
export const grounds = '我说的就是第二条的路灯，不是广告，请再看一遍。'
export const answer = '您说的是路灯的亮度，与第二条有关，原来的处理不妥，现予公开。'
export const points = [early, `${broken}东关巷一共坏了四盏。`] as const
export const issues = [
  {
    title: '冬季关灯时间推迟到7时',
    summary: '冬天六点天还没亮，学生上学不安全。',
    decision: '采纳',
    reason: '冬季日出在七点以后，关灯时间改为7时。',
  },
  {
    title: '写明路灯坏了找谁修',
    summary: '三日内修复，但不知道向谁报修。',
    decision: '解释说明',
    reason: '报修电话贴在每根灯杆上，也可以拨打0000-0000126。',
  },
  {
    title: '路灯太亮影响睡眠',
    summary: '灯光照进卧室。',
    decision: '部分采纳',
    reason: '居民楼前的路灯加装遮光罩；亮度是道路照明标准规定的，不能降低。',
  },
] as const
export const laterDraft = `云岭县路灯管理办法（第二次征求意见稿）
第一条　为了规范路灯管理，制定本办法。
第二条　县城道路路灯每日18时开启，次日7时关闭。
第三条　路灯损坏的，管护单位应当在三日内修复。`
