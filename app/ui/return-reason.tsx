import type { SignOffState } from '~/app/domain/audit/transitions'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type DoneStep = { kind: string; at: Date; accountName: string | null; reason: string | null }

/** Why it was returned last, on top of the desk page: for the drafter who mends it, and then for who signs it off. */
export function ReturnReason({ state, steps }: { state: SignOffState; steps: DoneStep[] }) {
  const t = useT()
  const last = steps.findLast((step) => step.kind === 'returned')
  if (!last?.reason || !['returned', 'submitted', 'reviewed'].includes(state)) return null
  const said = { name: last.accountName ?? '', at: formatDateTime(last.at) }
  return (
    <Notice
      tone={state === 'returned' ? 'warning' : 'info'}
      title={t(state === 'returned' ? 'returned.now' : 'returned.before', said)}
    >
      <p className="returned-reason">{last.reason}</p>
      {state === 'returned' ? <p>{t('returned.next')}</p> : null}
    </Notice>
  )
}
