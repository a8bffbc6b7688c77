import type { Element } from '~/app/domain/interpretation-blocks/elements'
import { useT } from '~/app/ui/language'

/** I3: what is made clear, in the order in which a reader wants to know it, each with the way to it. */
export function MetElements({ met }: { met: { element: Element; anchor: string }[] }) {
  const t = useT()
  if (met.length === 0) return null
  return (
    <nav className="interpretation-met" aria-labelledby="met-elements">
      <h2 id="met-elements">{t('interpretation.met')}</h2>
      <ul className="met-elements">
        {met.map(({ element, anchor }) => (
          <li key={element}>
            <a href={`#${anchor}`}>{t(`interpretation.element.${element}`)}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
