import { groupChoices, seatMethodOf } from '~/app/domain/activities/choices'
import type { SeatCategory, SeatGroup } from '~/app/domain/activities/types'
import { inputDateTime } from '~/app/ui/format'

const words = ['kind', 'profile', 'matterId', 'title', 'purpose', 'place', 'accessibility'] as const
const times = ['startsAt', 'endsAt', 'registrationOpensAt', 'registrationClosesAt'] as const
const rest = ['confirmHours', 'liveUrl', 'consultationId', 'versionId', 'explanation'] as const
type SeatField = `seats-${SeatGroup}` | `method-${SeatGroup}` | `eligibility-${SeatGroup}`

export type ActivityFieldName =
  | (typeof words)[number]
  | (typeof times)[number]
  | (typeof rest)[number]
  | SeatField
export type ActivityValues = Record<ActivityFieldName, string>

type Stored = Partial<
  Record<(typeof words)[number] | 'liveUrl', string | number> & Record<(typeof times)[number], Date | null>
> & {
  confirmHours?: number
  categories?: SeatCategory[]
  ledger?: { consultationId: number; isOwn: boolean; versionId: number; explanation: string } | null
}

/** What is stored, or what the person had typed when the form was refused. */
export function activityValues(stored: Stored, typed: Record<string, string> | undefined): ActivityValues {
  const plain = Object.fromEntries([...words, 'liveUrl'].map((name) => [name, said(stored[name as 'title'])]))
  const dated = Object.fromEntries(
    times.map((name) => [name, stored[name] ? inputDateTime(stored[name]) : '']),
  )
  const ledger = stored.ledger
  const all = {
    ...plain,
    ...dated,
    ...seatValues(stored.categories ?? []),
    confirmHours: said(stored.confirmHours ?? 48),
    consultationId: ledger && !ledger.isOwn ? said(ledger.consultationId) : '',
    versionId: ledger?.isOwn ? said(ledger.versionId) : '',
    explanation: ledger?.isOwn ? ledger.explanation : '',
  } as ActivityValues
  if (!typed) return all
  return Object.fromEntries(Object.keys(all).map((name) => [name, typed[name] ?? ''])) as ActivityValues
}

function seatValues(categories: SeatCategory[]): Record<SeatField, string> {
  return Object.fromEntries(
    groupChoices.flatMap((group) => {
      const category = categories.find((one) => one.group === group)
      return [
        [`seats-${group}`, said(category?.seats)],
        [`method-${group}`, category ? seatMethodOf(category) : 'arrival'],
        [`eligibility-${group}`, said(category?.eligibility)],
      ]
    }),
  ) as Record<SeatField, string>
}

function said(value: string | number | undefined): string {
  return value === undefined ? '' : String(value)
}
