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
import { EarlierText } from '~/app/ui/interpretation/earlier-text'
import { ExplainedClauses } from '~/app/ui/interpretation/explained-clauses'
import { InterpretationBody } from '~/app/ui/interpretation/interpretation-body'
import { MetElements } from '~/app/ui/interpretation/met-elements'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { TakeAlongLinks } from '~/app/ui/take-along/take-along-links'

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
    image: paths.interpretationCard(interpretation.id),
    url: paths.interpretation(interpretation.id),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await interpretationPage(ctx, readId(params.id))
  // A later policy on the same text changes what is said of the clauses that are explained here.
  const tags = `interpretation:${page.interpretation.id} policy:${page.policy.id} policies`
  const play = new URL(request.url).searchParams.get('play')
  return data({ ...page, play }, { headers: { 'X-Cache-Tags': tags } })
}

export default function Interpretation() {
  const page = useLoaderData<typeof loader>() as InterpretationPage & { play: string | null }
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
      <EarlierText earlier={page.earlier} />
      <MetElements met={page.met} />
      <div className="page-columns">
        <InterpretationBody html={interpretation.html} changed={page.changed} play={page.play} />
        <aside className="page-aside">
          <ExplainedClauses clauses={page.clauses} interpretationId={interpretation.id} />
          <Others others={page.others} />
          <TakeAlongLinks interpretationId={interpretation.id} />
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
