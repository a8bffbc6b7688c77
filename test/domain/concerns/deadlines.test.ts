import { describe, expect, it } from 'vitest'
import { clockOf, concernFindings, deadlineOf, pressConferenceBy } from '~/app/domain/concerns/rules'

const at = (words: string) => new Date(`${words}+08:00`)

describe('the clock of a concern', () => {
  it('gives an emergency five running hours, over midnight', () => {
    expect(deadlineOf('emergency', at('2026-11-23T22:30:00'))).toEqual(at('2026-11-24T03:30:00'))
  })

  it('lets the five hours run through the National Day holiday', () => {
    expect(deadlineOf('emergency', at('2026-10-01T21:00:00'))).toEqual(at('2026-10-02T02:00:00'))
  })

  it('wants an emergency’s press conference within 24 hours', () => {
    expect(pressConferenceBy(at('2026-02-16T23:10:00'))).toEqual(at('2026-02-17T23:10:00'))
  })

  it('gives other concerns 48 running hours, through a weekend', () => {
    expect(deadlineOf('ordinary', at('2026-11-20T17:45:00'))).toEqual(at('2026-11-22T17:45:00'))
  })

  it('gives a letter 15 working days, the first day not counted, to the end of the last', () => {
    // Over the worked Sunday of 20 September and the holidays from 25 September to 7 October.
    expect(deadlineOf('letter', at('2026-09-17T09:00:00'))).toEqual(at('2026-10-14T23:59:59.999'))
  })

  it('counts a letter of five to midnight from its own day in Shanghai', () => {
    const before = deadlineOf('letter', at('2026-11-23T23:55:00'))
    const after = deadlineOf('letter', at('2026-11-24T00:05:00'))
    expect(before).toEqual(at('2026-12-14T23:59:59.999'))
    expect(after).toEqual(at('2026-12-15T23:59:59.999'))
  })

  it('gives a site error report three working days', () => {
    expect(deadlineOf('ordinary', at('2026-09-17T09:00:00'), { site: true })).toEqual(
      at('2026-09-21T23:59:59.999'),
    )
  })

  it('says how much is left, and that the last millisecond is still in time', () => {
    const deadline = at('2026-11-25T10:00:00')
    expect(clockOf(deadline, null, at('2026-11-25T08:30:00'))).toMatchObject({
      state: 'running',
      minutesLeft: 90,
    })
    expect(clockOf(deadline, null, deadline)).toMatchObject({ state: 'running', minutesLeft: 0 })
    expect(clockOf(deadline, null, at('2026-11-25T10:00:01'))).toMatchObject({ state: 'overdue' })
    expect(clockOf(deadline, deadline, at('2026-11-26T10:00:00'))).toMatchObject({ state: 'in-time' })
    expect(clockOf(deadline, at('2026-11-25T10:01:00'), at('2026-11-26T10:00:00'))).toMatchObject({
      state: 'late',
    })
  })
})

describe('the public words of a concern', () => {
  const body = '我家住东关社区三号楼，楼上漏水，找了物业三次都没有人来修，请问归谁管？'

  it('must not repeat the citizen’s own where they did not agree', () => {
    const words = { publicTitle: '东关社区漏水', publicBody: `群众反映：${body}` }
    expect(concernFindings({ body, publishWords: false }, words)).toMatchObject([
      { id: 'L2', level: 'block' },
    ])
    expect(concernFindings({ body, publishWords: true }, words)).toEqual([])
  })

  it('must not hold a telephone number', () => {
    const words = { publicTitle: '东关社区漏水', publicBody: '群众反映漏水，可拨打13800138000联系。' }
    expect(concernFindings({ body, publishWords: true }, words)).toMatchObject([{ id: 'L3', level: 'block' }])
  })

  it('are needed before it is public', () => {
    expect(concernFindings({ body, publishWords: true }, null)).toMatchObject([{ id: 'C2', level: 'block' }])
  })
})
