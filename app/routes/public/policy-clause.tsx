import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { addressOf } from '~/app/domain/policies/cite-address'
import { policyClausePage } from '~/app/domain/policies/clause-page.server'
import { excerptOf } from '~/app/domain/texts/cite'
import { paths } from '~/app/paths'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { openUnclearForm, takeUnclearForm } from '~/app/server/unclear-form.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ClauseText } from '~/app/ui/clause-text'
import { useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { ClauseMarginNotes, countMargin } from '~/app/ui/policy/clause-margin'
import { ValidityNotice } from '~/app/ui/policy/validity-notice'
import { CopyText, CopyTextScript } from '~/app/ui/policy-library/copy-text'
import { Wordings } from '~/app/ui/policy-library/wordings'
import type { Lang } from '~/app/ui/preferences'
import { QrCode } from '~/app/ui/qr-code'
import { langOf, siteOf } from '~/app/ui/root-data'
import { UnclearForm } from '~/app/ui/unclear-clauses/unclear-form'
import { ValidityWord } from '~/app/ui/validity-word'

export const handle = {
  breadcrumb: (page: { policy: { id: number; title: string }; name: string }, lang: Lang) => [
    { label: translate(lang, 'policies.title'), href: paths.policies() },
    { label: page.policy.title, href: paths.policy(page.policy.id) },
    { label: page.name },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  return articleMeta(site, {
    title: page.citation,
    publishedAt: page.publishedAt,
    source: page.department.name,
    column: translate(langOf(matches), 'policies.title'),
    keywords: [page.policy.theme, page.policy.documentNumber, page.name],
    description: page.clauses[0] ? excerptOf(page.clauses[0], 120) : null,
    url: paths.policyClause(page.policy.id, page.clauseId),
  })
}

// The form has a key of its own in each view: the page carries no cache tags.
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const [policyId, clauseId] = [readId(params.id), readId(params.clause)]
  const page = await policyClausePage(ctx, policyId, clauseId)
  return {
    ...{ ...page, clauseId },
    address: addressOf(siteOrigin(request), paths.policyClause(policyId, clauseId)),
    unclear: await openUnclearForm(ctx, request, { policyId, clauseId, label: page.name }),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  return takeUnclearForm(ctx, request, { policyId: readId(params.id), clauseId: readId(params.clause) })
}

export default function PolicyClause() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { policy, clauseId, clauses, name, citation, address, validity, margin, wordings, unclear } = page
  const t = useT()
  return (
    <article className="policy clause-page">
      <PageHeading
        kind={t('clausePage.kind')}
        status={<ValidityWord validity={validity.state} />}
        title={name}
        meta={[
          <a key="policy" href={paths.policy(policy.id)}>
            {policy.title}
          </a>,
          policy.documentNumber,
        ]}
        actions={
          <>
            <LinkButton kind="quiet" href={paths.policy(policy.id, { clause: clauseId })}>
              {t('clausePage.whole')}
            </LinkButton>
            <LinkButton kind="quiet" href={paths.concernForm({ clause: clauseId, policy: policy.id })}>
              {t('clausePage.ask')}
            </LinkButton>
          </>
        }
      />
      <ValidityNotice validity={validity} />
      <ClauseText clauses={clauses} />
      <Neighbours policyId={policy.id} neighbours={page.neighbours} />
      <section aria-labelledby="cite">
        <h2 id="cite">{t('clausePage.cite')}</h2>
        <div className="cite">
          <div>
            <CopyText label={t('clausePage.words')} hint={t('clausePage.cite.hint')} words={citation} />
            <CopyText label={t('clausePage.address')} words={address} />
          </div>
          <div className="cite-qr">
            <QrCode text={address} label={t('clausePage.qr', { address })} />
            <p>{t('clausePage.qr.use')}</p>
          </div>
        </div>
      </section>
      <section aria-labelledby="clause-margin">
        <h2 id="clause-margin">{t('clausePage.margin')}</h2>
        {countMargin(margin) === 0 ? <p>{t('clausePage.margin.none')}</p> : null}
        <div className="clause-notes">
          <ClauseMarginNotes margin={margin} />
        </div>
      </section>
      <Wordings wordings={wordings} clauseId={clauseId} />
      <UnclearForm form={unclear} sent={sent} />
      <CopyTextScript />
    </article>
  )
}

type Neighbour = { clauseId: number; name: string } | null

function Neighbours({
  policyId,
  neighbours: { before, after },
}: {
  policyId: number
  neighbours: { before: Neighbour; after: Neighbour }
}) {
  const t = useT()
  if (!before && !after) return null
  return (
    <nav className="clause-neighbours" aria-label={t('clausePage.neighbours')}>
      {before ? (
        <a href={paths.policyClause(policyId, before.clauseId)} rel="prev">
          {t('clausePage.before', { name: before.name })}
        </a>
      ) : null}
      {after ? (
        <a href={paths.policyClause(policyId, after.clauseId)} rel="next">
          {t('clausePage.after', { name: after.name })}
        </a>
      ) : null}
    </nav>
  )
}
