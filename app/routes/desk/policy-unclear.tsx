import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { answerUnclear } from '~/app/domain/unclear-clauses/answer.server'
import { demandOf } from '~/app/domain/unclear-clauses/demand.server'
import { answerUnclearForm } from '~/app/domain/unclear-clauses/forms'
import type { PolicyDemandPage } from '~/app/domain/unclear-clauses/types'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId, readOptionalId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { ClauseDemandSection, DemandBars } from '~/app/ui/unclear-clauses/clause-demand'

export const handle = {
  breadcrumb: ({ policy }: PolicyDemandPage, lang: Lang) => [
    { label: translate(lang, 'desk.unclear'), href: paths.desk.unclear() },
    { label: policy.title },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.unclear') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const people = readOptionalId(query, 'people')
  const done = people === null ? null : { people, told: readOptionalId(query, 'told') ?? 0 }
  return { ...(await demandOf(ctx, readId(params.id))), done, key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const policyId = readId(params.id)
  const form = await request.formData()
  // The page has a field for each clause.
  const field = `place-${form.get('clauseId')}`
  form.set('place', String(form.get(field) ?? ''))
  const parsed = parseForm(answerUnclearForm, form)
  if (!parsed.ok) return refuse(parsed.fields)
  const { clauseId, place } = parsed.value
  const answer = await answerForm(ctx, form, parsed.values, (tx) =>
    answerUnclear(tx, { policyId, clauseId, ...place }),
  )
  if (!answer.ok) return refuse(answer.refused.data.errors)
  return redirect(paths.desk.policyUnclear(policyId, answer.receipt), 303)

  function refuse({ place: wrong, ...others }: Record<string, string>) {
    return data({ errors: wrong ? { ...others, [field]: wrong } : others }, 422)
  }
}

export default function PolicyUnclear() {
  const { policy, clauses, mayAnswer, done, key } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = sent?.errors ?? {}
  return (
    <>
      <PageHeading
        kind={t('desk.unclear')}
        title={policy.title}
        meta={[
          policy.documentNumber,
          <a key="desk" href={paths.desk.policy(policy.id)}>
            {t('unclearDesk.policyDesk')}
          </a>,
        ]}
      />
      {done && !sent ? (
        <Notice tone="done" title={t('unclearDesk.done')}>
          <p>{t('unclearDesk.done.text', done)}</p>
        </Notice>
      ) : null}
      <ErrorSummary
        errors={errors}
        labels={Object.fromEntries(clauses.map(({ clauseId, label }) => [`place-${clauseId}`, label]))}
      />
      {clauses.length === 0 ? (
        <EmptyState title={t('unclearDesk.empty')}>{t('unclearDesk.empty.text')}</EmptyState>
      ) : (
        <DemandBars clauses={clauses} />
      )}
      {clauses.map((clause) => (
        <ClauseDemandSection
          key={clause.clauseId}
          clause={clause}
          policyId={policy.id}
          formKey={`${key}-${clause.clauseId}`}
          mayAnswer={mayAnswer}
          error={errors[`place-${clause.clauseId}`]}
        />
      ))}
    </>
  )
}
