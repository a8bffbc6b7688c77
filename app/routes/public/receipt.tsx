import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { withdrawalForm } from '~/app/domain/comments/forms'
import { type CommentReceipt, receiptOf } from '~/app/domain/comments/receipt.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { concernReceipt } from '~/app/domain/concerns/receipt.server'
import { paths } from '~/app/paths'
import { notFound } from '~/app/server/errors'
import { parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { CommentTimeline } from '~/app/ui/comments/comment-timeline'
import { CommentStateWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { ConcernReceipt } from '~/app/ui/concerns/concern-receipt'
import { Facts } from '~/app/ui/document-header'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

// The code is a key: neither kept anywhere nor handed on.
const keptNowhere = {
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
  'Referrer-Policy': 'no-referrer',
}

export const handle = {
  breadcrumb: (page: { code: string }, lang: Lang) => [
    { label: translate(lang, 'receipts.title'), href: paths.receipts() },
    { label: page.code },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => [
  ...siteMeta(siteOf(matches), translate(langOf(matches), 'receipt.title')),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const code = params.code ?? ''
  const comment = await receiptOf(ctx, code)
  const concern = comment ? null : await concernReceipt(ctx, code)
  const found = comment ?? concern
  if (!found) throw notFound('回执')
  return data({ code: found.code, comment, concern }, { headers: keptNowhere })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const receipt = await receiptOf(ctx, params.code ?? '')
  if (!receipt) throw notFound('回执')
  const parsed = parseForm(withdrawalForm, await request.formData())
  if (!parsed.ok)
    return data({ fields: parsed.fields, values: parsed.values }, { status: 422, headers: keptNowhere })
  await withdrawComment(ctx, { code: receipt.code, reason: parsed.value.reason })
  return redirect(paths.receipt(receipt.code), 303)
}

export default function ReceiptPage() {
  const { code, comment, concern } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        kind={t('receipts.code')}
        title={t(comment ? 'receipt.title' : 'receipt.concern')}
        status={comment ? <CommentStateWord state={comment.state} /> : undefined}
      />
      <p className="receipt-code">{code}</p>
      <p>{t(comment ? 'receipt.keep' : 'receipt.concern.keep')}</p>
      <p className="no-print">{t('receipt.print')}</p>
      {comment ? <OfComment receipt={comment} /> : null}
      {concern ? <ConcernReceipt receipt={concern} /> : null}
    </>
  )
}

function OfComment({ receipt }: { receipt: CommentReceipt }) {
  const t = useT()
  return (
    <>
      <CommentFacts receipt={receipt} />
      <section>
        <h2>{t('receipt.words')}</h2>
        <WrittenWords>{receipt.body}</WrittenWords>
        {receipt.masked && receipt.state === 'published' ? (
          <>
            <h3>{t('receipt.masked')}</h3>
            <WrittenWords>{receipt.masked}</WrittenWords>
          </>
        ) : null}
      </section>
      <section>
        <h2>{t('receipt.timeline')}</h2>
        <CommentTimeline receipt={receipt} />
      </section>
      {receipt.state === 'withdrawn' ? null : <Withdrawal code={receipt.code} />}
    </>
  )
}

function CommentFacts({ receipt }: { receipt: CommentReceipt }) {
  const t = useT()
  const { consultation, clause, displayName: name } = receipt
  const facts: Parameters<typeof Facts>[0]['facts'] = [
    [
      t('receipt.consultation'),
      <a key="consultation" href={paths.consultation(consultation.id)}>
        {consultation.title}
      </a>,
    ],
    [t('receipt.received'), formatDateTime(receipt.receivedAt)],
    [t('receipt.channel'), t(`comment.${receipt.channel}`)],
  ]
  if (clause) {
    const place = (
      <>
        {clause.href ? <a href={clause.href}>{clause.cited}</a> : clause.cited}　{clause.excerpt}
      </>
    )
    facts.splice(1, 0, [t('receipt.clause'), place])
  }
  if (name)
    facts.push([
      t('receipt.name'),
      t(receipt.publishName ? 'receipt.name.public' : 'receipt.name.private', { name }),
    ])
  return <Facts facts={facts} />
}

function Withdrawal({ code }: { code: string }) {
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused?.fields ?? {}
  return (
    <section className="no-print">
      <h2>{t('receipt.withdraw')}</h2>
      <ErrorSummary errors={errors} />
      <p>{t('receipt.withdraw.text')}</p>
      <Form action={paths.receipt(code)}>
        <TextField
          name="reason"
          label={t('receipt.withdraw.reason')}
          error={errors.reason}
          value={refused?.values.reason}
          optional
        />
        <Checkbox name="confirm" label={t('receipt.withdraw.confirm')} error={errors.confirm} />
        <Actions>
          <Button kind="danger">{t('receipt.withdraw.submit')}</Button>
        </Actions>
      </Form>
    </section>
  )
}
