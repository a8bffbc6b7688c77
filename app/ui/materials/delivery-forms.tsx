import type { Served } from '~/app/domain/materials/materials-types'
import { Button } from '~/app/ui/button'
import { DateTimeField, Radios } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { inputDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type FormsProps = {
  people: Served[]
  formKeys: { link: string; paper: string }
  errors: Record<string, string>
  typed: Record<string, string>
  now: Date
}

/** To all who can be reached by e-mail in one click; the rest is entered as it was handed over. */
export function DeliveryForms({ people, formKeys, errors, typed, now }: FormsProps) {
  const t = useT()
  const waiting = people.filter(({ completeAt }) => completeAt === null)
  const reachable = waiting.filter(({ hasEmail }) => hasEmail)
  if (waiting.length === 0) return <p>{t('materialsDesk.allServed')}</p>
  const ticked = (typed.person ?? '').split('\n')
  return (
    <>
      {reachable.length === 0 ? null : (
        <Form idempotencyKey={formKeys.link}>
          <input type="hidden" name="way" value="link" />
          {reachable.map(({ registrationId }) => (
            <input key={registrationId} type="hidden" name="person" value={registrationId} />
          ))}
          <p className="field-hint">{t('materialsDesk.deliverAll.hint')}</p>
          <Actions>
            <Button name="intent" value="deliver">
              {t('materialsDesk.deliverAll', { count: reachable.length })}
            </Button>
          </Actions>
        </Form>
      )}
      <details className="fold" open={typed.intent === 'deliver' || reachable.length === 0}>
        <summary>{t('materialsDesk.deliverRest')}</summary>
        <Form idempotencyKey={formKeys.paper}>
          <fieldset className="field" id="person" aria-describedby="person-hint">
            <legend className="field-label">{t('materialsDesk.choose')}</legend>
            <p className="field-hint" id="person-hint">
              {t('materialsDesk.deliverRest.hint')}
            </p>
            {errors.person ? <p className="field-error">{errors.person}</p> : null}
            {waiting.map(({ registrationId, pseudonym, shownName, hasEmail }) => (
              <label key={registrationId} className="choice">
                <input
                  type="checkbox"
                  name="person"
                  value={registrationId}
                  defaultChecked={ticked.includes(String(registrationId))}
                />
                <span>
                  <span className="pseudonym">{pseudonym}</span> {shownName}
                  {hasEmail ? null : <span className="choice-hint">{t('materialsDesk.noEmail')}</span>}
                </span>
              </label>
            ))}
          </fieldset>
          <Radios
            name="way"
            label={t('materialsDesk.way')}
            error={errors.way}
            value={typed.way ?? 'hand'}
            choices={(['hand', 'post'] as const).map((way) => ({
              value: way,
              label: t(`materialsDesk.way.${way}`),
            }))}
          />
          <DateTimeField
            name="at"
            label={t('materialsDesk.at')}
            error={errors.at}
            value={typed.at ?? inputDateTime(now)}
          />
          <Actions>
            <Button kind="quiet" name="intent" value="deliver">
              {t('materialsDesk.deliver')}
            </Button>
          </Actions>
        </Form>
      </details>
    </>
  )
}
