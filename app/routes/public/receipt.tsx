import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { z } from 'zod'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { appealRefusal } from '~/app/domain/comments/appeal.server'
import { correctComment } from '~/app/domain/comments/correct.server'
import { disownComment } from '~/app/domain/comments/disown.server'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { receiptForm } from '~/app/domain/comments/receipt-forms'
import type { CommentReceipt } from '~/app/domain/comments/receipt-types'
import { stopTelling, wishToBeTold } from '~/app/domain/comments/wish.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { concernReceipt } from '~/app/domain/concerns/receipt.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { newFormKey, parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { answerForm } from '~/app/server/post-form.server'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { translate } from '~/app/ui/catalogue'
import { CommentTimeline } from '~/app/ui/comments/comment-timeline'
import { CommentStateWord } from '~/app/ui/comments/comment-words'
import { KeptWords, ReceiptActions, type ReceiptKeys } from '~/app/ui/comments/receipt-actions'
import { ReceiptResult } from '~/app/ui/comments/receipt-result'
import { CommentFacts, ReceiptSlip } from '~/app/ui/comments/receipt-slip'
import { ReceiptNow, ReceiptRounds, ReceiptWords } from '~/app/ui/comments/receipt-words'
import { ConcernReceipt } from '~/app/ui/concerns/concern-receipt'
import { ErrorSummary } from '~/app/ui/error-summary'
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
  // Not no-referrer: with that a browser sends `Origin: null` with the forms of this very page.
  'Referrer-Policy': 'same-origin',
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
  const address = new URL(paths.receipt(found.code), siteOrigin(request)).href
  return data({ code: found.code, address, comment, concern, keys: newKeys(ctx) }, { headers: keptNowhere })
}

function newKeys(ctx: Ctx): ReceiptKeys {
  const key = () => newFormKey(ctx)
  return {
    correct: key(),
    appeal: key(),
    tell: key(),
    'stop-telling': key(),
    withdraw: key(),
    disown: key(),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const receipt = await receiptOf(ctx, params.code ?? '')
  if (!receipt) throw notFound('回执')
  const form = await request.formData()
  const parsed = parseForm(receiptForm, form)
  if (!parsed.ok) {
    const { intent, ...errors } = parsed.fields
    if (intent) errors.form = '表单不完整，请刷新页面后再提交。'
    return data({ errors, values: parsed.values }, { status: 422, headers: keptNowhere })
  }
  const done = await answerForm(ctx, form, parsed.values, (tx) =>
    act(tx, receipt.code, parsed.value, fieldsAsTheyCame(form)),
  )
  if (!done.ok) return data(done.refused.data, { ...done.refused.init, headers: keptNowhere })
  return redirect(paths.receipt(receipt.code), { status: 303, headers: keptNowhere })
}

type Asked = z.infer<typeof receiptForm>

function act(tx: Ctx, code: string, asked: Asked, original: Record<string, string>): Promise<void> {
  switch (asked.intent) {
    case 'correct':
      return correctComment(tx, { code, body: asked.words, original })
    case 'appeal':
      return appealRefusal(tx, { code, body: asked.grounds })
    case 'tell':
      return wishToBeTold(tx, { code, email: asked.email })
    case 'stop-telling':
      return stopTelling(tx, { code })
    case 'withdraw':
      return withdrawComment(tx, { code, reason: asked.reason })
    case 'disown':
      return disownComment(tx, { code })
  }
}

export default function ReceiptPage() {
  const { code, address, comment, concern } = useLoaderData<typeof loader>()
  const t = useT()
  const title = t(comment ? 'receipt.title' : 'receipt.concern')
  return (
    <>
      <PageHeading title={title} status={comment ? <CommentStateWord state={comment.state} /> : undefined} />
      {comment ? <OfComment receipt={comment} /> : null}
      {concern ? (
        <>
          <ReceiptSlip code={code} address={address} title={title} keep={t('receipt.concern.keep')} />
          <p className="no-print">{t('receipt.print')}</p>
          <ConcernReceipt receipt={concern} />
        </>
      ) : null}
    </>
  )
}

function OfComment({ receipt }: { receipt: CommentReceipt }) {
  const { address, keys } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  return (
    <>
      <ErrorSummary errors={refused?.errors ?? {}} />
      <KeptWords receipt={receipt} refused={refused} />
      <ReceiptNow receipt={receipt} />
      <ReceiptSlip code={receipt.code} address={address} title={t('receipt.title')} keep={t('receipt.keep')}>
        <CommentFacts receipt={receipt} />
      </ReceiptSlip>
      <p className="no-print">{t('receipt.print')}</p>
      <ReceiptResult receipt={receipt} />
      <ReceiptWords receipt={receipt} />
      <section>
        <h2>{t('receipt.timeline')}</h2>
        <CommentTimeline receipt={receipt} />
        <p className="no-print">
          <a href={paths.moderationRules()}>{t('comment.rules')}</a>
        </p>
      </section>
      <ReceiptRounds receipt={receipt} />
      <ReceiptActions receipt={receipt} keys={keys} refused={refused} />
    </>
  )
}
