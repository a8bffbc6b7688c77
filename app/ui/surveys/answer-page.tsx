import { createElement } from 'react'
import type { QuestionsView } from '~/app/domain/survey-answering/answer-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { Paragraphs } from '~/app/ui/paragraphs'
import { AnswerHeading } from './answer-heading'
import script from './conditions-element.ts?worker&url'
import { QuestionFields } from './question-fields'
import { anchorOf, faultLinks, labelOf } from './question-parts'
import { SecrecyWords } from './secrecy-words'
import { conditionsOf } from './slim-questions'

/** One page of questions. Every button sends it, and what is on it is put away. */
export function QuestionsPage({ view, isInPlace }: { view: QuestionsView; isInPlace: boolean }) {
  const t = useT()
  const { head, page, code, version, at, total, isAbout, back, isLast } = view
  return (
    <div className="answering">
      <AnswerHeading
        head={head}
        title={page.title || t('answering.page', { at })}
        step={t(isAbout ? 'answering.progress.about' : 'answering.progress', { at, total })}
        share={(at - 1) / Math.max(total, 1)}
      />
      <ErrorSummary errors={faultLinks(view.faults)} labels={labelsOf(view)} />
      <Notices view={view} isInPlace={isInPlace} />
      {at === 1 ? <SecrecyWords survey={head} isFolded /> : null}
      {page.text ? (
        <div className="answering-text">
          <Paragraphs text={page.text} />
        </div>
      ) : null}
      <WithConditions view={view}>
        <Form action={paths.surveyAnswer(head.id, { page: page.id })}>
          <input type="hidden" name="form-page" value={page.id} />
          <input type="hidden" name="form-version" value={version} />
          <input type="hidden" name="form-draft" value={code} />
          <input type="hidden" name="form-shown" value={view.asked.join(' ')} autoComplete="off" />
          <QuestionFields {...view} />
          <Actions>
            <Button name="form-intent" value="next">
              {t(isLast ? 'answering.toReview' : 'answering.next')}
            </Button>
            {back ? (
              <Button kind="quiet" name="form-intent" value="back">
                {t('answering.back')}
              </Button>
            ) : null}
            <Button kind="quiet" name="form-intent" value="save">
              {t('answering.save')}
            </Button>
          </Actions>
        </Form>
      </WithConditions>
      <p className="answering-kept">{t('answering.keptWithoutScript')}</p>
      {at === 1 ? null : <SecrecyWords survey={head} isFolded />}
    </div>
  )
}

function Notices({ view, isInPlace }: { view: QuestionsView; isInPlace: boolean }) {
  const t = useT()
  const labels = labelsOf(view)
  return (
    <>
      {view.added.length > 0 ? (
        <Notice title={t('answering.added', { count: view.added.length })}>
          <p>{t('answering.added.text')}</p>
          <ul>
            {view.added.map((id) => (
              <li key={id}>
                <a href={`#${anchorOf(id)}`}>{labels[anchorOf(id)]}</a>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {view.isResumed && view.at > 1 ? <Notice tone="done" title={t('answering.goOn')} /> : null}
      {isInPlace ? (
        <Notice tone="warning">
          <p>{t('answering.noCookies')}</p>
        </Notice>
      ) : null}
    </>
  )
}

/** By the anchors of the questions, in their order. */
function labelsOf({ questions }: QuestionsView): Record<string, string> {
  return Object.fromEntries(questions.map(({ id, title }) => [anchorOf(id), labelOf(title)]))
}

/** With its script, conditions react at once; without, the server asks for what is new (invariant 6). */
function WithConditions({ view, children }: { view: QuestionsView; children: React.ReactNode }) {
  const t = useT()
  return (
    <>
      {createElement(
        'survey-page',
        {
          'data-questions': JSON.stringify(conditionsOf(view.questions)),
          'data-earlier': JSON.stringify(view.earlier),
          'data-added': t('answering.added.live'),
          'data-removed': t('answering.removed.live'),
          'data-kept': t('answering.kept'),
        },
        children,
        <p className="visually-hidden" role="status" />,
      )}
      <script type="module" src={script} />
    </>
  )
}
