import { expect, it } from 'vitest'
import { bandsOf } from '~/app/domain/survey-figures/parts-of-amounts'

const days = {
  ...({ id: 'days', kind: 'number', title: '等了多少天？', required: false, least: 0, most: 60 } as const),
  ...{ whole: true, unit: '天' },
}

it('a band in which no answer can lie is not shown', () => {
  const { parts, idOf } = bandsOf({ ...days, bands: [0, 11, 31, 90] }, [])
  expect(parts.map(({ label }) => label)).toEqual(['不到11天', '11～30天', '31天及以上'])
  expect([0, 10, 11, 30, 31, 60].map(idOf)).toEqual(['b0', 'b0', 'b1', 'b1', 'b2', 'b2'])
})
