import type { Schedule } from '~/app/domain/publishing/types'
import { Button } from '~/app/ui/button'
import { DateTimeField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime, inputDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type SchedulePanelProps = {
  schedule: Schedule
  /** Of an interpretation the words say nothing of what comes along. */
  subject: 'policy' | 'interpretation'
  idempotencyKey: string
  errors?: Record<string, string>
  values?: Record<string, string>
}

/** Scheduled publishing: what waits, what was refused when its moment came, and for the issuer the form. Buttons `schedule`, `unschedule`. */
export function SchedulePanel({
  schedule,
  subject,
  idempotencyKey,
  errors = {},
  values,
}: SchedulePanelProps) {
  const t = useT()
  const { waiting, refused, maySet, mayCancel } = schedule
  if (!waiting && !refused && !maySet) return null
  return (
    <section aria-labelledby="schedule">
      <h2 id="schedule">{t('schedule.title')}</h2>
      {refused ? (
        <Notice tone="warning" title={t('schedule.refused', { at: formatDateTime(refused.at) })}>
          <p>{refused.failure}</p>
          <p>{t('schedule.refused.next')}</p>
        </Notice>
      ) : null}
      {waiting ? (
        <Notice title={t('schedule.waiting', { at: formatDateTime(waiting.at) })}>
          <p>
            {t('schedule.waiting.by', { name: waiting.by, at: formatDateTime(waiting.setAt) })}
            {t(`schedule.waiting.${subject}`)}
          </p>
        </Notice>
      ) : null}
      <div className="schedule-forms">
        {maySet ? (
          <Form idempotencyKey={idempotencyKey}>
            <DateTimeField
              name="publishAt"
              label={t('schedule.at')}
              hint={t('schedule.at.hint')}
              value={values?.publishAt ?? (waiting ? inputDateTime(waiting.at) : '')}
              error={errors.publishAt}
            />
            <Actions>
              <Button kind="quiet" name="intent" value="schedule">
                {waiting ? t('schedule.change') : t('schedule.set')}
              </Button>
            </Actions>
          </Form>
        ) : null}
        {mayCancel ? (
          <Form idempotencyKey={idempotencyKey}>
            <Button kind="quiet" name="intent" value="unschedule">
              {t('schedule.cancel')}
            </Button>
          </Form>
        ) : null}
      </div>
    </section>
  )
}
