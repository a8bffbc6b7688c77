import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { newCode } from '~/app/domain/audit/codes'
import { enterForm } from '~/app/domain/concerns/forms'
import { enterConcern } from '~/app/domain/concerns/raise.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { parseForm, refreshedKey } from '~/app/server/forms'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, DateTimeField, Radios, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { inputDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf } from '~/app/ui/root-data'

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.concerns.title'), href: paths.desk.concerns() },
    { label: translate(lang, 'desk.concern.enterTitle') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => [
  { title: translate(langOf(matches), 'desk.concern.enterTitle') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  requirePermission(ctx, 'concern.triage')
  return { key: newCode(ctx), now: inputDateTime(ctx.now) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const posted = await request.formData()
  const form = parseForm(enterForm, posted)
  if (!form.ok) return data({ errors: form.fields, values: form.values }, 422)
  try {
    await enterConcern(ctx, {
      ...form.value,
      original: fieldsAsTheyCame(posted),
      receivedAt: new Date(`${form.value.receivedAt}:00+08:00`),
    })
    return redirect(paths.desk.concerns(), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return data({ errors, values: refreshedKey(form.values, error) }, error.status)
  }
}

const kinds = ['question', 'misunderstanding', 'rumour', 'complaint', 'suggestion'] as const
const channels = ['phone', 'letter', 'email', 'fax', 'meeting'] as const

export default function EnterConcern() {
  const { key, now } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useT()
  const values: Record<string, string> = sent?.values ?? {}
  const errors: Record<string, string> = sent?.errors ?? {}
  return (
    <>
      <ErrorSummary
        errors={errors}
        labels={{ body: t('concernForm.body'), receivedAt: t('desk.concern.receivedAt') }}
      />
      <PageHeading title={t('desk.concern.enterTitle')} />
      <Form idempotencyKey={values.key || key}>
        <Select
          name="channel"
          label={t('desk.concern.channel')}
          value={values.channel}
          error={errors.channel}
          choices={channels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
        />
        <DateTimeField
          name="receivedAt"
          label={t('desk.concern.receivedAt')}
          hint={t('desk.concern.receivedAtHint')}
          value={values.receivedAt ?? now}
          error={errors.receivedAt}
        />
        <Radios
          name="kind"
          label={t('concernForm.kind')}
          value={values.kind ?? 'question'}
          error={errors.kind}
          choices={kinds.map((kind) => ({ value: kind, label: t(`concern.kind.${kind}`) }))}
        />
        <TextArea
          name="body"
          label={t('concernForm.body')}
          rows={8}
          value={values.body}
          error={errors.body}
        />
        <TextField
          name="place"
          label={t('concernForm.place')}
          value={values.place}
          error={errors.place}
          optional
        />
        <TextField
          name="displayName"
          label={t('concernForm.displayName')}
          value={values.displayName}
          error={errors.displayName}
          optional
        />
        <TextField
          name="contact"
          label={t('concernForm.contact')}
          value={values.contact}
          error={errors.contact}
          optional
        />
        <Checkbox
          name="publishWords"
          label={t('concernForm.publishWords')}
          checked={values.publishWords === 'on'}
        />
        <Actions>
          <Button>{t('concernForm.submit')}</Button>
        </Actions>
      </Form>
    </>
  )
}
