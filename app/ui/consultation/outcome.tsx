import type { ConsultationState } from '~/app/domain/consultations/rules'
import { paths } from '~/app/paths'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type OutcomeProps = {
  consultation: { id: number; opensAt: Date }
  state: ConsultationState
  termination: { at: Date; reason: string } | null
  policy: { id: number; title: string } | null
}

/** Above the draft: how it stands with the consultation, and what came of it. */
export function Outcome({ consultation, state, termination, policy }: OutcomeProps) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      {termination ? <Terminated termination={termination} isAnswered={state === 'answered'} /> : null}
      {state === 'upcoming' ? (
        <Notice title={t('comment.upcoming')}>
          {t('comment.upcoming.text', { at: formatDate(consultation.opensAt, lang) })}
        </Notice>
      ) : null}
      {state === 'answered' ? (
        <Notice tone="done" title={t('consultation.result.title')}>
          <p>{t('consultation.result.text')}</p>
          <p>
            <a href={paths.feedback(consultation.id)}>{t('consultation.result')}</a>
          </p>
        </Notice>
      ) : null}
      {state === 'closed' ? (
        <Notice title={t('consultation.closed.title')}>{t('consultation.closed.text')}</Notice>
      ) : null}
      {policy ? (
        <Notice tone="done" title={t('consultation.policy')}>
          <a href={paths.policy(policy.id)}>{policy.title}</a>
        </Notice>
      ) : null}
    </>
  )
}

/** P3: an end before its time is said on top, with the reason. */
export function Terminated({
  termination,
  isAnswered,
}: {
  termination: { at: Date; reason: string }
  isAnswered: boolean
}) {
  const t = useT()
  return (
    <Notice tone="warning" title={t('consultation.terminated.title', { at: formatDateTime(termination.at) })}>
      <p>{t('consultation.terminated.reason', { reason: termination.reason })}</p>
      <p>{t(isAnswered ? 'consultation.terminated.answered' : 'consultation.terminated.text')}</p>
    </Notice>
  )
}
