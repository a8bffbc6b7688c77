import { describe, expect, it } from 'vitest'
import { groupCopies } from '~/app/domain/campaigns/group-copies'
import { findPrivateData } from '~/app/domain/comments/private-data'
import { findQuote } from '~/app/domain/comments/quote'
import { parseText } from '~/app/domain/texts/parse-text'
import { departments } from '~/db/seed/county'
import { findClause } from '~/db/seed/find-clause'
import { crowd, themes, total } from '~/db/seed/stories/e-bikes/crowd'
import { draft } from '~/db/seed/stories/e-bikes/draft'
import { affectedGroups } from '~/db/seed/stories/e-bikes/people'
import { eBikes } from '~/db/seed/stories/e-bikes/story'

const comments = crowd()
const isLetter = (body: string) =>
  ['第十三条规定服务费由经营者自主确定', '第十七条规定居住区内不得设置换电柜'].some((words) =>
    body.includes(words),
  )
const own = comments.filter(({ body }) => !isLetter(body))
const length = (words: string) => [...words].length

describe('the two thousand comments of the demo county', () => {
  it('are the same ones each time', () => {
    expect(comments).toHaveLength(total)
    expect(crowd()).toEqual(comments)
  })

  it('are each in words of their own, but for the letters that went round', () => {
    expect(own.length).toBeGreaterThan(1500)
    expect(new Set(own.map(({ body }) => body)).size).toBe(own.length)
  })

  it('hold two letters, and next to nothing else that looks like one', () => {
    const shown = comments.flatMap(({ body, moderation }, id) =>
      moderation === 'published' ? [{ id, text: body }] : [],
    )
    const sizes = groupCopies(shown, [draft])
      .map(({ members }) => members.length)
      .sort((one, other) => other - one)
    expect(sizes[0]).toBeGreaterThanOrEqual(410)
    expect(sizes[1]).toBeGreaterThanOrEqual(35)
    expect(sizes.length).toBeLessThanOrEqual(8)
    expect(sizes[2] ?? 0).toBeLessThanOrEqual(4)
  })

  it('are short and long, and typed as people type, without the marks of a machine', () => {
    const lengths = own.map(({ body }) => length(body)).sort((one, other) => one - other)
    expect(lengths[Math.floor(lengths.length / 10)]).toBeLessThan(20)
    expect(lengths.at(-1)).toBeGreaterThan(250)
    expect(lengths.at(-1)).toBeLessThanOrEqual(400)
    for (const { body } of comments) expect(body).not.toMatch(/[。，！？；、]{2}|[{}[\]|]|undefined|NaN|\s$/)
  })

  it('come by every channel, mostly from the county town; two townships are hardly heard', () => {
    expect(new Set(comments.map(({ channel }) => channel)).size).toBe(6)
    const from = (slug: string) => comments.filter(({ township }) => township === slug).length
    expect(from('yuntai')).toBeGreaterThan(1000)
    for (const slug of ['liuping', 'beiyuan']) expect(from(slug)).toBeLessThan(30)
    const slugs = departments.map(({ slug }) => slug)
    for (const { township, affectedGroup } of comments) {
      if (township) expect(slugs).toContain(township)
      if (affectedGroup) expect(affectedGroups).toContain(affectedGroup)
    }
    const heard = new Set(comments.map(({ affectedGroup }) => affectedGroup))
    expect(affectedGroups.filter((group) => !heard.has(group))).toEqual(['残疾人', '充电设施经营者'])
  })

  it('quote only words of the clause on which they hang', () => {
    const { clauses } = parseText(draft)
    for (const { clause, quotes } of themes) {
      const at = findClause(clauses, clause)
      const within = clauses.filter((one, index) => index === at || one.parent === at)
      for (const quote of quotes) expect(within.some(({ body }) => findQuote(body, quote))).toBe(true)
    }
    for (const { clause, quote } of comments) if (quote) expect(clause).toBeDefined()
  })

  it('of which a few are refused by different rules, withdrawn, disowned, corrected, appealed', () => {
    const refused = comments.filter(({ moderation }) => moderation === 'refused')
    expect(refused.length / total).toBeCloseTo(0.03, 2)
    expect(new Set(refused.map(({ refusalReason }) => refusalReason)).size).toBe(5)
    expect(comments.filter(({ moderation }) => moderation === 'withdrawn').length).toBeGreaterThan(10)
    expect(comments.filter(({ disowned }) => disowned)).toHaveLength(1)
    expect(comments.flatMap(({ correction }) => correction?.outcome ?? []).sort()).toEqual([
      'before-publishing',
      'before-publishing',
      'refused',
      'taken-up',
      'taken-up',
    ])
    expect(comments.flatMap(({ appeal }) => appeal?.decision?.granted ?? []).sort()).toEqual([false, true])
  })

  it('show no private number, though some hold one', () => {
    const masked = comments.filter(({ mask }) => mask)
    expect(masked.length).toBeGreaterThan(8)
    for (const { body, mask = '' } of masked) {
      expect(findPrivateData(body)).not.toEqual([])
      expect(findPrivateData(mask)).toEqual([])
    }
    for (const { body, mask, moderation } of comments)
      if (moderation === 'published') expect(findPrivateData(mask ?? body)).toEqual([])
  })

  it('say something to every issue, and the points of those that say two things are their own words', () => {
    const keys = eBikes.issues?.map(({ key }) => key) ?? []
    const spoken = new Set(
      comments.flatMap(({ issue, points }) => points?.map((one) => one.issue) ?? issue ?? []),
    )
    expect([...spoken].sort()).toEqual([...keys].sort())
    const split = comments.filter(({ points }) => points)
    expect(split.length).toBeGreaterThan(20)
    for (const { body, points = [] } of split) {
      for (const { text } of points) expect(body).toContain(text)
      expect(new Set(points.map(({ issue }) => issue)).size).toBe(points.length)
    }
  })

  it('are decided in all four ways, each with a reason or the changed clause; the second draft shows what was adopted', () => {
    const decisions = eBikes.issues?.map(({ decision }) => decision)
    expect(new Set(decisions)).toEqual(new Set(['adopted', 'partially-adopted', 'not-adopted', 'explained']))
    for (const issue of eBikes.issues ?? []) {
      // One adoption has no words, so that the demo shows what the report does then.
      if (issue.decision === 'adopted' && !issue.reason) expect(issue.clauses).toEqual(['第十四条'])
      else expect(length(issue.reason ?? '')).toBeGreaterThan(30)
    }
    const second = parseText(eBikes.nextRound?.consultation.draft ?? '')
    expect(second.clauses.some(({ body }) => body.includes('零点三五元'))).toBe(true)
    for (const { clause } of eBikes.nextRound?.comments ?? [])
      if (clause) expect(findClause(second.clauses, clause)).toBeGreaterThanOrEqual(0)
  })
})
