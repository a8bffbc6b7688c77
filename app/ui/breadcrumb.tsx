import { useMatches } from '@remix-run/react'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { useRootData } from '~/app/ui/root-data'

export type Crumb = { label: string; href?: string }

/** M2: where this page stands. The home page, with an empty list, has none. */
export function Breadcrumb({ crumbs, home }: { crumbs: Crumb[]; home?: Crumb }) {
  const t = useT()
  if (crumbs.length === 0) return null
  const all = [home ?? { label: t('nav.home'), href: paths.home() }, ...crumbs]
  return (
    <nav className="breadcrumb" aria-label={t('shell.breadcrumb')}>
      <ol>
        {all.map(({ label, href }) => (
          <li key={label}>{href ? <a href={href}>{label}</a> : <span aria-current="page">{label}</span>}</li>
        ))}
      </ol>
    </nav>
  )
}

/** `handle.breadcrumb` of every matched route, from the outermost in, each with its own data and the language. */
export function useCrumbs(): Crumb[] {
  const { preferences } = useRootData()
  return useMatches().flatMap((match) => {
    const handle = match.handle as
      | { breadcrumb?: (data: unknown, lang: typeof preferences.lang) => Crumb[] }
      | undefined
    return handle?.breadcrumb && match.data !== undefined
      ? handle.breadcrumb(match.data, preferences.lang)
      : []
  })
}
