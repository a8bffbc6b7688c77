import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { newInterpretationForm } from '~/app/domain/interpretations/forms'
import { beginInterpretation, newInterpretationFor } from '~/app/domain/interpretations/new.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId, readOptionalId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { HeadFields } from '~/app/ui/interpretation-desk/head-fields'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.interpretations'), href: paths.desk.interpretations() },
    { label: translate(lang, 'deskInterpretation.new') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'deskInterpretation.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { ...(await newInterpretationFor(ctx, askedOf(request))), key: newFormKey(ctx) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const { policyId, clauseId } = askedOf(request)
  return postForm(ctx, await request.formData(), {
    schema: newInterpretationForm,
    work: (tx, head) => beginInterpretation(tx, { ...head, policyId, clauseId }),
    to: ({ interpretationId }) => paths.desk.interpretation(interpretationId),
  })
}

function askedOf(request: Request) {
  const query = new URL(request.url).searchParams
  return {
    policyId: readId(query.get('policy') ?? undefined),
    form: query.get('form'),
    clauseId: readOptionalId(query, 'clause'),
  }
}

export default function NewInterpretation() {
  const { policy, clause, proposed, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused?.errors ?? {}
  return (
    <>
      <PageHeading
        kind={<a href={paths.desk.policy(policy.id)}>{policy.title}</a>}
        title={t('deskInterpretation.new')}
        lead={t('work.new.lead')}
      />
      <ErrorSummary errors={errors} />
      {clause ? <Notice title={t('work.new.clause', { label: clause.label })} /> : null}
      <Form idempotencyKey={key}>
        <HeadFields values={refused?.values ?? proposed} errors={errors} />
        <Actions>
          <Button>{t('work.new.begin')}</Button>
        </Actions>
      </Form>
    </>
  )
}
