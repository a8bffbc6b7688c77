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
import { concernFormPage } from '~/app/domain/concerns/form-page.server'
import { concernForm } from '~/app/domain/concerns/forms'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { parseForm, refreshedKey } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ReferenceLink } from '~/app/ui/concerns/answer'
import { ConcernItem } from '~/app/ui/concerns/concern-item'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, Radios, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { List } from '~/app/ui/list-item'
import { siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [
    { label: translate(lang, 'concerns.title'), href: paths.concerns() },
    { label: translate(lang, 'concernForm.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'concernForm.title'))

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const query = new URL(request.url).searchParams
  const subject = {
    clauseId: readOptionalId(query, 'clause'),
    policyId: readOptionalId(query, 'policy'),
    consultationId: readOptionalId(query, 'consultation'),
    interpretationId: readOptionalId(query, 'interpretation'),
  }
  const searched = (query.get('about') ?? '').slice(0, 200)
  return { ...(await concernFormPage(ctx, subject)), subject, searched, key: newCode(ctx) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const posted = await request.formData()
  const form = parseForm(concernForm, posted)
  if (!form.ok) return data({ errors: form.fields, values: form.values }, 422)
  try {
    const { code } = await raiseConcern(ctx, { ...form.value, original: fieldsAsTheyCame(posted) })
    return redirect(paths.receipt(code), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return data({ errors, values: refreshedKey(form.values, error) }, error.status)
  }
}

const kinds = ['question', 'misunderstanding', 'rumour', 'complaint', 'suggestion'] as const

export default function ConcernForm() {
  const { about, answered, subject, searched, key } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useT()
  const values: Record<string, string> = sent?.values ?? {}
  const errors: Record<string, string> = sent?.errors ?? {}
  const labels = {
    body: t('concernForm.body'),
    kind: t('concernForm.kind'),
    contact: t('concernForm.contact'),
  }
  return (
    <>
      <ErrorSummary errors={errors} labels={labels} />
      <PageHeading title={t('concernForm.title')} lead={t('concernForm.lead')} />
      {about ? (
        <Notice title={t('concernForm.aboutClause')}>
          <ReferenceLink reference={about} />
        </Notice>
      ) : null}
      {answered.length > 0 ? (
        <section className="concern-part">
          <h2>{t('concernForm.answeredAlready')}</h2>
          <p>{t('concernForm.answeredHint')}</p>
          <List>
            {answered.map((concern) => (
              <ConcernItem key={concern.id} concern={concern} />
            ))}
          </List>
        </section>
      ) : null}
      {/* A refused post keeps its address, and with it what the form is about. */}
      <Form idempotencyKey={values.key || key}>
        {Object.entries(subject).map(([name, id]) =>
          id === null ? null : <input key={name} type="hidden" name={name} value={id} />,
        )}
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
          hint={t('concernForm.bodyHint')}
          rows={8}
          value={values.body ?? (searched ? t('concernForm.searched', { words: searched }) : '')}
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
          hint={t('concernForm.displayNameHint')}
          value={values.displayName}
          error={errors.displayName}
          autoComplete="name"
          optional
        />
        <TextField
          name="contact"
          label={t('concernForm.contact')}
          hint={t('concernForm.contactHint')}
          value={values.contact}
          error={errors.contact}
          optional
        />
        <Checkbox
          name="publishWords"
          label={t('concernForm.publishWords')}
          hint={t('concernForm.publishWordsHint')}
          checked={values.publishWords === 'on'}
        />
        <p className="field-hint">
          {t('concernForm.privacy')} <a href={paths.privacy()}>{t('privacy.title')}</a>
        </p>
        <p className="field-hint">{t('concernForm.next')}</p>
        <Actions>
          <Button>{t('concernForm.submit')}</Button>
        </Actions>
      </Form>
    </>
  )
}
