import { describe, expect, it } from 'vitest'
import { suggestIssues } from '~/app/domain/issues/suggest'
import { issues, points } from './labelled-points'

const numbered = points.map((point, at) => ({ ...point, id: at + 1 }))
const nothing = { id: 0, title: '', summary: '', clauseIds: [], examples: [] }
const proposed = suggestIssues(numbered, issues)

describe('the machine’s proposals', () => {
  it('are right nine times out of ten, and are made for most points that have an issue', () => {
    const made = numbered.filter(({ id }) => proposed.has(id))
    const right = made.filter(({ id, issue }) => proposed.get(id)?.issueId === issue)
    const fitting = numbered.filter(({ issue }) => issue > 0)
    const precision = right.length / made.length
    const recall = right.length / fitting.length
    console.info(`proposals: ${right.length} right of ${made.length}, of ${fitting.length} to be found`)
    expect(precision).toBeGreaterThanOrEqual(0.9)
    expect(recall).toBeGreaterThanOrEqual(0.75)
  })

  it('stay right when the issues have filled: each point against all the others', () => {
    const results = numbered.map((point) => {
      const filled = issues.map((issue) => ({
        ...issue,
        examples: [
          ...issue.examples,
          ...numbered
            .filter((other) => other.issue === issue.id && other.id !== point.id)
            .map(({ body }) => body),
        ],
      }))
      return { ...point, made: suggestIssues([point], filled).get(point.id)?.issueId ?? 0 }
    })
    const made = results.filter((point) => point.made > 0)
    const right = made.filter((point) => point.made === point.issue)
    console.info(`filled: ${right.length} right of ${made.length}`)
    expect(right.length / made.length).toBeGreaterThanOrEqual(0.9)
    expect(right.length / numbered.filter(({ issue }) => issue > 0).length).toBeGreaterThanOrEqual(0.75)
  })

  it('are not made where nothing fits, nor for the clause alone', () => {
    const foreign = numbered.filter(({ issue }) => issue === 0)
    expect(foreign.filter(({ id }) => proposed.has(id)).length).toBeLessThanOrEqual(1)
    const [one = nothing] = issues
    const silent = suggestIssues([{ id: 1, body: '树荫太少。', clauseId: 7 }], [{ ...one, examples: [] }])
    expect(silent.size).toBe(0)
  })

  it('choose none of two issues that fit as well as each other, and none where there is no issue', () => {
    const [one = nothing] = issues
    const twins = [one, { ...one, id: 99 }]
    expect(suggestIssues(numbered.slice(0, 1), twins).size).toBe(0)
    expect(suggestIssues(numbered, []).size).toBe(0)
  })

  it('cost little: a page of the board with sixty issues in half a second at most', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...(issues[at % issues.length] ?? nothing),
      id: at + 1,
      examples: Array.from({ length: 12 }, (_, n) => points[(at + n) % points.length]?.body.repeat(4) ?? ''),
    }))
    const page = numbered.slice(0, 30).map((point) => ({ ...point, body: point.body.repeat(8) }))
    suggestIssues(page, many)
    const before = performance.now()
    suggestIssues(page, many)
    expect(performance.now() - before).toBeLessThan(500)
  })
})
