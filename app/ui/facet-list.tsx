import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

export type Facet = { label: string; href: string; count?: number; current?: boolean }

/** One group of filters, as links with the current one marked. On a phone it is folded, saying what is chosen. */
export function FacetList({ title, facets }: { title: string; facets: Facet[] }) {
  const t = useT()
  if (facets.length === 0) return null
  const chosen = facets.find((facet) => facet.current)?.label
  return (
    <nav className="facet-list" aria-label={title}>
      <p className="facet-title">{title}</p>
      <details>
        <summary>{chosen ? t('facets.chosen', { title, chosen }) : title}</summary>
        <ul>
          {facets.map((facet) => (
            <li key={facet.href}>
              <a href={facet.href} aria-current={facet.current ? 'true' : undefined}>
                <span>{facet.label}</span>
                {facet.count === undefined ? null : (
                  <span className="facet-count">{formatNumber(facet.count)}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  )
}
