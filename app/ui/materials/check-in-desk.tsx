import type { CheckIn } from '~/app/domain/check-in/check-in-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { DateTimeField, TextField } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { inputDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { presenceWords } from './presence-words'

/** By its number, for who has no camera at hand. */
export function FindPerson({ activityId, value }: { activityId: number; value?: string }) {
  const t = useT()
  return (
    <Form method="get" action={paths.desk.checkIn(activityId)}>
      <TextField
        name="person"
        label={t('checkIn.find')}
        hint={t('checkIn.find.hint')}
        value={value}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={40}
      />
      <Actions>
        <Button>{t('checkIn.find.button')}</Button>
      </Actions>
    </Form>
  )
}

/** Everybody who is expected: pseudonym and public name, no more. */
export function SeatedList({ page }: { page: Pick<CheckIn, 'head' | 'seated'> }) {
  const t = useT()
  const { head, seated } = page
  if (seated.length === 0) return <p>{t('checkIn.list.empty')}</p>
  return (
    <ul className="seated-list">
      {seated.map((person) => (
        <li key={person.registrationId} className={`seated seated-${person.presence ?? 'open'}`}>
          <a href={paths.desk.checkIn(head.id, person.pseudonym)}>
            <span className="pseudonym">{person.pseudonym}</span> {person.shownName}
          </a>
          <span className="muted">
            {t(`activity.group.${person.group}`)}
            {person.isConfirmed ? '' : `，${t('checkIn.unconfirmed')}`}
          </span>
          <span className="seated-state">{presenceWords(person, t)}</span>
        </li>
      ))}
    </ul>
  )
}

type CloseProps = {
  page: CheckIn
  formKeys: { rest: string; hold: string }
  errors: Record<string, string>
  typed: Record<string, string>
}

/** Once it has begun: who did not come, and that it was held. */
export function CloseCheckIn({ page, formKeys, errors, typed }: CloseProps) {
  const t = useT()
  const { head, seated, hasBegun, holding } = page
  const open = seated.filter(({ presence }) => presence === null).length
  return (
    <>
      {hasBegun && open > 0 ? (
        <Form idempotencyKey={formKeys.rest}>
          <p className="field-hint">{t('checkIn.rest.text', { count: open })}</p>
          <Actions>
            <Button kind="quiet" name="intent" value="rest">
              {t('checkIn.rest')}
            </Button>
          </Actions>
        </Form>
      ) : null}
      <section id="hold">
        <h2>{t('checkIn.hold')}</h2>
        <Findings findings={holding} title={t('checkIn.hold.blocked')} />
        {holding.length === 0 ? (
          <Form idempotencyKey={formKeys.hold}>
            <p>{t('checkIn.hold.text')}</p>
            <DateTimeField
              name="at"
              label={t('checkIn.hold.at')}
              error={errors.at}
              value={typed.at ?? inputDateTime(head.startsAt)}
            />
            <Actions>
              <Button name="intent" value="hold">
                {t('checkIn.hold')}
              </Button>
            </Actions>
          </Form>
        ) : null}
      </section>
    </>
  )
}
