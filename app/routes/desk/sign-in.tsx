import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { signInForm } from '~/app/domain/people/forms'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { parseForm } from '~/app/server/forms'
import { ownPath } from '~/app/server/preferences'
import { contextFor, signIn } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { siteOf } from '~/app/ui/root-data'

export const handle = { breadcrumb: () => [{ label: '登录工作台' }] }

export const meta: MetaFunction = ({ matches }) => [
  ...siteMeta(siteOf(matches), '登录工作台'),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const to = ownPath(new URL(request.url).searchParams.get('to'), paths.desk.home())
  const ctx = await contextFor(request)
  if (ctx.actor.kind === 'staff') throw redirect(to)
  return { to }
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const parsed = parseForm(signInForm, form)
  const email = parsed.values.email ?? ''
  if (!parsed.ok) return data({ errors: parsed.fields, email }, 422)
  try {
    const headers = await signIn(request, parsed.value.email, parsed.value.password)
    return redirect(ownPath(parsed.value.to, paths.desk.home()), { status: 303, headers })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data({ errors: { form: error.message }, email }, error.status)
  }
}

export default function SignIn() {
  const { to } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors: Record<string, string> = refused?.errors ?? {}
  const t = useT()
  return (
    <>
      <PageHeading title={t('desk.signIn')} lead={t('desk.signIn.lead')} />
      <ErrorSummary errors={errors} />
      <Form>
        <input type="hidden" name="to" value={to} />
        <TextField
          name="email"
          label={t('desk.signIn.email')}
          type="email"
          autoComplete="username"
          value={refused?.email}
          error={errors.email}
        />
        <TextField
          name="password"
          label={t('desk.signIn.password')}
          type="password"
          autoComplete="current-password"
          error={errors.password}
        />
        <Actions>
          <Button>{t('desk.signIn')}</Button>
        </Actions>
      </Form>
    </>
  )
}
