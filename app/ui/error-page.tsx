import { isRouteErrorResponse } from '@remix-run/react'
import { paths } from '~/app/paths'
import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'

/** What went wrong, why, and where to go from here; in the same frame as every page. */
export function ErrorPage({ error }: { error: unknown }) {
  const t = useT()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const words = wordsOf(status)
  return (
    <>
      <PageHeading title={t(words.title)} lead={reasonOf(error) ?? t(words.text)} />
      <p>{t('error.whatNow')}</p>
      <ul>
        <li>
          <a href={paths.home()}>{t('error.goHome')}</a>
        </li>
        <li>
          <a href={paths.search()}>{t('error.goSearch')}</a>
        </li>
        <li>
          <a href={paths.siteMap()}>{t('error.goSiteMap')}</a>
        </li>
        <li>
          <a href={paths.errorReport()}>{t('error.tellUs')}</a>
        </li>
      </ul>
      <p className="meta-line">{t('error.status', { status })}</p>
    </>
  )
}

/** A refusal carries its own words; anything else is not for the reader's eyes. */
function reasonOf(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null
  const message: unknown = (error.data as { message?: unknown } | null)?.message
  return typeof message === 'string' ? message : null
}

function wordsOf(status: number): { title: MessageKey; text: MessageKey } {
  if (status === 403) return { title: 'error.403', text: 'error.403.text' }
  if (status === 404) return { title: 'error.404', text: 'error.404.text' }
  if (status === 410) return { title: 'error.410', text: 'error.410.text' }
  if (status >= 400 && status < 500) return { title: 'error.4xx', text: 'error.4xx.text' }
  return { title: 'error.500', text: 'error.500.text' }
}
