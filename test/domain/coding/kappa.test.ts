import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Coded, cohenKappa, drawFrom, sampleSize } from '~/app/domain/coding/kappa'

/** A table of counts, first coder down, second across, as the pairs it stands for. */
function pairsOf(table: number[][]): Coded[] {
  return table.flatMap((row, first) =>
    row.flatMap((count, second) => Array.from({ length: count }, () => ({ first, second }))),
  )
}

describe('Cohen’s kappa', () => {
  it('agrees with Cohen’s own example of 1960: 200 patients, three diagnoses', () => {
    // Cohen (1960), table 1, in shares: po = .44 + .20 + .06 = .70; pe = .60·.50 + .30·.30 + .10·.20 = .41.
    const shares = [
      [0.44, 0.07, 0.09],
      [0.05, 0.2, 0.05],
      [0.01, 0.03, 0.06],
    ]
    const table = shares.map((row) => row.map((share) => Math.round(share * 200)))
    const [down, across] = [
      table.map((row) => row.reduce((sum, count) => sum + count, 0) / 200),
      [0, 1, 2].map((at) => table.reduce((sum, row) => sum + (row[at] ?? 0), 0) / 200),
    ]
    const po = 0.7
    const pe = down.reduce((sum, share, at) => sum + share * (across[at] ?? 0), 0)
    const { kappa, agreed, coded } = cohenKappa(pairsOf(table))
    expect([agreed, coded]).toEqual([140, 200])
    expect(pe).toBeCloseTo(0.41, 10)
    expect(kappa).toBeCloseTo((po - pe) / (1 - pe), 10)
    expect(kappa).toBeCloseTo(0.492, 3)
  })

  it('gives 0.4 for 50 grant proposals that two readers accept or reject (20, 5, 10, 15)', () => {
    // po = 35/50 = .7; pe = .5·.6 + .5·.4 = .5; κ = .2 / .5.
    const { kappa } = cohenKappa(
      pairsOf([
        [20, 5],
        [10, 15],
      ]),
    )
    expect(kappa).toBeCloseTo(0.4, 10)
  })

  it('tells two tables apart that agree on as many but not by as much chance (45, 15, 25, 15 and 25, 35, 5, 35)', () => {
    // po = .6 in both; pe = .6·.7 + .4·.3 = .54 and .6·.3 + .4·.7 = .46.
    const first = cohenKappa(
      pairsOf([
        [45, 15],
        [25, 15],
      ]),
    )
    const second = cohenKappa(
      pairsOf([
        [25, 35],
        [5, 35],
      ]),
    )
    expect(first.kappa).toBeCloseTo((0.6 - 0.54) / (1 - 0.54), 10)
    expect(second.kappa).toBeCloseTo((0.6 - 0.46) / (1 - 0.46), 10)
  })

  it('is 1 where all agree, negative where they agree less than by chance, and counts «none fits» as a place', () => {
    expect(
      cohenKappa(
        pairsOf([
          [3, 0],
          [0, 2],
        ]),
      ).kappa,
    ).toBe(1)
    expect(
      cohenKappa(
        pairsOf([
          [0, 2],
          [2, 0],
        ]),
      ).kappa,
    ).toBe(-1)
    expect(
      cohenKappa([
        { first: 1, second: null },
        { first: 2, second: 2 },
      ]),
    ).toMatchObject({ agreed: 1, coded: 2 })
  })

  it('is not defined where chance alone makes both agree always, nor where nothing was coded', () => {
    expect(cohenKappa(pairsOf([[7]]))).toEqual({ agreed: 7, coded: 7, kappa: null })
    expect(cohenKappa([])).toEqual({ agreed: 0, coded: 0, kappa: null })
  })

  it('never exceeds 1, and does not change when the two change places', () => {
    const place = fc.option(fc.integer({ min: 1, max: 4 }))
    const pair = fc.record({ first: place, second: place })
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 60 }), (pairs) => {
        const { kappa } = cohenKappa(pairs)
        const turned = cohenKappa(pairs.map(({ first, second }) => ({ first: second, second: first })))
        expect(turned.kappa).toBe(kappa)
        if (kappa !== null) expect(kappa).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('the sample', () => {
  it('is a tenth, at least twenty and at most a hundred, and all where there are fewer', () => {
    expect([0, 7, 20, 60, 210, 555, 1000, 5000].map(sampleSize)).toEqual([0, 7, 20, 20, 21, 56, 100, 100])
  })

  it('takes each thing once, and each about as often as the others', () => {
    const items = Array.from({ length: 10 }, (_, at) => at)
    const taken = new Map<number, number>()
    for (let round = 0; round < 2000; round++) {
      const drawn = drawFrom(items, 3, randomBytes)
      expect(new Set(drawn).size).toBe(3)
      for (const one of drawn) taken.set(one, (taken.get(one) ?? 0) + 1)
    }
    // 600 each; five standard deviations are about 102.
    for (const count of taken.values()) expect(Math.abs(count - 600)).toBeLessThan(103)
    expect(taken.size).toBe(10)
  })
})
