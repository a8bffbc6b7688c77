import type { Said, TrialView } from '~/app/domain/survey-building/trial-steps'
import { Button, LinkButton } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { Paragraphs } from '~/app/ui/paragraphs'
import { QuestionFields } from '~/app/ui/surveys/question-fields'
import { anchorOf, faultLinks, labelOf } from '~/app/ui/surveys/question-parts'
import type { Option, SurveyDefinition } from '~/db/schema/survey-definition'

type TrialProps = {
  view: TrialView
  definition: SurveyDefinition
  places: Option[]
  /** Where it is sent; the page itself at the desk, the frame on the phone. */
  action: string
  /** With it, the test answers can be kept. */
  formKey?: string | undefined
}

/** A survey as it is tried out: a page of questions, and after the last what would be stored. */
export function Trial(props: TrialProps) {
  return props.view.kind === 'page' ? (
    <TrialPage {...props} view={props.view} />
  ) : (
    <TrialEnd {...props} view={props.view} />
  )
}

type Of<Kind extends TrialView['kind']> = TrialProps & { view: Extract<TrialView, { kind: Kind }> }

function TrialPage({ view, definition, places, action }: Of<'page'>) {
  const t = useT()
  const { page, at, total, added } = view
  const labels = Object.fromEntries(view.questions.map(({ id, title }) => [anchorOf(id), labelOf(title)]))
  return (
    <section className="answering" aria-labelledby="trial-page">
      <h2 id="trial-page">{page.title || t('surveyTry.untitled', { at })}</h2>
      <p className="trial-progress">{t('surveyTry.progress', { at, total })}</p>
      <ErrorSummary errors={faultLinks(view.faults)} labels={labels} />
      {added.length > 0 ? (
        <Notice title={t('surveyTry.added', { count: added.length })}>
          <ul>
            {added.map((id) => (
              <li key={id}>
                <a href={`#${anchorOf(id)}`}>{labels[anchorOf(id)]}</a>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {page.text ? <Paragraphs text={page.text} /> : null}
      <Form action={action}>
        <Carried answers={view.answers} />
        <input type="hidden" name="form-page" value={page.id} />
        <input type="hidden" name="form-shown" value={view.asked.join(' ')} />
        <QuestionFields
          {...{ definition, added }}
          questions={view.questions}
          answers={view.answers}
          faults={view.faults}
          asked={view.asked}
          seed="trial"
          setting={{ places }}
        />
        <Actions>
          <Button name="form-intent" value="next">
            {t('surveyTry.next')}
          </Button>
          {at > 1 ? (
            <Button kind="quiet" name="form-intent" value="back">
              {t('surveyTry.back')}
            </Button>
          ) : null}
        </Actions>
      </Form>
    </section>
  )
}

function Carried({ answers }: { answers: object }) {
  return <input type="hidden" name="form-answers" value={JSON.stringify(answers)} autoComplete="off" />
}

function TrialEnd({ view, action, formKey }: Of<'end'>) {
  const t = useT()
  return (
    <section aria-labelledby="trial-end">
      <h2 id="trial-end">{t('surveyTry.end')}</h2>
      <h3>{t('surveyTry.kept')}</h3>
      <SaidList all={view.kept} />
      <h3>{t('surveyTry.hidden')}</h3>
      {view.hidden.length > 0 ? (
        <>
          <p>{t('surveyTry.hidden.text')}</p>
          <SaidList all={view.hidden} />
        </>
      ) : (
        <p>{t('surveyTry.hidden.none')}</p>
      )}
      {formKey ? (
        <Form action={action} idempotencyKey={formKey}>
          <Carried answers={view.answers} />
          <Actions>
            <Button name="form-intent" value="keep">
              {t('surveyTry.keep')}
            </Button>
            <LinkButton kind="quiet" href={action}>
              {t('surveyTry.again')}
            </LinkButton>
          </Actions>
        </Form>
      ) : (
        <p>
          <a href={action}>{t('surveyTry.again')}</a>
        </p>
      )}
    </section>
  )
}

function SaidList({ all }: { all: Said[] }) {
  const t = useT()
  return (
    <dl className="trial-said">
      {all.map(({ id, title, words }) => (
        <div key={id}>
          <dt>{title}</dt>
          <dd>{words || <span className="trial-none">{t('surveyTry.unanswered')}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
