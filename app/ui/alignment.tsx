import { fieldOf } from '~/app/domain/texts/alignment'
import type { WordChange } from '~/app/domain/texts/compare'
import type { MessageKey } from '~/app/ui/catalogue'
import { markedWords } from '~/app/ui/compared-clauses'
import { ChangedWords } from '~/app/ui/comparison'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

type Kind = 'unsure' | 'added' | 'changed' | 'moved' | 'same'

type Row = {
  clauseId: number
  name: string
  kind: Kind
  from: { clauseId: number; name: string } | null
  words: WordChange[]
}

type RowsProps = {
  rows: Row[]
  choices: { clauseId: number; name: string; text: string }[]
  canCorrect: boolean
  errors: Record<string, string>
  typed: Record<string, string>
}

const tones: Record<Kind, Tone> = {
  unsure: 'waiting',
  added: 'open',
  changed: 'info',
  moved: 'info',
  same: 'done',
}
const kindWords: Record<Kind, MessageKey> = {
  unsure: 'alignment.unsure',
  added: 'alignment.added',
  changed: 'alignment.changed',
  moved: 'alignment.moved',
  same: 'alignment.same',
}

/** Each clause beside the earlier one that it is said to be, and the choice of another. */
export function AlignmentRows({ rows, choices, canCorrect, errors, typed }: RowsProps) {
  const t = useT()
  return (
    <div className="alignment">
      {rows.map((row) => (
        <div key={row.clauseId} className="alignment-row">
          <p>
            <StatusWord tone={tones[row.kind]}>{t(kindWords[row.kind])}</StatusWord>
          </p>
          <Texts row={row} />
          {canCorrect ? (
            <FromSelect
              row={row}
              choices={choices}
              typed={typed[fieldOf(row.clauseId)]}
              error={errors[fieldOf(row.clauseId)]}
            />
          ) : null}
        </div>
      ))}
    </div>
  )
}

type FromProps = { row: Row; choices: RowsProps['choices']; typed: string | undefined; error?: string }

/** Not our `Select`: here the empty choice is an answer too, neither missing nor optional. */
function FromSelect({ row, choices, typed, error }: FromProps) {
  const t = useT()
  const name = fieldOf(row.clauseId)
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="field-label" htmlFor={name}>
        {t('alignment.field', { name: row.name })}
      </label>
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          <span className="visually-hidden">{t('field.error')}</span>
          {error}
        </p>
      ) : null}
      <select
        id={name}
        name={name}
        defaultValue={typed ?? String(row.from?.clauseId ?? '')}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      >
        <option value="">{t('alignment.new')}</option>
        {choices.map((choice) => (
          <option key={choice.clauseId} value={choice.clauseId}>
            {t('alignment.choice', choice)}
          </option>
        ))}
      </select>
    </div>
  )
}

function Texts({ row: { from, name, words } }: { row: Row }) {
  const t = useT()
  return (
    <div className="alignment-texts">
      {from ? (
        <div>
          <p className="alignment-name">{t('alignment.before', { name: from.name })}</p>
          <p className="alignment-text">
            <ChangedWords words={markedWords(words.filter(({ type }) => type !== 'added'))} />
          </p>
        </div>
      ) : null}
      <div>
        <p className="alignment-name">{t('alignment.now', { name })}</p>
        <p className="alignment-text">
          <ChangedWords words={markedWords(words.filter(({ type }) => type !== 'removed'))} />
        </p>
      </div>
    </div>
  )
}
