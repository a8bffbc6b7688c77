import fc from 'fast-check'
import { expect, test } from 'vitest'
import { protectThemes } from '~/app/domain/survey-results/theme-figures'

test('a theme of nine people, and one of all but nine, are not shown', () => {
  expect(protectThemes([9, 10, 0, 91, 90, 100], 100, 100)).toEqual({
    ...{ base: 100, themes: [null, 10, 0, null, 90, 100] },
  })
})

test('where fewer than ten wrote, or the figures say nothing of them, nothing is shown', () => {
  expect(protectThemes([5, 3], 8, 8)).toEqual({ base: null, themes: [null, null] })
  expect(protectThemes([50], 60, null)).toEqual({ base: null, themes: [null] })
})

test('the number who wrote is not shown where it differs by a few from what is public', () => {
  expect(protectThemes([40], 60, 63)).toEqual({ base: null, themes: [null] })
  expect(protectThemes([40], 60, 75)).toEqual({ base: 60, themes: [40] })
})

test('whatever the counts: no number, no rest and no difference that is shown is one to nine', () => {
  const people = fc.nat(200)
  fc.assert(
    fc.property(people, fc.array(people, { maxLength: 8 }), fc.option(people), (wrote, all, answered) => {
      const counts = all.map((count) => Math.min(count, wrote))
      const { base, themes } = protectThemes(counts, wrote, answered)
      const told = themes.flatMap((count) => (count === null ? [] : [count]))
      if (base === null) return told.length === 0
      const derived = [base, answered === null ? 0 : Math.abs(answered - base)]
      for (const count of told) derived.push(count, base - count)
      return derived.every((count) => count === 0 || count >= 10)
    }),
  )
})
