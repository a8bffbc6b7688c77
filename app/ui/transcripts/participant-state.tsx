import type { ParticipantTranscript } from '~/app/domain/activity-reports/record-types'
import { paths } from '~/app/paths'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { Time } from '~/app/ui/time'

/** What a participant has to do now, what happens next, and where the rest is. */
export function StateNotice({ page, note }: { page: ParticipantTranscript; note: string | null }) {
  const t = useT()
  const { state, own, version, activity, code } = page
  const values = {
    at: own?.at ? formatDateTime(own.at) : '',
    version: version ?? '',
    reason: own?.reason ?? '',
  }
  const isDone = state === 'signed' || state === 'closed'
  return (
    <Notice
      tone={isDone ? 'done' : state === 'to-sign' ? 'warning' : 'info'}
      title={t(`sign.state.${state}`)}
    >
      <p>
        {t(
          state === 'signed' && page.isPublic ? 'sign.state.signed.public' : `sign.state.${state}.text`,
          values,
        )}
      </p>
      {note ? <p>{t('sign.note', { note })}</p> : null}
      <p>
        {page.isPublic ? (
          <>
            <a href={paths.transcript(activity.id)}>{t('sign.public')}</a>
            {'　'}
          </>
        ) : null}
        <a href={paths.registration(code)}>{t('sign.receipt')}</a>
      </p>
    </Notice>
  )
}

/** What the person asked to be corrected, and what was answered. */
export function Corrections({ page: { own } }: { page: ParticipantTranscript }) {
  const t = useT()
  if (!own || own.corrections.length === 0) return null
  return (
    <section>
      <h2>{t('sign.corrections')}</h2>
      <ul className="statements">
        {own.corrections.map(({ at, words, isAnswer }) => (
          <li key={`${at}-${isAnswer}`} className="statement">
            <p className="statement-head">
              <strong>{t(isAnswer ? 'sign.corrections.answered' : 'sign.corrections.asked')}</strong>
              <Time at={at} format="datetime" />
            </p>
            <WrittenWords>{words}</WrittenWords>
          </li>
        ))}
      </ul>
    </section>
  )
}
