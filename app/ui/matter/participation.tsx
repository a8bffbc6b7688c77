import type { Participation as Way } from '~/app/domain/matters/types'
import { paths } from '~/app/paths'
import { ActivityStateWord } from '~/app/ui/activity/activity-words'
import { roundName } from '~/app/ui/consultation/round-name'
import { ConsultationStateWord } from '~/app/ui/consultation/state-word'
import { useLang, useT } from '~/app/ui/language'
import { SurveyStateWord } from '~/app/ui/surveys/survey-words'

/** The ways in which people could take part in a matter so far, each with where it stands (P14). */
export function Participation({ ways }: { ways: Way[] }) {
  const t = useT()
  const lang = useLang()
  if (ways.length === 0) return <span className="muted">{t('matters.participation.none')}</span>
  const wordOf = (way: Way) => {
    if (way.kind === 'survey') return t('survey.kind')
    if (way.kind !== 'consultation') return t(`activity.kind.${way.kind}`)
    return way.round > 1 ? roundName(way.round, t, lang) : t('matters.participation.consultation')
  }
  return (
    <ul className="matter-ways">
      {ways.map((way) => (
        <li key={`${way.kind}-${way.id}`}>
          <a href={hrefOf(way)}>
            {wordOf(way)}
            <span className="visually-hidden">：{way.title}</span>
          </a>{' '}
          <StateOf way={way} />
        </li>
      ))}
    </ul>
  )
}

function hrefOf({ kind, id }: Way): string {
  if (kind === 'consultation') return paths.consultation(id)
  return kind === 'survey' ? paths.survey(id) : paths.activity(id)
}

function StateOf({ way }: { way: Way }) {
  if (way.kind === 'consultation') return <ConsultationStateWord state={way.state} />
  if (way.kind === 'survey') return <SurveyStateWord state={way.state} />
  return <ActivityStateWord state={way.state} />
}
