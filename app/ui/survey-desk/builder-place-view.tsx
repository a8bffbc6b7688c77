import type { Finding } from '~/app/domain/findings'
import type { BuilderPlace } from '~/app/domain/survey-building/builder-place'
import { conditionValues, questionsBefore } from '~/app/domain/survey-building/condition-form'
import { fingerprint } from '~/app/domain/survey-building/fingerprint'
import { questionValues } from '~/app/domain/survey-building/question-form'
import { questionsOf } from '~/app/domain/surveys/walk'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import type { Option, Page, Question, QuestionKind, SurveyDefinition } from '~/db/schema/survey-definition'
import { BuilderOutlineView } from './builder-outline-view'
import { KindPicker } from './kind-picker'
import { PageEditor } from './page-editor'
import { QuestionEditor } from './question-editor'

export type BuilderProps = {
  surveyId: number
  version: { definition: SurveyDefinition }
  findings: Finding[]
  places: Option[]
  frozen: string | null
  formKey: string
  errors: Record<string, string>
  typed: Record<string, string> | undefined
}

type Props = BuilderProps & { place: BuilderPlace }

/** One thing at a time: the whole survey, one question, one page, or the choice of a kind. */
export function BuilderPlaceView({ place, ...rest }: Props) {
  const { definition } = rest.version
  switch (place.mode) {
    case 'outline':
      return <BuilderOutlineView {...rest} />
    case 'pick':
      return <KindPicker surveyId={rest.surveyId} definition={definition} pageId={place.pageId} />
    case 'page': {
      const page = definition.pages.find(({ id }) => id === place.pageId)
      return page ? <EditedPage {...rest} page={page} /> : null
    }
    default:
      return <EditedQuestion {...rest} place={place} />
  }
}

/** A form that was refused keeps the mark of what its person had seen, except where just that has changed since. */
function baseOf({ errors, typed }: Pick<Props, 'errors' | 'typed'>, now: string): string {
  return typed?.base !== undefined && !errors.conflict ? typed.base : now
}

function EditedQuestion({
  place,
  ...props
}: Omit<Props, 'place'> & { place: Extract<BuilderPlace, { kind: QuestionKind }> }) {
  const t = useT()
  const { surveyId, version, places, errors, typed, formKey } = props
  const { definition } = version
  const question =
    place.mode === 'question'
      ? (questionsOf(definition).find(({ id }) => id === place.questionId) ?? null)
      : null
  const kind = (typed?.kind as QuestionKind | undefined) ?? place.kind
  const pageId = place.mode === 'question' ? '' : place.pageId
  const earlier = questionsBefore(
    definition,
    question ? { questionId: question.id } : { newOnPageId: pageId },
  )
  const words = { kind: t(`builder.kind.${kind}`) }
  return (
    <section aria-labelledby="edit">
      <h2 id="edit">{t(question ? 'builder.change' : 'builder.new', words)}</h2>
      {place.mode === 'lost' ? (
        <Notice tone="warning" title={t('builder.lost')}>
          {t('builder.lost.text')}
        </Notice>
      ) : null}
      <QuestionEditor
        {...{ surveyId, definition, kind, question, pageId, errors, formKey }}
        setting={{ places }}
        earlier={numbered(definition, earlier)}
        base={baseOf(props, fingerprint(question))}
        values={typed ?? questionValues(question, kind)}
      />
    </section>
  )
}

function EditedPage({ page, ...props }: Omit<Props, 'place'> & { page: Page }) {
  const t = useT()
  const { surveyId, version, places, errors, typed, formKey } = props
  const { definition } = version
  const { questions: _questions, ...head } = page
  const number = definition.pages.indexOf(page) + 1
  return (
    <section aria-labelledby="edit">
      <h2 id="edit">{t('builder.pageForm', { number })}</h2>
      <PageEditor
        {...{ surveyId, definition, page, errors, formKey }}
        setting={{ places }}
        before={numbered(definition, questionsBefore(definition, { pageId: page.id }))}
        upTo={numbered(definition, questionsBefore(definition, { afterPageId: page.id }))}
        skipRows={Math.min(10, page.skips.length + 1)}
        base={baseOf(props, fingerprint(head))}
        values={typed ?? pageValues(page)}
      />
    </section>
  )
}

function pageValues({ title, text, showIf, skips }: Page): Record<string, string> {
  return Object.assign(
    { title, text: text ?? '', ...conditionValues('if', showIf) },
    ...skips.map(({ when, to }, row) => ({
      ...conditionValues(`skip-${row}`, when),
      [`skip-${row}-to`]: to,
    })),
  )
}

function numbered(definition: SurveyDefinition, some: Question[]): { question: Question; number: number }[] {
  const all = questionsOf(definition)
  return some.map((question) => ({ question, number: all.indexOf(question) + 1 }))
}
