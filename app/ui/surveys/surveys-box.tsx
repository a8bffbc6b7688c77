import type { ListedSurvey } from '~/app/domain/surveys/page-types'
import { useT } from '~/app/ui/language'
import { List } from '~/app/ui/list-item'
import { SurveyItem } from './survey-item'

type SurveysBoxProps = { surveys: ListedSurvey[]; now: Date; of: 'consultation' | 'policy' | 'department' }

/** On the page of what the surveys are about. On a policy's page they are its evaluation (P16). */
export function SurveysBox({ surveys, now, of }: SurveysBoxProps) {
  const t = useT()
  if (surveys.length === 0) return null
  const title = t(`surveys.of.${of}`)
  return (
    <section className="surveys-box" id="surveys">
      <h2>{title}</h2>
      {of === 'department' ? null : <p>{t(`surveys.of.${of}.text`)}</p>}
      <List label={title}>
        {surveys.map((survey) => (
          <SurveyItem key={survey.id} survey={survey} now={now} />
        ))}
      </List>
    </section>
  )
}
