import type { PlanProgress } from '~/app/domain/interpretation-plans/types'
import { paths } from '~/app/paths'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { SignOffWord } from '~/app/ui/sign-off'
import { StatusWord, type Tone } from '~/app/ui/status-word'
import { TableScroll } from '~/app/ui/table-scroll'

const tones: Record<PlanProgress['state'], Tone> = { done: 'done', planned: 'waiting', late: 'overdue' }

type PlanTableProps = { policyId: number; items: PlanProgress[]; mayWrite: boolean }

/** What is planned, by whom and until when, and how far each is. */
export function PlanTable({ policyId, items, mayWrite }: PlanTableProps) {
  const t = useT()
  const lang = useLang()
  return (
    <TableScroll label={t('plan.items')}>
      <table className="plan-table">
        <thead>
          <tr>
            <th scope="col">{t('plan.form')}</th>
            <th scope="col">{t('plan.what')}</th>
            <th scope="col">{t('plan.state')}</th>
            <th scope="col">{t('plan.dueOn')}</th>
            <th scope="col">{t('plan.who')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, form, what, who, dueOn, state, made }) => (
            <tr key={id}>
              <th scope="row">{t(`interpretation.form.${form}`)}</th>
              <td>{what}</td>
              <td>
                <StatusWord tone={tones[state]}>{t(`plan.state.${state}`)}</StatusWord>
                {made ? (
                  <p>
                    <a href={paths.desk.interpretation(made.id)}>{made.title}</a>{' '}
                    {state === 'done' ? null : <SignOffWord state={made.state} />}
                  </p>
                ) : mayWrite ? (
                  <p>
                    <a href={paths.desk.newInterpretation({ policy: policyId, form })}>{t('plan.write')}</a>
                  </p>
                ) : null}
              </td>
              <td className="plan-day">{formatDate(dueOn, lang)}</td>
              <td>{who}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
