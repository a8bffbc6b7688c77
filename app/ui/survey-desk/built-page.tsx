import type { Finding } from '~/app/domain/findings'
import { pageField } from '~/app/domain/survey-building/rules'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { Findings } from '~/app/ui/findings'
import { useT } from '~/app/ui/language'
import { QuestionFields } from '~/app/ui/surveys/question-fields'
import type { Page, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { conditionWords, PageConditions, usePageName } from './built-conditions'

type Shared = {
  surveyId: number
  definition: SurveyDefinition
  setting: Setting
  findings: Finding[]
  canEdit: boolean
  formKey: string
  /** By the question's id: what a person has seen of it, so that nothing newer is deleted. */
  marks: Record<string, string>
}

/** One page with its questions, each as it will look, and what can be done with it. */
export function BuiltPage({ page, firstNumber, ...shared }: Shared & { page: Page; firstNumber: number }) {
  const { surveyId, definition, setting, findings, canEdit, formKey } = shared
  const t = useT()
  const name = usePageName(definition)(page.id)
  return (
    <section className="built-page" id={`at-${page.id}`} aria-labelledby={`title-${page.id}`} tabIndex={-1}>
      <header className="built-page-head">
        <h2 id={`title-${page.id}`}>{name}</h2>
        {page.text ? <p className="built-page-text">{page.text}</p> : null}
        <PageConditions {...{ definition, page, setting }} />
        <Findings
          findings={findings.filter(({ field }) => field === pageField(page.id))}
          title={`${name}：${t('builder.findings')}`}
        />
        {canEdit ? (
          <form method="post" className="built-actions">
            <input type="hidden" name="key" value={formKey} />
            <input type="hidden" name="page" value={page.id} />
            <LinkButton kind="quiet" href={paths.desk.surveyBuild(surveyId, { page: page.id })}>
              {t('builder.editPage')}
            </LinkButton>
            <Acts of="page" name={name} />
          </form>
        ) : null}
      </header>
      {page.questions.length === 0 ? <p className="built-empty">{t('builder.empty')}</p> : null}
      <ol className="built-questions">
        {page.questions.map((question, at) => (
          <BuiltQuestion key={question.id} {...shared} question={question} number={firstNumber + at} />
        ))}
      </ol>
      {canEdit ? (
        <p className="actions">
          <LinkButton kind="quiet" href={paths.desk.surveyBuild(surveyId, { on: page.id })}>
            {t('builder.addQuestion')}
          </LinkButton>
        </p>
      ) : null}
    </section>
  )
}

function BuiltQuestion({
  question,
  number,
  surveyId,
  definition,
  setting,
  findings,
  canEdit,
  formKey,
  marks,
}: Shared & { question: Question; number: number }) {
  const t = useT()
  const own = findings.filter(({ field }) => field === question.id)
  const name = t('builder.question', { number })
  return (
    <li className="built-question" id={`at-${question.id}`} tabIndex={-1}>
      <p className="built-meta">
        <b>{name}</b>
        <span>{t(`builder.kind.${question.kind}`)}</span>
        <span>{t(question.required ? 'builder.required' : 'builder.optional')}</span>
        <code>{`{${question.id}}`}</code>
      </p>
      {question.showIf ? (
        <p className="built-only-if">
          {t('builder.onlyIf', { condition: conditionWords(question.showIf, definition, setting) })}
        </p>
      ) : null}
      <fieldset className="built-look" disabled aria-label={`${name}：${t('builder.look')}`}>
        <QuestionFields {...{ definition, setting }} questions={[question]} answers={{}} seed="desk" />
      </fieldset>
      <Findings findings={own} title={`${name}：${t('builder.findings')}`} />
      {canEdit ? (
        <form method="post" className="built-actions">
          <input type="hidden" name="key" value={formKey} />
          <input type="hidden" name="question" value={question.id} />
          <input type="hidden" name="base" value={marks[question.id] ?? ''} />
          <LinkButton
            kind="quiet"
            href={paths.desk.surveyBuild(surveyId, { question: question.id })}
            aria-label={t('builder.editOf', { title: question.title })}
          >
            {t('builder.edit')}
          </LinkButton>
          <Acts of="question" name={name} />
        </form>
      ) : null}
    </li>
  )
}

/** Each button says for a screen reader which question or page it is about. */
function Acts({ of, name }: { of: 'page' | 'question'; name: string }) {
  const t = useT()
  return (
    <>
      {(['copy', 'up', 'down'] as const).map((act) => (
        <Button
          key={act}
          kind="quiet"
          name="intent"
          value={`${of}-${act}`}
          aria-label={`${t(`builder.${act}`)}：${name}`}
        >
          {t(`builder.${act}`)}
        </Button>
      ))}
      <details className="built-delete">
        <summary aria-label={`${t('builder.delete')}：${name}`}>{t('builder.delete')}</summary>
        <p>{t('builder.delete.confirm')}</p>
        <Button kind="danger" name="intent" value={`${of}-delete`}>
          {t('builder.delete.sure')}
        </Button>
      </details>
    </>
  )
}
