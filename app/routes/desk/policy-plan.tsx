import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { planForm, planRows } from '~/app/domain/interpretation-plans/forms'
import { type DeskPlan, deskPlan, keepPlan } from '~/app/domain/interpretation-plans/plan.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { Facts } from '~/app/ui/document-header'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { PlanRows } from '~/app/ui/interpretation-plan/plan-rows'
import { PlanTable } from '~/app/ui/interpretation-plan/plan-table'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: ({ policy }: DeskPlan, lang: Lang) => [
    { label: translate(lang, 'desk.policies'), href: paths.desk.policies() },
    { label: policy.title, href: paths.desk.policy(policy.id) },
    { label: translate(lang, 'plan.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'plan.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { ...(await deskPlan(ctx, readId(params.id))), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  return postForm(ctx, await request.formData(), {
    schema: planForm,
    work: (tx, input) => keepPlan(tx, id, input),
    to: () => paths.desk.policyPlan(id),
  })
}

export default function PolicyPlan() {
  const { policy, plan, mayEdit } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  return (
    <>
      <PageHeading
        kind={<a href={paths.desk.policy(policy.id)}>{policy.title}</a>}
        status={<SignOffWord state={policy.state} />}
        title={t('plan.title')}
        lead={t('plan.lead')}
      />
      <ErrorSummary errors={refused?.errors ?? {}} />
      {plan ? (
        <PlanTable policyId={policy.id} items={plan.items} mayWrite={policy.state !== 'withdrawn'} />
      ) : (
        <EmptyState title={t('plan.none')}>{t('plan.none.text')}</EmptyState>
      )}
      {mayEdit ? <Edit /> : <Kept />}
    </>
  )
}

function Kept() {
  const { policy, plan } = useLoaderData<typeof loader>()
  const t = useT()
  const isLocked = ['submitted', 'reviewed', 'withdrawn'].includes(policy.state)
  return (
    <>
      {plan ? (
        <Facts
          facts={[
            [t('interpretation.interpreter'), `${plan.interpreterName}（${plan.interpreterTitle}）`],
            [t('plan.points'), <Paragraphs key="points" text={plan.points} />],
          ]}
        />
      ) : null}
      {isLocked ? <p className="plan-edit">{t('plan.locked')}</p> : null}
    </>
  )
}

function Edit() {
  const { plan, interpretations, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused?.errors ?? {}
  const stored = plan ?? { interpreterName: '', interpreterTitle: '', points: '' }
  const field = (name: 'interpreterName' | 'interpreterTitle' | 'points') => ({
    name,
    value: refused?.values[name] ?? stored[name],
    error: errors[name],
  })
  return (
    <details className="plan-edit" open={plan === null || refused !== undefined}>
      <summary>{t(plan ? 'plan.edit' : 'plan.open.write')}</summary>
      <Form idempotencyKey={key}>
        <input
          type="hidden"
          name="revision"
          value={refused?.values.revision ?? String(plan?.revision ?? 0)}
        />
        <TextField
          {...field('interpreterName')}
          label={t('deskInterpretation.interpreterName')}
          hint={t('deskInterpretation.interpreterName.hint')}
        />
        <TextField {...field('interpreterTitle')} label={t('deskInterpretation.interpreterTitle')} />
        <TextArea {...field('points')} rows={4} label={t('plan.points')} hint={t('plan.points.hint')} />
        <p className="field-hint">{t('plan.rowsHint')}</p>
        <PlanRows
          items={plan?.items ?? []}
          interpretations={interpretations}
          typed={refused?.values}
          errors={errors}
          max={planRows}
        />
        <Actions>
          <Button>{t('plan.save')}</Button>
        </Actions>
      </Form>
    </details>
  )
}
