import { answerTo } from '~/app/domain/surveys/conditions'
import { shuffled } from '~/app/domain/surveys/order'
import { useT } from '~/app/ui/language'
import type { Answer } from '~/db/schema/survey-definition'
import { Choice, NoAnswer } from './question-choices'
import { anchorOf, QuestionGroup, type QuestionProps, typedIn } from './question-parts'

/** Steps from low to high: beside each other where there is room, under each other on a phone. */
export function Rating(props: QuestionProps<'rating'>) {
  const t = useT()
  const { question, answers } = props
  const { steps, low, high } = question
  const chosen = typedIn(answers, question.id)
  const word = (step: number) => (step === 1 ? low : step === steps ? high : '')
  return (
    <QuestionGroup {...props} how={t('question.scale', { low, high, steps })}>
      <div className={steps > 5 ? 'rating rating-long' : 'rating'} style={{ '--steps': steps } as object}>
        {Array.from({ length: steps }, (_, at) => at + 1).map((step) => (
          <label key={step} className="choice">
            <input type="radio" name={question.id} value={step} defaultChecked={chosen === String(step)} />
            <span>
              {step}
              {word(step) ? <span className="rating-word"> {word(step)}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <NoAnswer question={question} />
    </QuestionGroup>
  )
}

/** A row is a group of its own within the question. On a phone the rows stand under each other with their choices. */
export function Matrix(props: QuestionProps<'matrix'>) {
  const t = useT()
  const { question, answers } = props
  const { id, rows, columns, required } = question
  const answer = answerTo(answers, id)
  const chosen = typeof answer === 'object' && !Array.isArray(answer) ? answer : {}
  const all = required ? columns : [...columns, { id: '', label: t('question.noneShort') }]
  return (
    <QuestionGroup {...props} how={t('question.eachRow')}>
      <div className="matrix" style={{ '--columns': all.length } as object}>
        <div className="matrix-head" aria-hidden="true">
          <span />
          {all.map((column) => (
            <span key={column.id}>{column.label}</span>
          ))}
        </div>
        {rows.map((row) => {
          const label = `${anchorOf(id)}-row-${row.id}`
          return (
            <div key={row.id} className="matrix-row" role="radiogroup" aria-labelledby={label}>
              <span className="matrix-label" id={label}>
                {row.label}
              </span>
              {all.map((column) => (
                <Choice
                  key={column.id}
                  type="radio"
                  name={`${id}.${row.id}`}
                  value={column.id}
                  isChosen={column.id !== '' && chosen[row.id] === column.id}
                  label={column.label}
                />
              ))}
            </div>
          )
        })}
      </div>
    </QuestionGroup>
  )
}

/** Each thing is given its place; nothing has to be dragged. */
export function Ranking(props: QuestionProps<'ranking'>) {
  const t = useT()
  const { question, answers, seed } = props
  const { id, options, shuffle, most } = question
  const places = Array.from({ length: most ?? options.length }, (_, at) => at + 1)
  const answer = answerTo(answers, id)
  const how = most && most < options.length ? t('question.rankSome', { most }) : t('question.rank')
  return (
    <QuestionGroup {...props} how={how}>
      {(shuffle ? shuffled(options, seed, id) : options).map((option) => {
        const name = `${id}.${option.id}`
        const anchor = `${anchorOf(id)}-${option.id}`
        return (
          <div key={option.id} className="ranking-item">
            <label htmlFor={anchor}>{option.label}</label>
            <select id={anchor} name={name} defaultValue={placeOf(answer, option.id)}>
              <option value="">{t('question.noPlace')}</option>
              {places.map((place) => (
                <option key={place} value={place}>
                  {t('question.placeNumber', { place })}
                </option>
              ))}
            </select>
          </div>
        )
      })}
    </QuestionGroup>
  )
}

/** Also where two share a place, so that they are shown as they were given: `a?2`. */
function placeOf(answer: Answer | undefined, optionId: string): string {
  if (!Array.isArray(answer)) return ''
  const at = answer.indexOf(optionId)
  if (at >= 0) return String(at + 1)
  const doubtful = answer.find((one) => one.startsWith(`${optionId}?`))
  return doubtful?.slice(optionId.length + 1) ?? ''
}
