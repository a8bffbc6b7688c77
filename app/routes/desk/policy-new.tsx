import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { policyOrigins } from '~/app/domain/policies/desk.server'
import { newPolicyForm, policySourceForm } from '~/app/domain/policies/forms'
import { type PolicyPreview, previewPolicy, readCorrected } from '~/app/domain/policies/preview.server'
import { type Former, formerToAmend } from '~/app/domain/policies/replacing.server'
import { createPolicy } from '~/app/domain/policies/write.server'
import { paths } from '~/app/paths'
import type { Ctx, Staff } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { FileField, Radios, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { AlignmentSummary } from '~/app/ui/policy/alignment-summary'
import { PolicyHeaderFields } from '~/app/ui/policy/header-fields'
import type { Lang } from '~/app/ui/preferences'

type Loaded = { former: Former | null }

export const handle = {
  breadcrumb: ({ former }: Loaded, lang: Lang) => [
    { label: translate(lang, 'desk.policies'), href: paths.desk.policies() },
    ...(former ? [{ label: former.title, href: paths.desk.policy(former.id) }] : []),
    { label: translate(lang, former ? 'amend.start' : 'deskPolicies.new') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: translate('zh', loaded?.former ? 'amend.start' : 'deskPolicies.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const replaces = readOptionalId(query, 'replaces')
  return {
    origins: await policyOrigins(ctx),
    key: newFormKey(ctx),
    consultation: query.get('consultation') ?? '',
    former: replaces === null ? null : await formerToAmend(ctx, replaces),
  }
}

type Shown = { errors: Record<string, string>; values: Record<string, string>; preview: PolicyPreview | null }

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const form = await request.formData()
  const { values } = parseForm(policySourceForm, form)
  try {
    return await (form.get('intent') === 'create' ? create(ctx, form, values) : preview(ctx, form, values))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return data<Shown>({ errors, values, preview: null }, error.status)
  }
}

async function preview(ctx: Ctx, form: FormData, values: Record<string, string>) {
  const { consultationId, replacesId, pasted } = policySourceForm.parse(values)
  const shown = await previewPolicy(ctx, { consultationId, replacesId, pasted, file: await fileOf(form) })
  const former = replacesId === undefined ? null : await formerToAmend(ctx, replacesId)
  const { title, documentNumber, signedOn, body } = shown
  return data<Shown>({
    errors: {},
    values: {
      ...values,
      ...(former ? { theme: former.theme, kind: former.kind, audience: former.audience.join('、') } : {}),
      ...{ title, documentNumber, signedOn, body, needsInterpretation: 'on' },
    },
    preview: shown,
  })
}

async function create(ctx: Ctx & { actor: Staff }, form: FormData, values: Record<string, string>) {
  const parsed = parseForm(newPolicyForm, form)
  if (!parsed.ok) return data<Shown>({ errors: parsed.fields, values, preview: null }, 422)
  const { title, body, pasted: _, ...header } = parsed.value
  const { departmentId } = ctx.actor
  const answer = await answerForm(ctx, form, values, (tx) =>
    createPolicy(tx, { ...header, departmentId, parsed: readCorrected({ title, body }) }),
  )
  if (answer.ok) return redirect(paths.desk.policy(answer.receipt.policyId), 303)
  return data<Shown>({ ...answer.refused.data, preview: null }, answer.refused.init ?? 422)
}

async function fileOf(form: FormData): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) return undefined
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

export default function NewPolicy() {
  const shown = useActionData<typeof action>()
  const { former } = useLoaderData<typeof loader>()
  const t = useT()
  const errors: Record<string, string> = shown?.errors ?? {}
  return (
    <>
      {former ? (
        <PageHeading
          kind={former.documentNumber}
          title={t('amend.title', { title: former.title })}
          lead={t('amend.lead')}
        />
      ) : (
        <PageHeading title={t('deskPolicies.new')} />
      )}
      <ErrorSummary errors={errors} />
      {shown?.values.body === undefined ? (
        <Source values={shown?.values ?? {}} errors={errors} />
      ) : (
        <Corrected values={shown.values} errors={errors} preview={shown.preview} />
      )}
    </>
  )
}

type FieldsProps = { values: Record<string, string>; errors: Record<string, string> }

function Source({ values, errors }: FieldsProps) {
  const { origins, consultation, former } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Form encType="multipart/form-data">
      {former ? <Relation former={former} values={values} errors={errors} /> : null}
      <Select
        name="consultationId"
        label={t('deskPolicy.origin')}
        hint={t('deskPolicy.origin.hint')}
        empty={t('deskPolicy.origin.none')}
        value={values.consultationId ?? consultation}
        error={errors.consultationId}
        choices={origins.map((origin) => ({ value: String(origin.consultationId), label: origin.title }))}
        optional
      />
      <FileField
        name="file"
        label={t(former ? 'amend.text' : 'deskPolicy.file')}
        hint={t(former ? 'amend.text.hint' : 'deskPolicy.file.hint')}
        error={errors.file}
        accept=".docx,.txt,.md,.html,.htm"
        optional
      />
      <TextArea name="pasted" rows={10} label={t('deskPolicy.pasted')} value={values.pasted} optional />
      <Actions>
        <Button name="intent" value="preview">
          {t('deskPolicy.preview')}
        </Button>
      </Actions>
    </Form>
  )
}

/** D5: what the page of the former policy is going to say. */
function Relation({ former, values, errors }: FieldsProps & { former: Former }) {
  const t = useT()
  return (
    <>
      <input type="hidden" name="replacesId" value={former.id} />
      <Radios
        name="replacesAs"
        label={t('amend.as')}
        value={values.replacesAs ?? 'amended'}
        error={errors.replacesAs}
        choices={(['amended', 'repealed'] as const).map((value) => ({
          value,
          label: t(`amend.as.${value}`),
          hint: t(`amend.as.${value}.hint`),
        }))}
      />
    </>
  )
}

function Corrected({ values, errors, preview: shown }: FieldsProps & { preview: Shown['preview'] }) {
  const { key, former } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <h2>{t('deskPolicy.preview.title')}</h2>
      {shown ? <AlignmentSummary preview={shown} isAmendment={former !== null} /> : null}
      <Form idempotencyKey={key}>
        <input type="hidden" name="consultationId" value={values.consultationId ?? ''} />
        {former ? <Relation former={former} values={values} errors={errors} /> : null}
        <TextField name="title" label={t('deskPolicy.name')} value={values.title} error={errors.title} />
        <PolicyHeaderFields values={values} errors={errors} />
        <TextArea
          name="body"
          rows={24}
          label={t('deskPolicy.preview.body')}
          value={values.body}
          error={errors.body}
        />
        <Actions>
          <Button name="intent" value="create">
            {t('deskPolicy.create')}
          </Button>
        </Actions>
      </Form>
    </>
  )
}
