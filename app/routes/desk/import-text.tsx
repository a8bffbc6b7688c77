import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePermission } from '~/app/domain/people/permissions'
import { textForImport } from '~/app/domain/texts/desk.server'
import { importForm } from '~/app/domain/texts/forms'
import {
  type ImportPreview as Preview,
  readForPreview,
  rereadForPreview,
  saveImport,
  wasEdited,
} from '~/app/domain/texts/import-draft.server'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { FileField, TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { ImportPreview } from '~/app/ui/import-preview'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { Steps } from '~/app/ui/steps'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.texts'), href: paths.desk.texts() },
    { label: translate(lang, 'import.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'import.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  requirePermission(ctx, 'text.write', ctx.actor)
  const textId = readOptionalId(new URL(request.url).searchParams, 'text')
  return { text: textId ? await textForImport(ctx, textId) : null, key: newFormKey(ctx) }
}

type Answer = {
  preview: Preview | null
  errors: Record<string, string>
  edited: boolean
  /** What was pasted and could not be read; it stays in its field. */
  pasted?: string
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  requirePermission(ctx, 'text.write', ctx.actor)
  const textId = readOptionalId(new URL(request.url).searchParams, 'text')
  const form = await request.formData()
  if (form.get('intent') === 'read') return read(form)
  const parsed = parseForm(importForm, form)
  if (!parsed.ok) return again(parsed.values, parsed.fields)
  const edited = wasEdited(parsed.value)
  // What was edited is looked at once more before it is saved.
  if (form.get('intent') !== 'save' || edited) {
    return data<Answer>({ preview: rereadForPreview(parsed.value), errors: {}, edited })
  }
  const target = { departmentId: ctx.actor.departmentId, ...(textId ? { textId } : {}) }
  const answer = await answerForm(ctx, form, parsed.values, (tx) => saveImport(tx, parsed.value, target))
  if (answer.ok) return redirect(paths.desk.text(answer.receipt.textId), 303)
  return again(parsed.values, answer.refused.data.errors)
}

async function read(form: FormData) {
  const file = form.get('file')
  const pasted = String(form.get('pasted') ?? '').replaceAll('\0', '')
  try {
    const uploaded = file instanceof File && file.name !== '' ? file : null
    if (!uploaded && pasted.trim() === '')
      throw new Refusal(422, '', { fields: { file: '请选择文件，或者粘贴正文' } })
    const bytes = uploaded && { name: uploaded.name, bytes: new Uint8Array(await uploaded.arrayBuffer()) }
    return data<Answer>({ preview: await readForPreview({ file: bytes, pasted }), errors: {}, edited: false })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data<Answer>({ preview: null, errors: error.fields, edited: false, pasted }, error.status)
  }
}

/** The same preview with what was typed, and what is wrong with it. */
function again(values: Record<string, string>, errors: Record<string, string>) {
  const { title = '', documentNumber = '', issuer = '', signedOn = '', note = '', body = '' } = values
  const loose = { title, documentNumber, issuer, signedOn, note, body, shown: body, join: [] }
  return data<Answer>({ preview: rereadForPreview(loose), errors, edited: false }, 422)
}

export default function ImportText() {
  const { text, key } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const preview = answer?.preview ?? null
  const errors = answer?.errors ?? {}
  const startAgain = paths.desk.importText({ text: text?.id })
  return (
    <>
      <PageHeading
        title={t('import.title')}
        lead={text ? t('import.next', { title: text.title, number: text.newest + 1 }) : t('import.lead')}
      />
      <Steps
        steps={[
          { id: 'read', title: t('import.step.read'), state: preview ? 'done' : 'now' },
          { id: 'check', title: t('import.step.check'), state: preview ? 'now' : 'coming' },
          { id: 'save', title: t('import.step.save'), state: 'coming' },
        ]}
      />
      <ErrorSummary errors={errors} />
      {answer?.edited ? (
        <Notice tone="warning" title={t('import.changed.title')}>
          {t('import.changed.text')}
        </Notice>
      ) : null}
      {preview ? (
        <ImportPreview {...preview} errors={errors} idempotencyKey={key} startAgain={startAgain} />
      ) : (
        <Form encType="multipart/form-data">
          <FileField
            name="file"
            label={t('import.file')}
            hint={t('import.file.hint')}
            error={errors.file}
            accept=".docx,.txt,.md,.html,.htm"
            optional
          />
          <TextArea
            name="pasted"
            label={t('import.pasted')}
            value={answer?.pasted}
            error={errors.pasted}
            rows={12}
            optional
          />
          <Actions>
            <Button name="intent" value="read">
              {t('import.read')}
            </Button>
          </Actions>
        </Form>
      )}
    </>
  )
}
