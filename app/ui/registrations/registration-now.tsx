import type { ReactNode } from 'react'
import type { RegistrationReceipt } from '~/app/domain/registrations/receipt-types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { Deadline } from '~/app/ui/deadline'
import { Checkbox } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDate, formatDateTime, formatDeadline, type When } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

type NowProps = { receipt: RegistrationReceipt; formKey: string; now: When }

/** How it stands in one sentence in large letters, what comes next, and the one thing to do as one button. */
export function RegistrationNow({ receipt, formKey, now }: NowProps) {
  const t = useT()
  const lang = useLang()
  const { title, text } = useWords(receipt)
  const { may, code, confirmBy, activity, cancelled, transcriptOpenedAt } = receipt
  return (
    <section className="registration-now no-print" aria-labelledby="registration-now">
      <h2 id="registration-now">{title}</h2>
      {may.confirm && confirmBy ? (
        <p>
          <Deadline at={confirmBy} now={now} lang={lang} />
        </p>
      ) : null}
      <p>{text}</p>
      {receipt.postponed && !cancelled ? (
        <p>
          {t('registration.postponed', {
            at: formatDateTime(activity.startsAt),
            reason: receipt.postponed.reason ?? '',
          })}
        </p>
      ) : null}
      <div>
        {may.confirm ? (
          <Form action={paths.registration(code)} idempotencyKey={formKey}>
            <input type="hidden" name="intent" value="confirm" />
            <Actions>
              <Button>{t('registration.confirm')}</Button>
            </Actions>
          </Form>
        ) : (
          <Actions>{nextAction()}</Actions>
        )}
      </div>
    </section>
  )

  function nextAction(): ReactNode {
    if (may.signTranscript)
      return <LinkButton href={paths.registrationTranscript(code)}>{t('registration.sign')}</LinkButton>
    if (may.readMaterials && !transcriptOpenedAt)
      return <LinkButton href={paths.registrationMaterials(code)}>{t('registration.materials')}</LinkButton>
    const kind = may.withdraw ? 'quiet' : 'primary'
    return (
      <LinkButton kind={kind} href={paths.activity(activity.id)}>
        {t('registration.activity')}
      </LinkButton>
    )
  }
}

function useWords(receipt: RegistrationReceipt): { title: string; text: string } {
  const t = useT()
  const lang = useLang()
  const { state, confirmBy, rank, activity, cancelled, heldAt, may, presence, listBy, department } = receipt
  const say = (
    key: 'given' | 'cancelled' | 'held' | 'absent' | 'sign' | 'materials' | 'reported' | typeof state,
  ) => ({
    title: t(`registration.now.${key}`, {
      at: confirmBy ? formatDeadline(confirmBy, lang) : '',
      rank: rank ?? 0,
      when: formatDateTime(activity.startsAt),
    }),
    text: t(`registration.now.${key}.text`, {
      at: activity.registrationClosesAt ? formatDeadline(activity.registrationClosesAt, lang) : '',
      day: formatDate(listBy, lang),
      reason: cancelled?.reason ?? receipt.moves.findLast(({ kind }) => kind === 'excluded')?.reason ?? '',
      phone: department.phone || department.name,
    }),
  })
  if (cancelled && state !== 'withdrawn') return say('cancelled')
  if (may.signTranscript) return say('sign')
  if (state === 'confirmed' && receipt.reportedAt) return say('reported')
  if (state === 'confirmed' && heldAt) return say(presence === 'absent' ? 'absent' : 'held')
  if (state === 'confirmed' && may.readMaterials) return say('materials')
  if (state === 'confirmed' && isGiven(receipt)) return say('given')
  return say(state)
}

/** By order of arrival, or put forward: nothing had to be confirmed. */
function isGiven({ moves }: RegistrationReceipt): boolean {
  const way = moves.findLast(({ kind }) => kind === 'seated')?.way
  return way === 'arrival' || way === 'nominated'
}

type Refused = { errors: Record<string, string>; values: Record<string, string> } | undefined
type WithdrawalProps = { receipt: RegistrationReceipt; formKey: string; refused: Refused }

/** Giving up: said what it means, and confirmed once, because nobody comes back on his old place. */
export function RegistrationWithdrawal({ receipt: { code, state }, formKey, refused }: WithdrawalProps) {
  const t = useT()
  const isOwn = refused?.values.intent === 'withdraw'
  const holds = state === 'offered' || state === 'confirmed'
  return (
    <section className="no-print">
      <h2>{t('registration.withdraw')}</h2>
      <details className="receipt-action" open={isOwn ? true : undefined}>
        <summary>{t('registration.withdraw.open')}</summary>
        <p>{t(holds ? 'registration.withdraw.seat' : 'registration.withdraw.text')}</p>
        <Form action={paths.registration(code)} idempotencyKey={formKey}>
          <input type="hidden" name="intent" value="withdraw" />
          <Checkbox
            name="sure"
            label={t('registration.withdraw.sure')}
            error={isOwn ? refused?.errors.sure : undefined}
          />
          <Actions>
            <Button kind="danger">{t('registration.withdraw.submit')}</Button>
          </Actions>
        </Form>
      </details>
    </section>
  )
}
