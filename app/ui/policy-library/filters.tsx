import type { PolicyFacets } from '~/app/domain/policies/page-types'
import type { Validity } from '~/app/domain/policies/types'
import { paths } from '~/app/paths'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { useKindWord } from './kind-word'

export type ChosenFilter = {
  theme: string | null
  kind: string | null
  audience: string | null
  department: string | null
  year: number | null
  validity: Validity | null
}

type Name = keyof ChosenFilter
type Props = { facets: PolicyFacets; chosen: ChosenFilter }

const mostAudiences = 12

/** What the list can be narrowed by, each a link with how many stand behind it; they can be chosen together. */
export function PolicyFilters({ facets, chosen }: Props) {
  const t = useT()
  const kindWord = useKindWord()
  const group = <V extends string | number>(
    name: Name,
    values: { value: V; count: number }[],
    label: (value: V) => string = String,
  ) =>
    values.map(({ value, count }) => {
      const current = chosen[name] === value
      return {
        ...{ label: label(value), count, current },
        href: paths.policies({ ...chosen, [name]: current ? null : value }),
      }
    })
  const departments = new Map(facets.departments.map(({ value, name }) => [value, name]))
  const audiences = facets.audiences.filter(
    ({ value }, at) => at < mostAudiences || value === chosen.audience,
  )
  return (
    <>
      <FacetList title={t('policies.theme')} facets={group('theme', facets.themes)} />
      <FacetList title={t('library.audience')} facets={group('audience', audiences)} />
      <FacetList
        title={t('policies.department')}
        facets={group('department', facets.departments, (slug) => departments.get(slug) ?? slug)}
      />
      <FacetList title={t('library.kind')} facets={group('kind', facets.kinds, kindWord)} />
      <FacetList title={t('policies.year')} facets={group('year', facets.years)} />
      <FacetList
        title={t('policies.validity')}
        facets={group('validity', facets.validities, (value) => t(`policy.validity.${value}`))}
      />
    </>
  )
}

/** What is chosen, each with a link that takes it away. */
export function ChosenFilters({ facets, chosen }: Props) {
  const t = useT()
  const kindWord = useKindWord()
  const words: Record<Name, string | null> = {
    theme: chosen.theme,
    audience: chosen.audience,
    department: chosen.department
      ? (facets.departments.find(({ value }) => value === chosen.department)?.name ?? chosen.department)
      : null,
    kind: chosen.kind ? kindWord(chosen.kind) : null,
    year: chosen.year === null ? null : String(chosen.year),
    validity: chosen.validity ? t(`policy.validity.${chosen.validity}`) : null,
  }
  const shown = (Object.keys(words) as Name[]).flatMap((name) => {
    const word = words[name]
    return word === null ? [] : [{ name, word }]
  })
  return (
    <div className="chosen-filters">
      <p>{t('library.total', { count: facets.total })}</p>
      {shown.length > 0 ? (
        <nav aria-label={t('library.chosen')}>
          <ul>
            {shown.map(({ name, word }) => (
              <li key={name}>
                <a
                  className="chosen-filter"
                  href={paths.policies({ ...chosen, [name]: null })}
                  aria-label={t('library.remove', { name: word })}
                >
                  {word} <span aria-hidden="true">✕</span>
                </a>
              </li>
            ))}
            {shown.length > 1 ? (
              <li>
                <a href={paths.policies()}>{t('library.clear')}</a>
              </li>
            ) : null}
          </ul>
        </nav>
      ) : null}
    </div>
  )
}
