import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { officialDocument, sayDay } from '~/app/domain/policies/document.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ClauseText } from '~/app/ui/clause-text'
import { useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (page: { id: number; title: string }, lang: Lang) => [
    { label: translate(lang, 'policies.title'), href: paths.policies() },
    { label: page.title, href: paths.policy(page.id) },
    { label: translate(lang, 'document.official') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  return articleMeta(site, {
    title: page.title,
    publishedAt: page.publishedAt,
    source: page.issuer,
    column: translate(langOf(matches), 'policies.title'),
    keywords: [page.documentNumber],
    url: paths.policyDocument(page.id),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await officialDocument(await contextFor(request), readId(params.id))
  const { signedOn, validity } = page
  return data(
    { ...page, signed: sayDay(signedOn), since: validity.on ? sayDay(validity.on) : '' },
    { headers: { 'X-Cache-Tags': `policy:${page.id} text:${page.textId}` } },
  )
}

export default function PolicyDocument() {
  const page = useLoaderData<typeof loader>()
  const t = useT()
  const { id, issuer, title, documentNumber, validity, since, body, annexes, attachments, signed } = page
  return (
    <>
      <div className="official-tools actions">
        <LinkButton href={paths.policyWord(id)}>{t('library.word')}</LinkButton>
        <LinkButton kind="quiet" href={paths.policy(id)}>
          {t('document.backToPolicy')}
        </LinkButton>
      </div>
      <p className="official-tools">{t('document.howToPrint')}</p>
      <article className="official" lang="zh-CN">
        <header>
          {validity.state === 'valid' ? null : (
            <p className="official-state">
              {t('document.state', { day: since, state: t(`policy.validity.${validity.state}`) })}
            </p>
          )}
          <p className="official-head">{t('document.head', { issuer })}</p>
          <p className="official-number">{documentNumber}</p>
          <h1>{title}</h1>
        </header>
        <ClauseText clauses={body} />
        <AttachmentNote names={attachments} />
        <div className="official-signature">
          <p>{issuer}</p>
          <p>{signed}</p>
        </div>
        {annexes.length > 0 ? (
          <div className="official-annexes">
            <ClauseText clauses={annexes} />
          </div>
        ) : null}
      </article>
    </>
  )
}

function AttachmentNote({ names }: { names: string[] }) {
  const t = useT()
  const [only] = names
  if (only === undefined) return null
  return (
    <div className="official-attachments">
      <p>{t('document.attachments')}</p>
      {names.length === 1 ? (
        <p>{only}</p>
      ) : (
        <ol>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ol>
      )}
    </div>
  )
}
