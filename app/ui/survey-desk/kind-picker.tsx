import { kindChoices } from '~/app/domain/survey-building/choices'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { useT } from '~/app/ui/language'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import { usePageName } from './built-conditions'

/** Which kind of question: each by what it is for. */
export function KindPicker({
  surveyId,
  definition,
  pageId,
}: {
  surveyId: number
  definition: SurveyDefinition
  pageId: string
}) {
  const t = useT()
  const page = usePageName(definition)(pageId)
  return (
    <section aria-labelledby="pick">
      <h2 id="pick">{t('builder.pick')}</h2>
      <p>
        {t('builder.pick.on', { page })}。{t('builder.pick.lead')}
      </p>
      <ul className="kind-picker">
        {kindChoices.map((kind) => (
          <li key={kind}>
            <a href={paths.desk.surveyBuild(surveyId, { on: pageId, new: kind })}>
              <b>{t(`builder.kind.${kind}`)}</b>
              <span>{t(`builder.kind.${kind}.text`)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="actions">
        <LinkButton kind="quiet" href={paths.desk.questionBank({ survey: surveyId, page: pageId })}>
          {t('builder.bank')}
        </LinkButton>
        <LinkButton kind="quiet" href={paths.desk.surveyBuild(surveyId, {}, `at-${pageId}`)}>
          {t('builder.form.cancel')}
        </LinkButton>
      </p>
    </section>
  )
}
