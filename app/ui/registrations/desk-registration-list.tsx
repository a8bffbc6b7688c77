import type { ReactNode } from 'react'
import type { DeskRegistration } from '~/app/domain/registrations/desk-types'
import type { SeatFigure } from '~/app/domain/registrations/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Select, TextField } from '~/app/ui/field'
import { formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'
import { PersonLook, type SeenPerson } from './person-look'
import { RegistrationStateWord } from './registration-state-word'

type Refused = { errors: Record<string, string>; values: Record<string, string> }
type Shared = { action: string; mayHandle: boolean; formKey: string; seen?: SeenPerson; refused?: Refused }
type ListProps = Shared & { registrations: DeskRegistration[] }

/** One row for each, without names: who handles it opens one at a time. */
export function DeskRegistrationList({ registrations, ...shared }: ListProps) {
  const t = useT()
  return (
    <TableScroll label={t('deskRegistrations.progress')}>
      <table className="registrations-table">
        <thead>
          <tr>
            <th scope="col">{t('deskRegistrations.pseudonym')}</th>
            <th scope="col">{t('deskRegistrations.about')}</th>
            <th scope="col">{t('deskRegistrations.progress')}</th>
            {shared.mayHandle ? <th scope="col">{t('deskRegistrations.actions')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {registrations.map((registration) => (
            <Row key={registration.id} registration={registration} {...shared} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Row({
  registration,
  mayHandle,
  action,
  seen,
  formKey,
  refused,
}: Shared & { registration: DeskRegistration }) {
  const t = useT()
  const lang = useLang()
  const { id, pseudonym, state, confirmBy, rank, reason, isKnown, topic } = registration
  return (
    <tr id={`registration-${id}`}>
      <th scope="row">{pseudonym}</th>
      <td>
        <p>{useDetails(registration)}</p>
        {topic ? <p className="muted">{topic}</p> : null}
      </td>
      <td>
        <RegistrationStateWord state={state} />
        {confirmBy ? (
          <p>{t('deskRegistrations.confirmBy', { at: formatDeadline(confirmBy, lang) })}</p>
        ) : null}
        {rank ? <p>{t('deskRegistrations.rank', { rank })}</p> : null}
        {state === 'excluded' && reason ? <p>{reason}</p> : null}
      </td>
      {mayHandle ? (
        <td>
          {isKnown ? (
            <PersonLook id={id} action={action} seen={seen} />
          ) : (
            <p className="muted">{t('deskRegistrations.forgotten')}</p>
          )}
          <RowActions registration={registration} {...{ action, formKey, refused }} />
        </td>
      ) : null}
    </tr>
  )
}

function useDetails(registration: DeskRegistration): string {
  const t = useT()
  const { group, shownName, organisation, township, sex, ageBand, channel, receivedAt } = registration
  return [
    t(`activity.group.${group}`),
    shownName,
    organisation,
    township,
    sex ? t(`register.sex.${sex}`) : '',
    ageBand ? t(`register.ageBand.${ageBand}`) : '',
    `${formatDateTime(receivedAt)} ${t(`registration.channel.${channel}`)}`,
  ]
    .filter(Boolean)
    .join(t('comment.separator'))
}

type RowActionsProps = Pick<Shared, 'action' | 'formKey' | 'refused'> & { registration: DeskRegistration }

function RowActions({ registration: { id, state }, action, formKey, refused }: RowActionsProps) {
  const t = useT()
  if (state === 'withdrawn' || state === 'lapsed' || state === 'excluded') return null
  const isOwn = refused?.values.id === String(id)
  const form = { id, action, formKey }
  return (
    <details open={isOwn ? true : undefined}>
      <summary>{t('deskRegistrations.open')}</summary>
      {state === 'offered' ? (
        <IntentForm intent="confirm" {...form}>
          <Button kind="quiet">{t('deskRegistrations.confirm')}</Button>
        </IntentForm>
      ) : null}
      <IntentForm intent="withdraw" {...form}>
        <Button kind="quiet">{t('deskRegistrations.withdraw')}</Button>
      </IntentForm>
      <IntentForm intent="exclude" {...form}>
        <TextField
          name={`reason-${id}`}
          label={t('deskRegistrations.reason')}
          hint={t('deskRegistrations.reason.hint')}
          error={isOwn ? refused?.errors.reason : undefined}
          value={isOwn ? refused?.values[`reason-${id}`] : ''}
          maxLength={300}
        />
        <Button kind="danger">{t('deskRegistrations.exclude')}</Button>
      </IntentForm>
    </details>
  )
}

type IntentFormProps = {
  intent: 'confirm' | 'withdraw' | 'exclude'
  id: number
  action: string
  formKey: string
  children: ReactNode
}

function IntentForm({ intent, id, action, formKey, children }: IntentFormProps) {
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name="key" value={`${formKey}-${intent}-${id}`} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="id" value={id} />
      {children}
    </form>
  )
}

type FilterProps = { activityId: number; figures: SeatFigure[]; state?: string; category?: number }

export function CategoryFilter({ activityId, figures, state, category }: FilterProps) {
  const t = useT()
  return (
    <form method="get" action={paths.desk.registrations(activityId)} className="desk-filter">
      {state ? <input type="hidden" name="state" value={state} /> : null}
      <Select
        name="category"
        label={t('deskRegistrations.category')}
        value={category === undefined ? '' : String(category)}
        empty={t('deskRegistrations.any')}
        choices={figures.map(({ categoryId, group }) => ({
          value: String(categoryId),
          label: t(`activity.group.${group}`),
        }))}
        required={false}
      />
      <Button kind="quiet">{t('deskRegistrations.apply')}</Button>
    </form>
  )
}
