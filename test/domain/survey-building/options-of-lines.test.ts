import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOfOptions, optionsOfLines } from '~/app/domain/survey-building/options-of-lines'
import type { Option } from '~/db/schema/survey-definition'

const before: Option[] = [
  { id: 'o1', label: '路边' },
  { id: 'o2', label: '小区里' },
  { id: 'o3', label: '车库' },
]
const idsOf = (text: string, more = {}) => optionsOfLines(text, { before, ...more }).map(({ id }) => id)

describe('options written one on a line', () => {
  it('keep their ids wherever they are moved', () => {
    expect(idsOf('车库\n路边\n小区里')).toEqual(['o3', 'o1', 'o2'])
  })

  it('keep their ids when they are reworded', () => {
    expect(idsOf('路边\n小区内部\n车库')).toEqual(['o1', 'o2', 'o3'])
    expect(idsOf('马路边\n小区内部\n地下车库')).toEqual(['o1', 'o2', 'o3'])
  })

  it('give a line that was put between them an id of its own', () => {
    expect(idsOf('路边\n单位\n小区里\n车库')).toEqual(['o1', 'o4', 'o2', 'o3'])
  })

  it('never give a new line an id that was an option before', () => {
    expect(idsOf('路边\n小区里\n车库\n单位', { taken: ['o9'] })).toEqual(['o1', 'o2', 'o3', 'o10'])
    expect(idsOf('单位\n学校\n路边\n车库')).not.toContain('o2')
  })

  it('read a star as the option that stands alone', () => {
    expect(optionsOfLines('甲\n＊都没有\n\n *不知道', { withStars: true })).toEqual([
      { id: 'o1', label: '甲' },
      { id: 'o2', label: '都没有', exclusive: true },
      { id: 'o3', label: '不知道', exclusive: true },
    ])
  })

  const label = fc.stringMatching(/^[甲乙丙丁戊己]{1,3}$/)
  const labels = fc.uniqueArray(label, { minLength: 1, maxLength: 12 })

  it('come back from the form as they went into it', () => {
    fc.assert(
      fc.property(labels, (words) => {
        const stored = words.map((label, at) => ({ id: `x${at}`, label }))
        expect(optionsOfLines(linesOfOptions(stored), { before: stored, withStars: true })).toEqual(stored)
      }),
    )
  })

  it('whatever is written: one id for each line, no id twice, and the same words keep theirs', () => {
    fc.assert(
      fc.property(labels, labels, (old, written) => {
        const stored = old.map((label, at) => ({ id: `o${at + 1}`, label }))
        const read = optionsOfLines(written.join('\n'), { before: stored })
        expect(read.map((option) => option.label)).toEqual(written)
        expect(new Set(read.map(({ id }) => id)).size).toBe(written.length)
        for (const { id, label } of read) {
          const same = stored.find((option) => option.label === label)
          if (same) expect(id).toBe(same.id)
        }
      }),
    )
  })
})
