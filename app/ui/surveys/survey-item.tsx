import type { ListedSurvey } from '~/app/domain/surveys/page-types'
import { paths } from '~/app/paths'
import { Deadline } from '~/app/ui/deadline'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { ListItem } from '~/app/ui/list-item'
import { SurveyStateWord } from './survey-words'

/** One survey in a list: what can be done with it now, and until when. */
export function SurveyItem({ survey, now, kind }: { survey: ListedSurvey; now: Date; kind?: string }) {
  const t = useT()
  const lang = useLang()
  const { id, state, title, department, opensAt, closesAt } = survey
  return (
    <ListItem
      href={state === 'reported' ? paths.surveyResults(id) : paths.survey(id)}
      kind={kind}
      status={<SurveyStateWord state={state} />}
      title={title}
      meta={[
        department,
        state === 'upcoming' ? t('surveys.opens', { at: formatDateTime(opensAt) }) : null,
        state === 'open' ? <Deadline key="until" at={closesAt} now={now} lang={lang} /> : null,
        state === 'closed' || state === 'reported'
          ? `${formatDate(opensAt, lang)} – ${formatDate(closesAt, lang)}`
          : null,
      ]}
    />
  )
}
