import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type PolicyPage, policyPage } from '~/app/domain/policies/page.server'
import { policiesOnText } from '~/app/domain/policies/public-policy.server'
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
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { ClauseMarginNotes, countMargin } from '~/app/ui/policy/clause-margin'
import { PolicyTimeline } from '~/app/ui/policy/policy-background'
import { TripleSync } from '~/app/ui/policy/triple-sync'
import { ReplacesNotice, ValidityNotice } from '~/app/ui/policy/validity-notice'
import { Attachments } from '~/app/ui/policy-library/attachments'
import { Background } from '~/app/ui/policy-library/background'
import { Concerns } from '~/app/ui/policy-library/concerns'
import { Interpretations } from '~/app/ui/policy-library/interpretations'
import { useKindWord } from '~/app/ui/policy-library/kind-word'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { SurveysBox } from '~/app/ui/surveys/surveys-box'
import { UnclearLink } from '~/app/ui/unclear-clauses/unclear-form'
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
    image: paths.policyCard(page.policy.id),
    url: paths.policy(page.policy.id),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await policyPage(ctx, readId(params.id))
  const { id, textId } = page.policy
  const surveys = await surveysAbout(ctx, { policyId: id })
  const others = await policiesOnText(ctx, textId)
  const tags = [`text:${textId}`, ...others.map((one) => `policy:${one}`)].join(' ')
  return data({ ...page, surveys, now: ctx.now }, { headers: { 'X-Cache-Tags': tags } })
}

export default function Policy() {
  const { surveys, now, ...page } = useLoaderData<typeof loader>()
  const { policy, department, validity, attachments, interpretations, concerns } = page
  const t = useT()
  return (
    <article className="policy">
      <PageHeading
        kind={t('policy.kind')}
        status={<ValidityWord validity={validity.state} />}
        title={policy.title}
        meta={[policy.documentNumber, department.name]}
        actions={
          <>
            <LinkButton kind="quiet" href={paths.policyDocument(policy.id)}>
              {t('library.print')}
            </LinkButton>
            <LinkButton kind="quiet" href={paths.policyWord(policy.id)}>
              {t('library.word')}
            </LinkButton>
          </>
        }
      />
      <ValidityNotice validity={validity} />
      <NotYetInForce page={page} />
      <ReplacesNotice replaces={page.replaces} />
      <div className="page-columns">
        <div className="stack">
          <Header page={page} />
          <OnThisPage page={page} />
          <SurveysBox surveys={surveys} now={now} of="policy" />
        </div>
        <aside className="page-aside" aria-labelledby="policy-timeline">
          <PolicyTimeline events={page.events} />
        </aside>
      </div>
      <PolicyText page={page} />
      <Attachments attachments={attachments} />
      <Background background={page.background} matter={page.matter} textId={policy.textId} />
      <Interpretations interpretations={interpretations} />
      <Concerns concerns={concerns} policyId={policy.id} />
      {page.lamps ? <TripleSync lamps={page.lamps} /> : null}
    </article>
  )
}

function Header({ page: { policy, issuer, department, publishedAt, validity } }: { page: PolicyPage }) {
  const kindWord = useKindWord()
  return (
    <DocumentHeader
      indexNumber={policy.indexNumber}
      theme={policy.theme}
      issuer={issuer}
      drafter={<a href={paths.department(department.slug)}>{department.name}</a>}
      signedOn={policy.signedOn}
      title={policy.title}
      documentNumber={policy.documentNumber}
      publishedAt={publishedAt}
      kind={kindWord(policy.kind)}
      effectiveOn={policy.effectiveOn}
      validity={<ValidityWord validity={validity.state} />}
      audience={policy.audience.length > 0 ? policy.audience.join('、') : null}
    />
  )
}

function NotYetInForce({ page: { policy, validity, events } }: { page: PolicyPage }) {
  const t = useT()
  const lang = useLang()
  const isComing = events.some((event) => event.kind === 'effective' && event.isComing)
  if (validity.state !== 'valid' || !isComing) return null
  return <Notice title={t('library.notYet', { day: formatDate(policy.effectiveOn, lang) })} />
}

/** Where to go on a long page, with how much of it there is. */
function OnThisPage({ page }: { page: PolicyPage }) {
  const t = useT()
  const places: [string, string, number | null][] = [
    ['policy-text', t('policy.text'), null],
    ['policy-attachments', t('library.attachments'), page.attachments.length],
    ['policy-background', t('library.background'), null],
    ['policy-interpretations', t('policy.interpretations'), page.interpretations.length],
    ['policy-concerns', t('library.concerns'), page.concerns.total],
  ]
  return (
    <nav className="on-this-page" aria-label={t('library.onPage')}>
      <ul>
        {places
          .filter(([id, , count]) => id !== 'policy-attachments' || count !== 0)
          .map(([id, label, count]) => (
            <li key={id}>
              <a href={`#${id}`}>
                {label}
                {count === null ? null : ` ${count}`}
              </a>
            </li>
          ))}
      </ul>
    </nav>
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
          return margin ? <ClauseMarginNotes margin={margin} folded /> : null
        }}
        marginTitle={({ clauseId }) => {
          const margin = margins.get(Number(clauseId))
          return t('policy.margin', { clause: nameOf(clauseId), count: margin ? countMargin(margin) : 0 })
        }}
        action={({ kind, depth, clauseId }) =>
          kind === 'article' || (kind === 'item' && depth === 0) ? (
            <>
              <a href={paths.concernForm({ clause: clauseId, policy: policy.id })}>
                {t('policy.ask', { clause: nameOf(clauseId) })}
              </a>
              <UnclearLink policyId={policy.id} clauseId={Number(clauseId)} label={nameOf(clauseId)} />
              <a href={paths.policyClause(policy.id, clauseId)}>
                {t('library.cite', { clause: nameOf(clauseId) })}
              </a>
            </>
          ) : null
        }
      />
    </section>
  )
}
