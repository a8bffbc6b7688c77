import { Children } from 'react'
import { clauseAnchor } from '~/app/paths'
import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'

export type ComparedClause = {
  clauseId: string | number
  change: 'same' | 'changed' | 'added' | 'removed'
  /** The clause stands at another place in relation to its neighbours. */
  moved?: boolean
  fromLabel?: string | null
  toLabel?: string | null
  heading?: boolean
  words: { kind: 'same' | 'ins' | 'del'; text: string }[]
}

/** What changed between two versions, word by word. Each change is also said in a word, not only in colour. */
export function Comparison({ clauses }: { clauses: ComparedClause[] }) {
  return (
    <div className="comparison">
      {clauses.map((clause) => (
        <Compared key={clause.clauseId} clause={clause} />
      ))}
    </div>
  )
}

function Compared({ clause }: { clause: ComparedClause }) {
  const t = useT()
  const changes = changesOf(clause)
  const label = clause.toLabel ?? clause.fromLabel
  return (
    <div id={clauseAnchor(clause.clauseId)} className={`compared compared-${clause.change}`}>
      <div className="compared-changes">
        {changes.map((change) => (
          <span key={change} className={`compared-change compared-change-${change}`}>
            {t(changeWords[change])}
          </span>
        ))}
        {changes.includes('renumbered') ? (
          <span className="compared-numbers">
            {t('compare.numbers', { from: clause.fromLabel ?? '', to: clause.toLabel ?? '' })}
          </span>
        ) : null}
      </div>
      <p className={clause.heading ? 'compared-heading' : 'compared-text'}>
        {label ? <b className="clause-label">{label}</b> : null}
        {label ? '\u3000' : null}
        <ChangedWords words={clause.words} />
      </p>
    </div>
  )
}

/** Old words struck out, new ones marked, each also said aloud. */
export function ChangedWords({ words }: { words: ComparedClause['words'] }) {
  // biome-ignore lint/correctness/useJsxKeyInIterable: Children.toArray numbers them
  return <>{Children.toArray(words.map((word) => <Word {...word} />))}</>
}

function Word({ kind, text }: ComparedClause['words'][number]) {
  const t = useT()
  if (kind === 'same') return text
  const Change = kind
  return (
    <Change>
      <span className="visually-hidden">{t(kind === 'ins' ? 'compare.insStart' : 'compare.delStart')}</span>
      {text}
      <span className="visually-hidden">{t(kind === 'ins' ? 'compare.insEnd' : 'compare.delEnd')}</span>
    </Change>
  )
}

type Change = 'added' | 'removed' | 'changed' | 'moved' | 'renumbered'

const changeWords: Record<Change, MessageKey> = {
  added: 'compare.added',
  removed: 'compare.removed',
  changed: 'compare.changed',
  moved: 'compare.moved',
  renumbered: 'compare.renumbered',
}

function changesOf({ change, moved, fromLabel, toLabel }: ComparedClause): Change[] {
  if (change === 'added' || change === 'removed') return [change]
  const renumbered = Boolean(fromLabel && toLabel && fromLabel !== toLabel)
  return [
    ...(change === 'changed' ? (['changed'] as const) : []),
    ...(moved ? (['moved'] as const) : []),
    ...(renumbered ? (['renumbered'] as const) : []),
  ]
}
