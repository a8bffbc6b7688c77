import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readCode } from '~/app/domain/audit/codes'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { commentFormPage } from '~/app/domain/comments/form-page.server'
import { refuseTargeted } from '~/app/domain/consultations/row.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { enterCommentForm, type RefusedComment } from '~/app/server/comment-form.server'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
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
  const consultation = await consultationRow(ctx, id)
  requirePermission(ctx, 'comment.enter', consultation)
  refuseTargeted(consultation)
  const { title, opensAt, closesAt, clauses, townships, groups } = await commentFormPage(ctx, id, {
    clauseId: undefined,
    quote: '',
  })
  const entered = readCode(new URL(request.url).searchParams.get('entered') ?? '')
  const shown = { id, title, opensAt, closesAt, clauses, townships, groups, entered, now: ctx.now }
  return { ...shown, key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const answer = await enterCommentForm(ctx, id, await request.formData())
  if ('code' in answer) return redirect(paths.desk.newComment(id, { entered: answer.code }), 303)
  return data(answer, answer.status)
}

export default function NewCommentPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as RefusedComment | undefined
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
      <EnteredForm
        page={page}
        errors={refused?.errors ?? {}}
        values={refused?.values ?? {}}
        formKey={refused?.key ?? page.key}
      />
    </>
  )
}
