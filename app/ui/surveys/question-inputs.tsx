import { useT } from '~/app/ui/language'
import { fieldOf, QuestionField, type QuestionProps, typedIn } from './question-parts'

/** Not `type="number"`: what is no number would be thrown away before anybody could say so. */
export function NumberInput(props: QuestionProps<'number'>) {
  const { question, answers } = props
  const framed = { ...props, how: useRange(question) }
  return (
    <QuestionField {...framed}>
      <span className="question-amount">
        <input
          {...fieldOf(framed)}
          type="text"
          inputMode={question.whole ? 'numeric' : 'decimal'}
          defaultValue={typedIn(answers, question.id)}
          autoComplete="off"
        />
        {question.unit ? <span>{question.unit}</span> : null}
      </span>
    </QuestionField>
  )
}

export function DateInput(props: QuestionProps<'date'>) {
  const t = useT()
  const { question, answers } = props
  const { from, to } = question
  const how =
    from && to
      ? t('question.dateBetween', { from, to })
      : from
        ? t('question.dateFrom', { from })
        : to
          ? t('question.dateTo', { to })
          : t('question.date')
  const framed = { ...props, how }
  return (
    <QuestionField {...framed}>
      <input
        {...fieldOf(framed)}
        type="date"
        min={from}
        max={to}
        defaultValue={typedIn(answers, question.id)}
      />
    </QuestionField>
  )
}

export function ShortText(props: QuestionProps<'short-text'>) {
  const { question, answers } = props
  const framed = { ...props, how: useMost(question.most) }
  return (
    <QuestionField {...framed}>
      <input
        {...fieldOf(framed)}
        type="text"
        defaultValue={typedIn(answers, question.id)}
        autoComplete="off"
      />
    </QuestionField>
  )
}

export function LongText(props: QuestionProps<'long-text'>) {
  const { question, answers } = props
  const framed = { ...props, how: useMost(question.most) }
  return (
    <QuestionField {...framed}>
      <textarea {...fieldOf(framed)} rows={6} defaultValue={typedIn(answers, question.id)} />
    </QuestionField>
  )
}

/** Personal data does not belong into words that are read by themselves (L1). */
function useMost(most: number): string {
  return useT()('question.words', { most })
}

function useRange({
  least,
  most,
  whole,
}: {
  least?: number | undefined
  most?: number | undefined
  whole: boolean
}) {
  const t = useT()
  const kind = t(whole ? 'question.whole' : 'question.number')
  if (least !== undefined && most !== undefined) return t('question.numberBetween', { kind, least, most })
  if (least !== undefined) return t('question.numberFrom', { kind, least })
  return most === undefined ? t('question.fill', { kind }) : t('question.numberTo', { kind, most })
}
