import { useT } from '~/app/ui/language'

/** Keyset pages: on to the next, or back to the first. Shows nothing where there is only one page. */
export function Pagination({ next, first }: { next?: string | null; first?: string | null }) {
  const t = useT()
  if (!next && !first) return null
  return (
    <nav className="pagination" aria-label={t('pagination.label')}>
      {first ? <a href={first}>{t('pagination.first')}</a> : null}
      {next ? (
        <a href={next} rel="next">
          {t('pagination.next')}
        </a>
      ) : null}
    </nav>
  )
}
