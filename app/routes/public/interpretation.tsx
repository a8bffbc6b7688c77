import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type InterpretationPage, interpretationPage } from '~/app/domain/interpretations/page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { Prose } from '~/app/ui/prose'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (page: { interpretation: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'interpretations.title'), href: paths.interpretations() },
    { label: page.interpretation.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  const { interpretation } = page
  return articleMeta(site, {
    title: interpretation.title,
    publishedAt: page.publishedAt,
    source: page.department.name,
    column: translate(langOf(matches), 'interpretations.title'),
    keywords: [page.policy.title],
    author: interpretation.author,
    description: interpretation.plain.slice(0, 120),
    url: paths.interpretation(interpretation.id),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await interpretationPage(ctx, readId(params.id))
  const tags = `interpretation:${page.interpretation.id} policy:${page.policy.id}`
  return data(page, { headers: { 'X-Cache-Tags': tags } })
}

export default function Interpretation() {
  const page = useLoaderData<typeof loader>() as InterpretationPage
  const { interpretation, department, policy, publishedAt } = page
  const t = useT()
  return (
    <article className="interpretation">
      <PageHeading
        kind={`${t('interpretation.kind')} · ${t(`interpretation.form.${interpretation.form}`)}`}
        title={interpretation.title}
        meta={[department.name, formatDateTime(publishedAt)]}
      />
      <Facts
        facts={[
          [t('interpretation.of'), <PolicyLink key="policy" policy={policy} />],
          [
            t('interpretation.interpreter'),
            `${interpretation.interpreterName}（${interpretation.interpreterTitle}）`,
          ],
          [
            t('interpretation.department'),
            <a key="department" href={paths.department(department.slug)}>
              {department.name}
            </a>,
          ],
          [t('interpretation.author'), interpretation.author],
        ]}
      />
      <div className="page-columns">
        <Prose html={interpretation.html} lang="zh-CN" />
        <aside className="page-aside">
          <Clauses clauses={page.clauses} />
          <Others others={page.others} />
          <Concerns concerns={page.concerns} />
          <p>
            <LinkButton kind="quiet" href={paths.concernForm({ interpretation: interpretation.id })}>
              {t('interpretation.ask')}
            </LinkButton>
          </p>
        </aside>
      </div>
    </article>
  )
}

function PolicyLink({ policy }: { policy: InterpretationPage['policy'] }) {
  return (
    <>
      <a href={paths.policy(policy.id)}>{policy.title}</a>（{policy.documentNumber}）
    </>
  )
}

function Clauses({ clauses }: { clauses: InterpretationPage['clauses'] }) {
  const t = useT()
  if (clauses.length === 0) return null
  return (
    <section aria-labelledby="explained-clauses">
      <h2 id="explained-clauses">{t('interpretation.clauses')}</h2>
      <ul className="explained-clauses">
        {clauses.map(({ clauseId, label, excerpt, href, anchor }) => (
          <li key={clauseId}>
            <a href={href}>{label}</a>{' '}
            <a href={`#${anchor}`} className="explained-here">
              {t('interpretation.clauses.here')}
            </a>
            <MetaLine entries={[excerpt]} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Others({ others }: { others: InterpretationPage['others'] }) {
  const t = useT()
  if (others.length === 0) return null
  return (
    <section aria-labelledby="other-interpretations">
      <h2 id="other-interpretations">{t('interpretation.others')}</h2>
      <ul>
        {others.map(({ id, title, form }) => (
          <li key={id}>
            <a href={paths.interpretation(id)}>{title}</a>
            <MetaLine entries={[t(`interpretation.form.${form}`)]} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Concerns({ concerns }: { concerns: InterpretationPage['concerns'] }) {
  const t = useT()
  if (concerns.length === 0) return null
  return (
    <section aria-labelledby="related-concerns">
      <h2 id="related-concerns">{t('interpretation.concerns')}</h2>
      <ul>
        {concerns.map(({ concernId, title }) => (
          <li key={concernId}>
            <a href={paths.concern(concernId)}>{title}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
