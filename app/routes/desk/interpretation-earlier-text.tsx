import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { confirmInterpretation } from '~/app/domain/earlier-text/confirm.server'
import { earlierTextPage } from '~/app/domain/earlier-text/earlier-text-desk.server'
import type { EarlierTextPage } from '~/app/domain/earlier-text/earlier-types'
import { confirmEarlierForm } from '~/app/domain/unclear-clauses/forms'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { ChangedByPolicy, ConfirmForm } from '~/app/ui/unclear-clauses/changed-by-policy'

export const handle = {
  breadcrumb: ({ interpretation }: EarlierTextPage, lang: Lang) => [
    { label: translate(lang, 'desk.interpretations'), href: paths.desk.interpretations() },
    { label: interpretation.title, href: paths.desk.interpretation(interpretation.id) },
    { label: translate(lang, 'earlierText.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'earlierText.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { ...(await earlierTextPage(ctx, readId(params.id))), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  return postForm(ctx, await request.formData(), {
    schema: confirmEarlierForm,
    work: (tx, { policyId, reason }) => confirmInterpretation(tx, id, policyId, reason),
    to: () => paths.desk.interpretationEarlierText(id),
  })
}

export default function InterpretationEarlierText() {
  const { interpretation, policy, changes, mayConfirm, key } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useT()
  const refused = sent && 'errors' in sent ? sent : undefined
  // Confirmed for the newest policy is confirmed for those before it.
  const [newest] = changes.filter(({ clauses }) => clauses.some(({ confirmed }) => !confirmed))
  return (
    <>
      <PageHeading
        kind={t('earlierText.title')}
        title={interpretation.title}
        lead={changes.length > 0 ? t('earlierText.text') : undefined}
        meta={[
          <a key="policy" href={paths.desk.policy(policy.id)}>
            {policy.title}
          </a>,
        ]}
      />
      <ErrorSummary errors={refused?.errors ?? {}} labels={{ reason: t('earlierText.reason') }} />
      {changes.length === 0 ? (
        <EmptyState title={t('earlierText.none')}>{t('earlierText.none.text')}</EmptyState>
      ) : null}
      {changes.map((change) => (
        <ChangedByPolicy key={change.policyId} change={change} interpretationId={interpretation.id} />
      ))}
      {newest ? (
        <div className="actions">
          <LinkButton kind="quiet" href={paths.desk.newInterpretation({ policy: newest.policyId })}>
            {t('earlierText.anew')}
          </LinkButton>
        </div>
      ) : null}
      {newest && mayConfirm ? (
        <ConfirmForm policyId={newest.policyId} formKey={key} refused={refused} />
      ) : null}
    </>
  )
}
