import { describe, expect, it } from 'vitest'
import { nextSteps, publicStep, refusalFor, stateAfter } from '~/app/domain/audit/transitions'

const step = (kind: string, at = '2026-11-01') => ({ kind, at: new Date(at) })

describe('the sign-off', () => {
  it('begins as a draft and follows the last sign-off step', () => {
    expect(stateAfter([])).toBe('draft')
    expect(stateAfter([step('submitted'), step('reviewed')])).toBe('reviewed')
    expect(stateAfter([step('submitted'), step('returned'), step('submitted')])).toBe('submitted')
  })

  it('is not moved by steps that are no sign-off', () => {
    expect(stateAfter([step('published'), step('extended'), step('changed')])).toBe('published')
  })

  it('publishes a policy only after the review, and says so', () => {
    expect(refusalFor('policy', 'draft', 'published')).toMatch('审核通过之后才能公开')
    expect(refusalFor('policy', 'submitted', 'published')).not.toBeNull()
    expect(refusalFor('policy', 'reviewed', 'published')).toBeNull()
  })

  it('publishes nothing twice', () => {
    for (const subject of [
      'consultation',
      'policy',
      'interpretation',
      'response',
      'matter',
      'announcement',
    ] as const) {
      expect(refusalFor(subject, 'published', 'published')).toMatch('公开日期不变')
    }
  })

  it('has no review for a response', () => {
    expect(refusalFor('response', 'submitted', 'reviewed')).toBe('这类内容没有这一步。')
    expect(nextSteps('response', 'submitted').map(({ kind }) => kind)).toEqual(['returned', 'published'])
  })

  it('asks a reason of who returns or withdraws', () => {
    expect(nextSteps('consultation', 'submitted')).toMatchObject([
      { kind: 'reviewed', needsReason: false },
      { kind: 'returned', needsReason: true },
    ])
  })
})

describe('what the public sees', () => {
  const now = new Date('2026-11-10')

  it('is what was published and not withdrawn', () => {
    expect(publicStep([step('published', '2026-11-09')], now)?.at).toEqual(new Date('2026-11-09'))
    expect(publicStep([step('published', '2026-11-11')], now)).toBeUndefined()
    expect(
      publicStep([step('published', '2026-11-08'), step('withdrawn', '2026-11-09')], now),
    ).toBeUndefined()
  })
})
