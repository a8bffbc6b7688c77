import type { SurveyAccess } from '~/app/domain/surveys/types'
import { useT } from '~/app/ui/language'

type SecrecyWordsProps = {
  survey: { access: SurveyAccess }
  /** Beside the questions: the gist, with everything else to open. */
  isFolded?: boolean
}

/** What is kept of an answer and what is not, before anything is asked (L1). It promises what the tables keep. */
export function SecrecyWords({ survey, isFolded = false }: SecrecyWordsProps) {
  const t = useT()
  if (!isFolded) return <Promises access={survey.access} />
  return (
    <details className="secrecy">
      <summary>{t('survey.secrecy.gist')}</summary>
      <Promises access={survey.access} />
    </details>
  )
}

function Promises({ access }: { access: SurveyAccess }) {
  const t = useT()
  return (
    <div className="secrecy-words">
      <dl>
        <dt>{t('survey.secrecy.kept')}</dt>
        <dd>{t('survey.secrecy.kept.text')}</dd>
        <dt>{t('survey.secrecy.not')}</dt>
        <dd>{t('survey.secrecy.not.text')}</dd>
        <dt>{t('survey.secrecy.apart')}</dt>
        <dd>{t(`survey.secrecy.apart.${access}`)}</dd>
        <dd>{t('survey.secrecy.apart.text')}</dd>
        <dt>{t('survey.secrecy.shown')}</dt>
        <dd>{t('survey.secrecy.shown.text')}</dd>
        <dt>{t('survey.secrecy.later')}</dt>
        <dd>{t('survey.secrecy.later.text')}</dd>
      </dl>
    </div>
  )
}
