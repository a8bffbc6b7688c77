import type { ClauseFate as Fate } from '~/app/domain/texts/fates'
import { markedWords } from '~/app/ui/compared-clauses'
import { ChangedWords } from '~/app/ui/comparison'
import { useT } from '~/app/ui/language'

export type ClauseFateProps = {
  fate: Fate | undefined
  since: { title: string; number: number; href: string } | null
}

/** One line at a comment: what became of its clause in the newest public version since, with the changed words. */
export function ClauseFate({ fate, since }: ClauseFateProps) {
  const t = useT()
  if (!fate || !since) return null
  const seen = <a href={since.href}>{t('fate.since', { title: since.title })}</a>
  if (fate.words.length === 0)
    return (
      <p className={`clause-fate clause-fate-${fate.fate}`}>
        {sayFate(fate, t)}
        {t('feedback.bracket')}
        {fate.fate === 'moved' && fate.href ? <a href={fate.href}>{t('fate.compare')}</a> : seen}
        {t('feedback.bracketEnd')}
      </p>
    )
  return (
    <details className={`clause-fate clause-fate-${fate.fate}`}>
      <summary>{sayFate(fate, t)}</summary>
      <p className="compared-text">
        <ChangedWords words={markedWords(fate.words)} />
      </p>
      <p>
        {fate.href ? <a href={fate.href}>{t('fate.compare')}</a> : null} {seen}
      </p>
    </details>
  )
}

function sayFate({ fate, fromLabel, toLabel }: Fate, t: ReturnType<typeof useT>): string {
  const to = toLabel ?? ''
  const isElsewhere = to !== '' && to !== fromLabel
  if (fate === 'changed') return isElsewhere ? t('fate.changedNow', { to }) : t('fate.changed')
  if (fate === 'moved') return isElsewhere ? t('fate.moved', { to }) : t('fate.movedHere')
  return t(`fate.${fate}`)
}
