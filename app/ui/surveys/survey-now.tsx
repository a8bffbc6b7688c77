import type { ReactNode } from 'react'
import type { SurveyPage } from '~/app/domain/surveys/page-types'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { Deadline } from '~/app/ui/deadline'
import { formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

/** What a reader can do with the survey at this moment, before anything else on the page. */
export function SurveyNow({ page, now }: { page: SurveyPage; now: Date }) {
  const t = useT()
  const { survey, state } = page
  if (state === 'open') return <AnswerNow page={page} now={now} />
  if (state === 'upcoming')
    return (
      <Box title={t('survey.now.upcoming', { at: formatDateTime(survey.opensAt) })}>
        <p>{t('survey.now.upcoming.text')}</p>
      </Box>
    )
  if (state === 'closed')
    return (
      <Box title={t('survey.now.closed')}>
        <p>{t('survey.now.closed.text', { department: page.department.name })}</p>
      </Box>
    )
  return (
    <Box title={t('survey.now.reported')} isOpen>
      <p>{t('survey.now.reported.text')}</p>
      <div className="actions">
        <LinkButton href={paths.surveyResults(survey.id)}>{t('survey.now.reported.button')}</LinkButton>
      </div>
    </Box>
  )
}

function AnswerNow({ page, now }: { page: SurveyPage; now: Date }) {
  const t = useT()
  const lang = useLang()
  const { survey, effort } = page
  return (
    <Box title={t('survey.now.open')} isOpen>
      <p>
        <Deadline at={survey.closesAt} now={now} lang={lang} size="large" />
      </p>
      <p>
        {t(effort.hasConditions ? 'survey.effort.most' : 'survey.effort', {
          minutes: effort.minutes,
          questions: effort.questions,
        })}
        {t('survey.now.pause')}
      </p>
      <p>{t(`survey.access.${survey.access}`)}</p>
      <div className="actions">
        <LinkButton href={paths.surveyAnswer(survey.id)}>{t('survey.now.begin')}</LinkButton>
        <LinkButton kind="quiet" href={paths.surveySaved(survey.id)}>
          {t('survey.now.goOn')}
        </LinkButton>
      </div>
    </Box>
  )
}

function Box({ title, isOpen = false, children }: { title: string; isOpen?: boolean; children: ReactNode }) {
  return (
    <section className={isOpen ? 'survey-now survey-now-open' : 'survey-now'} aria-labelledby="survey-now">
      <h2 id="survey-now">{title}</h2>
      {children}
    </section>
  )
}
