import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { readCode } from '~/app/domain/audit/codes'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { commentFormPage } from '~/app/domain/comments/form-page.server'
import { enteredCommentForm, findUnreadable } from '~/app/domain/comments/forms'
import { enterComment } from '~/app/domain/comments/submit.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { type FormValues, newFormKey, parseForm, refreshedKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { readUploads } from '~/app/server/read-upload'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { EnteredForm } from '~/app/ui/comments/entered-form'
import { Actions } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'

export const handle = {
  breadcrumb: (page: { id: number; title: string }) => [
    { label: '征求意见', href: paths.desk.consultations() },
    { label: page.title, href: paths.desk.consultation(page.id) },
    { label: '收到的意见', href: paths.desk.comments(page.id) },
    { label: '录入' },
  ],
}

export const meta: MetaFunction = () => [{ title: '录入意见' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  requirePermission(ctx, 'comment.enter', await consultationRow(ctx, id))
  const { title, opensAt, closesAt, clauses, townships, groups } = await commentFormPage(ctx, id, {
    clauseId: undefined,
    quote: '',
  })
  const entered = readCode(new URL(request.url).searchParams.get('entered') ?? '')
  return { ...{ id, title, opensAt, closesAt, clauses, townships, groups, entered }, key: newFormKey(ctx) }
}

type Refused = { errors: Record<string, string>; values: FormValues }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(enteredCommentForm, form)
  const attachments = await readUploads(form, 'attachments')
  const again = (errors: Record<string, string>, values: FormValues, status: number) => {
    const lost: Record<string, string> =
      attachments.length > 0 ? { attachments: '附件没有保存，请重新选择后再录入' } : {}
    return data({ errors: { ...lost, ...errors }, values } satisfies Refused, status)
  }
  const unreadable = findUnreadable(form)
  if (!parsed.ok) return again({ ...parsed.fields, ...unreadable }, parsed.values, 422)
  if (Object.keys(unreadable).length > 0) return again(unreadable, parsed.values, 422)
  try {
    const original = fieldsAsTheyCame(form)
    const { code } = await enterComment(ctx, { ...parsed.value, consultationId: id, attachments, original })
    return redirect(paths.desk.newComment(id, { entered: code }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 403 || error.status === 404) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return again(errors, refreshedKey(parsed.values, error), error.status)
  }
}

export default function NewCommentPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { id, title, entered } = page
  if (entered && !refused) {
    return (
      <>
        <PageHeading title={t('deskComments.entered')} lead={title} />
        <p className="receipt-code">{entered}</p>
        <p>{t('deskComments.entered.text')}</p>
        <Actions>
          <LinkButton href={paths.receipt(entered)}>{t('deskComments.entered.print')}</LinkButton>
          <LinkButton kind="quiet" href={paths.desk.newComment(id)}>
            {t('deskComments.entered.next')}
          </LinkButton>
          <LinkButton kind="quiet" href={paths.desk.comments(id)}>
            {t('deskComments.title')}
          </LinkButton>
        </Actions>
      </>
    )
  }
  return (
    <>
      <PageHeading title={t('deskComments.enter')} lead={title} />
      <p>{t('deskComments.enter.lead')}</p>
      <EnteredForm page={page} errors={refused?.errors ?? {}} values={refused?.values ?? {}} />
    </>
  )
}
