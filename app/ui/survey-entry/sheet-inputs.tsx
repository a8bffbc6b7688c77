import { type SheetField, sheetChoices, sheetFields } from '~/app/domain/survey-sheets/sheet-fields'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { useT } from '~/app/ui/language'
import type { Question } from '~/db/schema/survey-definition'

type InputsProps = {
  questions: Question[]
  setting: Setting
  /** What was typed, by the names of the fields. */
  typed: Record<string, string>
  /** By `q-` and the question's id. */
  errors: Record<string, string>
  /** Brings the keyboard to the first question. */
  isFirst?: boolean
  /** Where the question stands above already. */
  isBare?: boolean
}

/** Before the names of the fields: a question may be called `number` or `version`. */
export const sheetPrefix = 'a-'

/** The questions of a sheet, one line for each, to be typed with the number keys. */
export function SheetInputs({ questions, setting, typed, errors, isFirst, isBare }: InputsProps) {
  return (
    <ol className="sheet-questions">
      {questions.map((question, at) => (
        <SheetQuestion
          key={question.id}
          {...{ question, setting, typed }}
          number={isBare ? null : at + 1}
          error={errors[`q-${question.id}`]}
          isFirst={isFirst === true && at === 0}
        />
      ))}
    </ol>
  )
}

type QuestionProps = {
  question: Question
  /** Null where the question stands above already. */
  number: number | null
  setting: Setting
  typed: Record<string, string>
  error?: string | undefined
  isFirst: boolean
}

function SheetQuestion({ question, number, setting, typed, error, isFirst }: QuestionProps) {
  const t = useT()
  const name = `q-${question.id}`
  const fields = sheetFields(question)
  return (
    <li id={name} className={error ? 'sheet-question sheet-question-wrong' : 'sheet-question'}>
      <p className={number === null ? 'visually-hidden' : 'sheet-question-title'} id={`${name}-title`}>
        <span className="sheet-question-number">{number}</span> {question.title}
        {question.showIf ? <span className="sheet-note">（{t('sheets.conditional')}）</span> : null}
      </p>
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          <span className="visually-hidden">{t('field.error')}</span>
          {error}
        </p>
      ) : null}
      <div className="sheet-answer">
        {fields.map((field, at) => (
          <SheetInput
            key={field.name}
            {...{ field, question, typed }}
            describedBy={`${name}-title${error ? ` ${name}-error` : ''}`}
            isWrong={Boolean(error)}
            isFirst={isFirst && at === 0}
          />
        ))}
        <SheetKey question={question} setting={setting} />
      </div>
    </li>
  )
}

type InputProps = {
  field: SheetField
  question: Question
  typed: Record<string, string>
  describedBy: string
  isWrong: boolean
  isFirst: boolean
}

function SheetInput({ field, question, typed, describedBy, isWrong, isFirst }: InputProps) {
  const { name, label, kind } = field
  const shared = {
    name: `${sheetPrefix}${name}`,
    defaultValue: typed[`${sheetPrefix}${name}`] ?? '',
    autoComplete: 'off',
    'aria-label': label || question.title,
    'aria-describedby': describedBy,
    'aria-invalid': isWrong ? true : undefined,
    autoFocus: isFirst,
  } as const
  if (kind === 'words' && question.kind === 'long-text') return <textarea {...shared} rows={3} />
  const width = kind === 'number' ? 'short' : kind === 'words' ? 'long' : 'middle'
  return (
    <span className={`sheet-field sheet-field-${width}`}>
      {label ? <span className="sheet-field-label">{label}</span> : null}
      <input
        type="text"
        {...shared}
        inputMode={kind === 'words' ? 'text' : kind === 'amount' || kind === 'date' ? 'text' : 'numeric'}
        spellCheck={false}
      />
    </span>
  )
}

/** What the numbers stand for. */
function SheetKey({ question, setting }: { question: Question; setting: Setting }) {
  const t = useT()
  const choices = sheetChoices(question, setting)
  const hint = useHint(question)
  if (choices.length === 0) return hint ? <p className="sheet-key">{hint}</p> : null
  return (
    <p className="sheet-key">
      {choices.map(({ id, label }, at) => (
        <span key={id} className="sheet-choice">
          <b>{at + 1}</b> {label}
        </span>
      ))}
      {hint ? <span className="sheet-note">{hint}</span> : null}
      {question.kind === 'multiple' && !hint ? (
        <span className="sheet-note">{t('sheets.several')}</span>
      ) : null}
    </p>
  )
}

function useHint(question: Question): string {
  const t = useT()
  switch (question.kind) {
    case 'rating':
      return t('sheets.scale', { low: question.low, high: question.high, steps: question.steps })
    case 'number':
      return question.unit ? t('sheets.amount.unit', { unit: question.unit }) : t('sheets.amount')
    case 'date':
      return t('sheets.date')
    case 'ranking':
      return t('sheets.rank')
    case 'multiple':
      return question.most ? t('sheets.several.most', { most: question.most }) : ''
    case 'short-text':
    case 'long-text':
      return t('sheets.text')
    default:
      return ''
  }
}
