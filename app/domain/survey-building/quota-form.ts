import type { Question, Test } from '~/db/schema/survey-definition'
import { conditionValues, readCondition } from './condition-form'

type Values = Record<string, string>
export type NewQuota = { label: string; tests: Test[]; most: number }

export const mostQuotas = 40
const spareRows = 3

export function quotaRows(count: number): number {
  return Math.min(mostQuotas, count + spareRows)
}

export function quotaValues(quotas: NewQuota[]): Values {
  return Object.assign(
    {},
    ...quotas.map(({ label, tests, most }, row) => ({
      [`label-${row}`]: label,
      [`most-${row}`]: String(most),
      ...conditionValues(`group-${row}`, { join: 'all', tests }),
    })),
  )
}

export type ReadQuotas = { quotas: NewQuota[] } | { faults: Values }

/** Rows without a word in them are left out. */
export function readQuotas(values: Values, questions: Question[]): ReadQuotas {
  const faults: Values = {}
  const quotas: NewQuota[] = []
  for (let row = 0; row < mostQuotas; row += 1) {
    const label = (values[`label-${row}`] ?? '').trim()
    const most = (values[`most-${row}`] ?? '').normalize('NFKC').trim()
    const group = readCondition(values, `group-${row}`, questions)
    Object.assign(faults, group.faults)
    const tests = group.condition?.tests ?? []
    if (label === '' && most === '' && tests.length === 0) continue
    if (label === '' || label.length > 60) faults[`label-${row}`] = '请写这一类人的名称，不超过 60 个字'
    if (!/^[1-9]\d{0,6}$/.test(most)) faults[`most-${row}`] = '请写最多收多少份，1 以上的整数'
    quotas.push({ label, tests, most: Number(most) })
  }
  return Object.keys(faults).length > 0 ? { faults } : { quotas }
}
