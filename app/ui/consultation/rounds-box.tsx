import type { ConsultationState } from '~/app/domain/consultations/rules'
import { paths } from '~/app/paths'
import { sayChanges } from '~/app/ui/compared-clauses'
import { roundName, roundNumber } from '~/app/ui/consultation/round-name'
import { ConsultationStateWord } from '~/app/ui/consultation/state-word'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Notice } from '~/app/ui/notice'

export type RoundView = {
  id: number
  round: number
  title: string
  state: ConsultationState
  opensAt: Date
  closesAt: Date
  versionNumber: number
  comments: number
}

type Changes = { from: number; changed: number; added: number; deleted: number; moved: number }

type RoundsBoxProps = {
  rounds: RoundView[]
  own: { id: number; round: number }
  textId: number
  versionNumber: number
  since: Changes | null
}

/** Every round of one consultation, with what changed since the one before. One alone is no round. */
export function RoundsBox({ rounds, own, textId, versionNumber, since }: RoundsBoxProps) {
  const t = useT()
  if (rounds.length < 2) return null
  return (
    <section aria-labelledby="rounds">
      <h2 id="rounds">{t('consultation.rounds')}</h2>
      <ol className="rounds">
        {rounds.map((round) => (
          <li key={round.id} aria-current={round.id === own.id ? 'page' : undefined}>
            <RoundLine round={round} isHere={round.id === own.id} />
          </li>
        ))}
      </ol>
      {since ? (
        <p>
          {since.changed + since.added + since.deleted + since.moved === 0
            ? t('consultation.rounds.same')
            : t('consultation.rounds.changes', {
                changes: sayChanges({ ...since, removed: since.deleted }, t),
              })}{' '}
          <a href={paths.compare(textId, { from: since.from, to: versionNumber })}>
            {t('consultation.rounds.compare')}
          </a>
        </p>
      ) : null}
    </section>
  )
}

function RoundLine({ round, isHere }: { round: RoundView; isHere: boolean }) {
  const t = useT()
  const lang = useLang()
  const name = roundName(round.round, t, lang)
  const { opensAt, closesAt, versionNumber, comments, state } = round
  const period = { from: formatDate(opensAt, lang), to: formatDate(closesAt, lang) }
  return (
    <>
      <p className="rounds-name">
        {isHere ? (
          <b>
            {name}
            {t('feedback.bracket')}
            {t('consultation.rounds.here')}
            {t('feedback.bracketEnd')}
          </b>
        ) : (
          <a href={paths.consultation(round.id)}>{name}</a>
        )}{' '}
        <ConsultationStateWord state={state} />
      </p>
      <MetaLine
        entries={[
          t('consultations.period', period),
          t('consultation.rounds.draft', { number: versionNumber }),
          state === 'open' || state === 'upcoming'
            ? null
            : t('consultation.rounds.comments', { count: comments }),
        ]}
      />
    </>
  )
}

/** On the page of an earlier round: people come here by old links. */
export function NewerRound({ rounds, own }: { rounds: RoundView[]; own: { round: number } }) {
  const t = useT()
  const lang = useLang()
  const last = rounds.at(-1)
  if (!last || last.round <= own.round) return null
  const round = roundNumber(last.round, lang)
  const isOver = last.state !== 'open' && last.state !== 'upcoming'
  const words = isOver ? 'consultation.rounds.newer.over' : 'consultation.rounds.newer'
  return (
    <Notice title={t(words, { round })}>
      <p>{t(`${words}.text`, { round })}</p>
      <p>
        <a href={paths.consultation(last.id)}>{t('consultation.rounds.newer.link', { round })}</a>
      </p>
    </Notice>
  )
}
