import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { policyToInterpret } from '~/app/domain/interpretations/desk.server'
import { interpretationForm } from '~/app/domain/interpretations/forms'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import editorStyles from '~/app/ui/editor/editor.css?url'
import { InterpretationForm } from '~/app/ui/editor/interpretation-form'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  js: true,
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.interpretations'), href: paths.desk.interpretations() },
    { label: translate(lang, 'deskInterpretation.new') },
  ],
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: editorStyles }]

export const meta: MetaFunction = () => [
  { title: translate('zh', 'deskInterpretation.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const policy = await policyToInterpret(ctx, policyIdOf(request))
  return { policy, key: newFormKey(ctx), author: ctx.actor.name }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const form = await request.formData()
  const parsed = parseForm(interpretationForm, form)
  if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
  const answer = await answerForm(ctx, form, parsed.values, (tx) =>
    saveInterpretation(tx, { ...parsed.value, policyId: policyIdOf(request) }),
  )
  return answer.ok
    ? redirect(paths.desk.interpretation(answer.receipt.interpretationId), 303)
    : answer.refused
}

function policyIdOf(request: Request): number {
  return readId(new URL(request.url).searchParams.get('policy') ?? undefined)
}

export default function NewInterpretation() {
  const { policy, key, author } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused?.errors ?? {}
  return (
    <>
      <PageHeading kind={policy.title} title={t('deskInterpretation.new')} />
      <ErrorSummary errors={errors} />
      <InterpretationForm
        idempotencyKey={key}
        values={refused?.values ?? { title: `《${policy.title}》解读`, author }}
        errors={errors}
        clauses={policy.clauses}
      />
    </>
  )
}
