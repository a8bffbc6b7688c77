import { rowsFor, type Statement, statementsOf } from '~/app/domain/survey-building/condition-form'
import { sheetChoices } from '~/app/domain/survey-sheets/sheet-fields'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { Radios } from '~/app/ui/field'
import { useT } from '~/app/ui/language'
import type { Condition, Question } from '~/db/schema/survey-definition'

type Props = {
  /** The names of its fields begin with this. */
  prefix: string
  /** The questions at which it may look, with their numbers. */
  earlier: { question: Question; number: number }[]
  setting: Setting
  stored: Condition | undefined
  values: Record<string, string>
  errors: Record<string, string>
  /** For groups of people, where all has to hold. */
  withoutJoin?: boolean
}

/** Rows of selects, each of which offers whole statements about the questions before. */
export function ConditionFields({ prefix, earlier, setting, stored, values, errors, withoutJoin }: Props) {
  const t = useT()
  const rows = Array.from({ length: rowsFor(stored) }, (_, row) => `${prefix}-${row}`)
  return (
    <>
      {rows.map((name, row) => (
        <StatementRow
          key={name}
          {...{ name, earlier, setting, errors }}
          number={row + 1}
          value={values[name] ?? ''}
          amount={values[`${name}-amount`] ?? ''}
        />
      ))}
      {withoutJoin ? null : (
        <Radios
          name={`${prefix}-join`}
          label={t('builder.form.join')}
          value={values[`${prefix}-join`] ?? 'all'}
          choices={[
            { value: 'all', label: t('builder.form.join.all') },
            { value: 'any', label: t('builder.form.join.any') },
          ]}
        />
      )}
    </>
  )
}

type RowProps = Pick<Props, 'earlier' | 'setting' | 'errors'> & {
  name: string
  number: number
  value: string
  amount: string
}

function StatementRow({ name, number, earlier, setting, errors, value, amount }: RowProps) {
  const t = useT()
  const groups = earlier.map(({ question, number }) => ({
    id: question.id,
    number,
    label: `${number}. ${question.title}`,
    statements: statementsOf(question, setting),
  }))
  const isOffered = groups.some(({ statements }) => statements.some((one) => one.value === value))
  const hasAmount = earlier.some(({ question }) => amountKinds.includes(question.kind))
  const error = errors[name] ?? errors[`${name}-amount`]
  return (
    <div className={error ? 'field condition-row field-wrong' : 'field condition-row'}>
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          <span className="visually-hidden">{t('field.error')}</span>
          {error}
        </p>
      ) : null}
      <select
        id={name}
        name={name}
        defaultValue={value}
        aria-label={t('builder.form.statement', { number })}
        aria-invalid={errors[name] ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      >
        <option value="">{t('builder.form.statement.none')}</option>
        {value === '' || isOffered ? null : <option value={value}>{value.replaceAll('|', ' ')}</option>}
        {groups.map(({ id, number, label, statements }) => (
          <optgroup key={id} label={label}>
            {statements.map((one) => (
              <option key={one.value} value={one.value}>
                <StatementWords statement={one} setting={setting} number={number} />
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {hasAmount ? (
        <input
          id={`${name}-amount`}
          name={`${name}-amount`}
          defaultValue={amount}
          placeholder={t('builder.form.amount')}
          aria-label={`${t('builder.form.statement', { number })}：${t('builder.form.amount')}`}
          aria-invalid={errors[`${name}-amount`] ? true : undefined}
        />
      ) : null}
    </div>
  )
}

const amountKinds: readonly string[] = ['number', 'rating', 'date']

type WordsProps = { statement: Statement; setting: Setting; number: number }

/** The whole statement: once it is chosen, the select shows nothing else. */
function StatementWords({ statement, setting, number }: WordsProps) {
  const t = useT()
  const { question, row, option, is } = statement
  const line = question.kind === 'matrix' && row ? question.rows.find(({ id }) => id === row)?.label : null
  const label = sheetChoices(question, setting).find(({ id }) => id === option)?.label ?? ''
  const words = t(`statement.${is}`, { option: label })
  const title = `${number}. ${shortened(question.title)}`
  return line ? `${title}　“${line}”${words}` : `${title}　${words}`
}

const shownLetters = 18

function shortened(title: string): string {
  const letters = [...title]
  return letters.length > shownLetters ? `${letters.slice(0, shownLetters).join('')}……` : title
}
