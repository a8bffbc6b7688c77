import type { Difference } from '~/app/domain/matters/types'
import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'

/** P1: what a later change of the catalogue changed, old and new side by side. */
export function MatterDifferences({ differences }: { differences: Difference[] }) {
  const t = useT()
  const say = (value: unknown): string => {
    if (Array.isArray(value)) return value.map((one) => methodName(String(one), t)).join('、') || '—'
    return value === null || value === undefined || value === '' ? '—' : String(value)
  }
  return (
    <ul>
      {differences.map(({ field, before, after }) => (
        <li key={field}>
          {t('matter.changed', {
            field: t(`matter.field.${field}` as MessageKey),
            before: say(before),
            after: say(after),
          })}
        </li>
      ))}
    </ul>
  )
}

const methods = [
  'consultation',
  'hearing',
  'symposium',
  'site-visit',
  'written',
  'survey',
  'opinion-poll',
  'meeting-attendance',
]

function methodName(value: string, t: ReturnType<typeof useT>): string {
  return methods.includes(value) ? t(`method.${value}` as MessageKey) : value
}
