import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type PolicyPage, policyPage } from '~/app/domain/policies/page.server'
import { surveysAbout } from '~/app/domain/surveys/list.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ClauseText } from '~/app/ui/clause-text'
import { DocumentHeader } from '~/app/ui/document-header'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { ClauseMarginNotes, countMargin } from '~/app/ui/policy/clause-margin'
import { PolicyInterpretations, PolicyTimeline } from '~/app/ui/policy/policy-background'
import { ReplacesNotice, ValidityNotice } from '~/app/ui/policy/validity-notice'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { SurveysBox } from '~/app/ui/surveys/surveys-box'
import { ValidityWord } from '~/app/ui/validity-word'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (page: { policy: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'policies.title'), href: paths.policies() },
    { label: page.policy.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  return articleMeta(site, {
    title: page.policy.title,
    publishedAt: page.publishedAt,
    source: page.department.name,
    column: translate(langOf(matches), 'policies.title'),
    keywords: [page.policy.theme, page.policy.documentNumber],
    url: paths.policy(page.policy.id),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await policyPage(ctx, readId(params.id))
  const { id, textId } = page.policy
  const surveys = await surveysAbout(ctx, { policyId: id })
  const tags = `policy:${id} text:${textId}`
  return data({ ...page, surveys, now: ctx.now }, { headers: { 'X-Cache-Tags': tags } })
}

export default function Policy() {
  const { surveys, now, ...page } = useLoaderData<typeof loader>()
  const { policy, department, publishedAt, validity, interpretations, events, matter } = page
  const t = useT()
  return (
    <article className="policy">
      <PageHeading
        kind={t('policy.kind')}
        status={<ValidityWord validity={validity.state} />}
        title={policy.title}
        meta={[policy.documentNumber, department.name]}
      />
      <ValidityNotice validity={validity} />
      <ReplacesNotice replaces={page.replaces} />
      <div className="page-columns">
        <div className="stack">
          <DocumentHeader
            indexNumber={policy.indexNumber}
            theme={policy.theme}
            issuer={<a href={paths.department(department.slug)}>{department.name}</a>}
            signedOn={policy.signedOn}
            title={policy.title}
            documentNumber={policy.documentNumber}
            publishedAt={publishedAt}
            validity={<ValidityLine page={page} />}
          />
          {policy.audience.length > 0 ? (
            <p>
              <b>{t('policy.audience')}</b>
              {'\u3000'}
              {policy.audience.join('、')}
            </p>
          ) : null}
          {matter ? (
            <p>
              <b>{t('policy.matter')}</b>
              {'\u3000'}
              <a href={paths.matter(matter.id)}>{matter.title}</a>
            </p>
          ) : null}
          <PolicyInterpretations interpretations={interpretations} />
          <SurveysBox surveys={surveys} now={now} of="policy" />
        </div>
        <aside className="page-aside" aria-labelledby="policy-timeline">
          <PolicyTimeline events={events} />
        </aside>
      </div>
      <PolicyText page={page} />
    </article>
  )
}

function ValidityLine({ page: { policy, validity } }: { page: PolicyPage }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <ValidityWord validity={validity.state} />
      {'\u3000'}
      {t('policy.effectiveOn', { day: formatDate(policy.effectiveOn, lang) })}
    </>
  )
}

function PolicyText({ page: { policy, version, margins, names, comparison } }: { page: PolicyPage }) {
  const t = useT()
  const nameOf = (id: string | number) => names.get(Number(id)) ?? ''
  return (
    <section aria-labelledby="policy-text">
      <h2 id="policy-text">{t('policy.text')}</h2>
      <div className="actions">
        {comparison ? (
          <LinkButton kind="quiet" href={paths.compare(policy.textId, comparison)}>
            {t('policy.compare')}
          </LinkButton>
        ) : null}
        <LinkButton kind="quiet" href={paths.concernForm({ policy: policy.id })}>
          {t('policy.askWhole')}
        </LinkButton>
      </div>
      <ClauseText
        clauses={version.clauses}
        headingLevel={3}
        margin={({ clauseId }) => {
          const margin = margins.get(Number(clauseId))
          return margin ? <ClauseMarginNotes margin={margin} /> : null
        }}
        marginTitle={({ clauseId }) => {
          const margin = margins.get(Number(clauseId))
          return t('policy.margin', { clause: nameOf(clauseId), count: margin ? countMargin(margin) : 0 })
        }}
        action={(clause) =>
          clause.kind === 'article' || (clause.kind === 'item' && clause.depth === 0) ? (
            <a href={paths.concernForm({ clause: clause.clauseId, policy: policy.id })}>
              {t('policy.ask', { clause: nameOf(clause.clauseId) })}
            </a>
          ) : null
        }
      />
    </section>
  )
}
