import type { SurveySheet } from '~/app/domain/surveys/page-types'
import { pipedIn } from '~/app/domain/surveys/say-answer'
import { sayCondition, sayTarget } from '~/app/domain/surveys/say-condition'
import { questionsOf } from '~/app/domain/surveys/walk'
import { paths } from '~/app/paths'
import { formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Page, SurveyDefinition } from '~/db/schema/survey-definition'
import { PaperQuestion } from './paper-question'

/** The survey to print and to fill in with a pen; as a page it shows what is asked before anybody begins. */
export function PaperSheet({ sheet }: { sheet: SurveySheet }) {
  const t = useT()
  const lang = useLang()
  const { survey, department, definition, version, state } = sheet
  const place = [department.name, department.address].filter(Boolean).join('，')
  return (
    <article className="survey-sheet">
      <div className="printed-notice">
        <Notice title={t('surveySheet.screen.title')}>
          <p>
            {t(state === 'closed' || state === 'reported' ? 'surveySheet.screen.over' : 'surveySheet.screen')}
          </p>
          <p>
            <a href={paths.survey(survey.id)}>{t('surveySheet.online')}</a>
          </p>
        </Notice>
      </div>
      <p className="printed-number">
        {t('surveySheet.number')} <span className="printed-blank" />
      </p>
      <PageHeading title={survey.title} />
      <Lines text={survey.purpose} />
      <p className="printed-secrecy">{t('surveySheet.secrecy')}</p>
      <p>
        {t('surveySheet.return', { place, until: formatDeadline(survey.closesAt, lang) })}
        {department.phone ? t('surveySheet.phone', { phone: department.phone }) : null}
      </p>
      {definition.pages.map((page, at) => (
        <PaperPage key={page.id} page={page} number={at + 1} sheet={sheet} />
      ))}
      <p className="printed-end">
        {t('surveySheet.end')}
        {version.number > 1 ? t('surveySheet.version', { number: version.number }) : null}
      </p>
    </article>
  )
}

function PaperPage({ page, number, sheet }: { page: Page; number: number; sheet: SurveySheet }) {
  const t = useT()
  const { definition, places } = sheet
  const setting = { places }
  const questions = questionsOf(definition)
  const numberOf = (id: string) => questions.findIndex((question) => question.id === id) + 1
  const only = page.showIf ? sayCondition(page.showIf, definition, setting) : ''
  const hasParts = definition.pages.length > 1
  return (
    <section className="printed-part">
      {hasParts ? (
        <h2>{[t('surveySheet.part', { number }), page.title].filter(Boolean).join('　')}</h2>
      ) : page.title ? (
        <h2>{page.title}</h2>
      ) : null}
      {only ? <p className="printed-only">{t('surveySheet.only.part', { who: only })}</p> : null}
      {page.text ? <Lines text={sayPiped(page.text, definition)} /> : null}
      <ol className="printed-questions">
        {page.questions.map((question) => (
          <PaperQuestion
            key={question.id}
            question={question}
            title={sayPiped(question.title, definition)}
            number={numberOf(question.id)}
            setting={setting}
            only={question.showIf ? sayCondition(question.showIf, definition, setting) : ''}
          />
        ))}
      </ol>
      {page.skips.map(({ when, to }) => (
        <p
          key={`${to}-${when.tests.map(({ question, value }) => `${question}-${value}`).join()}`}
          className="printed-only"
        >
          {t('surveySheet.skip', {
            who: sayCondition(when, definition, setting),
            target: sayTarget(to, definition),
          })}
        </p>
      ))}
    </section>
  )
}

/** Not set as a legal text, which would take up half of the paper. */
function Lines({ text }: { text: string }) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => <p key={line}>{line}</p>)
}

/** An earlier answer that the words take up: on paper it is pointed to. */
function sayPiped(text: string, definition: SurveyDefinition): string {
  const questions = questionsOf(definition)
  return pipedIn(text).reduce((words, id) => {
    const at = questions.findIndex((question) => question.id === id)
    return at < 0 ? words : words.replaceAll(`{${id}}`, `（您第 ${at + 1} 题的回答）`)
  }, text)
}
