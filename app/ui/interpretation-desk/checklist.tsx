import type { Element } from '~/app/domain/interpretation-blocks/elements'
import type { ChecklistEntry } from '~/app/domain/interpretation-writing/checklist'
import { useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'

type ChecklistProps = {
  entries: ChecklistEntry[]
  /** What the policy's other interpretations say: all of them together are to say the nine. */
  elsewhere: Element[]
}

/** The nine elements (I3), each with links to where it is met. */
export function Checklist({ entries, elsewhere }: ChecklistProps) {
  const t = useT()
  const met = entries.filter(({ isMet }) => isMet).length
  return (
    <section className="work-checklist" id="checklist" aria-labelledby="checklist-title">
      <h2 id="checklist-title">{t('work.checklist', { met, all: entries.length })}</h2>
      <p className="field-hint">{t('work.checklist.hint')}</p>
      <ul>
        {entries.map(({ element, isMet, anchors }) => (
          <li key={element} className={isMet ? 'is-met' : undefined}>
            <span className="work-element">{t(`work.element.${element}`)}</span>
            {!isMet && elsewhere.includes(element) ? (
              <StatusWord tone="done">{t('work.checklist.elsewhere')}</StatusWord>
            ) : (
              <StatusWord tone={isMet ? 'done' : 'info'}>
                {t(isMet ? 'work.checklist.met' : 'work.checklist.missing')}
              </StatusWord>
            )}
            {anchors.map((anchor, at) => (
              <a key={anchor} href={`#${anchor}`}>
                {t('work.checklist.place', { number: at + 1, element: t(`work.element.${element}`) })}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
