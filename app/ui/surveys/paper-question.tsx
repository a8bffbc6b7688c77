import { sheetChoices } from '~/app/domain/survey-sheets/sheet-fields'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { useT } from '~/app/ui/language'
import type { Option, Question } from '~/db/schema/survey-definition'

type PaperQuestionProps = {
  question: Question
  title: string
  number: number
  setting: Setting
  /** Whom it asks, where it does not ask everybody. */
  only: string
}

/** A question to answer with a pen. The numbers before the choices are those that are typed at the desk. */
export function PaperQuestion({ question, title, number, setting, only }: PaperQuestionProps) {
  const t = useT()
  const how = useHow(question)
  return (
    <li className="printed-question" value={number}>
      {only ? <p className="printed-only">{t('surveySheet.only', { who: only })}</p> : null}
      <p className="printed-title">
        {title}
        {how ? <span className="printed-how">（{how}）</span> : null}
        {question.required ? null : <span className="printed-how">（{t('surveySheet.optional')}）</span>}
      </p>
      {question.hint ? <p className="printed-hint">{question.hint}</p> : null}
      <Space question={question} setting={setting} />
    </li>
  )
}

function useHow(question: Question): string {
  const t = useT()
  switch (question.kind) {
    case 'multiple': {
      const { least, most } = question
      if (least && most) return t('surveySheet.how.multiple.both', { least, most })
      if (most) return t('surveySheet.how.multiple.most', { most })
      return least ? t('surveySheet.how.multiple.least', { least }) : t('surveySheet.how.multiple')
    }
    case 'ranking':
      return t('surveySheet.how.ranking')
    case 'matrix':
      return t('surveySheet.how.matrix')
    case 'number':
      return t('surveySheet.how.number')
    case 'date':
      return t('surveySheet.how.date')
    case 'short-text':
    case 'long-text':
      return ''
    default:
      return t('surveySheet.how.single')
  }
}

function Space({ question, setting }: { question: Question; setting: Setting }) {
  const choices = sheetChoices(question, setting)
  switch (question.kind) {
    case 'matrix':
      return <MatrixSpace rows={question.rows} columns={question.columns} />
    case 'rating':
      return <RatingSpace {...question} />
    case 'ranking':
      return <RankingSpace options={choices} places={question.most ?? choices.length} />
    case 'number':
      return (
        <p className="printed-line">
          <span className="printed-blank" /> {question.unit}
        </p>
      )
    case 'date':
      return <DateSpace />
    case 'short-text':
      return <p className="printed-write" />
    case 'long-text':
      return (
        <div>
          <p className="printed-write" />
          <p className="printed-write" />
          <p className="printed-write" />
        </div>
      )
    default:
      return <ChoiceSpace choices={choices} isShort={choices.every(({ label }) => label.length <= 8)} />
  }
}

function ChoiceSpace({ choices, isShort }: { choices: Option[]; isShort: boolean }) {
  const t = useT()
  return (
    <ol className={isShort ? 'printed-choices printed-choices-short' : 'printed-choices'}>
      {choices.map(({ id, label, exclusive }, at) => (
        <li key={id}>
          <Tick number={at + 1} /> {label}
          {exclusive ? <span className="printed-how">（{t('surveySheet.exclusive')}）</span> : null}
          {id === 'other' ? (
            <>
              ：<span className="printed-blank" />
            </>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

function Tick({ number }: { number: number }) {
  return (
    <span className="printed-tick">
      <span className="printed-box" aria-hidden="true" /> {number}
    </span>
  )
}

function RatingSpace({ steps, low, high }: { steps: number; low: string; high: string }) {
  return (
    <p className="printed-rating">
      <span>{low}</span>
      {Array.from({ length: steps }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a scale are their numbers
        <Tick key={at} number={at + 1} />
      ))}
      <span>{high}</span>
    </p>
  )
}

function RankingSpace({ options, places }: { options: Option[]; places: number }) {
  const t = useT()
  return (
    <>
      <ol className="printed-choices">
        {options.map(({ id, label }, at) => (
          <li key={id}>
            <span className="printed-tick">{at + 1}</span> {label}
          </li>
        ))}
      </ol>
      <p className="printed-places">
        {Array.from({ length: places }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the places of a ranking are their numbers
          <span key={at}>
            {t('surveySheet.place', { place: at + 1 })} <span className="printed-blank printed-blank-short" />
          </span>
        ))}
      </p>
    </>
  )
}

function DateSpace() {
  const t = useT()
  return (
    <p className="printed-line">
      <span className="printed-blank printed-blank-short" /> {t('surveySheet.year')}{' '}
      <span className="printed-blank printed-blank-short" /> {t('surveySheet.month')}{' '}
      <span className="printed-blank printed-blank-short" /> {t('surveySheet.day')}
    </p>
  )
}

function MatrixSpace({ rows, columns }: { rows: Option[]; columns: Option[] }) {
  return (
    <table className="printed-matrix">
      <thead>
        <tr>
          <td />
          {columns.map(({ id, label }) => (
            <th key={id} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.label}</th>
            {columns.map(({ id, label }, at) => (
              <td key={id}>
                <Tick number={at + 1} />
                <span className="printed-column"> {label}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
