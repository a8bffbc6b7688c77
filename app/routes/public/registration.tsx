import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { confirmSeat } from '~/app/domain/registrations/confirm.server'
import { receiptForm } from '~/app/domain/registrations/forms'
import { registrationReceipt } from '~/app/domain/registrations/receipt.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { answerForm } from '~/app/server/post-form.server'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { AddToCalendar } from '~/app/ui/activity/add-to-calendar'
import { translate } from '~/app/ui/catalogue'
import { ReceiptSlip } from '~/app/ui/comments/receipt-slip'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { DoorCode } from '~/app/ui/registrations/door-code'
import { RegistrationFacts } from '~/app/ui/registrations/registration-facts'
import { RegistrationNow, RegistrationWithdrawal } from '~/app/ui/registrations/registration-now'
import { RegistrationOpinions } from '~/app/ui/registrations/registration-opinions'
import { RegistrationStateWord } from '~/app/ui/registrations/registration-state-word'
import { RegistrationTimeline } from '~/app/ui/registrations/registration-timeline'
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
  breadcrumb: (page: { receipt: { code: string } }, lang: Lang) => [
    { label: translate(lang, 'receipts.title'), href: paths.receipts() },
    { label: page.receipt.code },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => [
  ...siteMeta(siteOf(matches), translate(langOf(matches), 'registration.title')),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const receipt = await registrationReceipt(ctx, params.code ?? '')
  const origin = siteOrigin(request)
  const address = new URL(paths.registration(receipt.code), origin).href
  const door = new URL(paths.desk.checkIn(receipt.activity.id, receipt.pseudonym), origin).href
  const keys = { confirm: newFormKey(ctx), withdraw: newFormKey(ctx) }
  return data({ receipt, address, door, keys, now: ctx.now }, { headers: keptNowhere })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const { code } = await registrationReceipt(ctx, params.code ?? '')
  const form = await request.formData()
  const parsed = parseForm(receiptForm, form)
  if (!parsed.ok) {
    const { intent, ...errors } = parsed.fields
    if (intent) errors.form = '表单不完整，请刷新页面后再提交。'
    return data({ errors, values: parsed.values }, { status: 422, headers: keptNowhere })
  }
  const { intent } = parsed.value
  const done = await answerForm(ctx, form, parsed.values, (tx) =>
    intent === 'confirm' ? confirmSeat(tx, code) : withdrawRegistration(tx, code),
  )
  if (!done.ok) return data(done.refused.data, { ...done.refused.init, headers: keptNowhere })
  return redirect(paths.registration(code), { status: 303, headers: keptNowhere })
}

export default function RegistrationPage() {
  const { receipt, address, door, keys, now } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const { code, state, activity, cancelled, heldAt } = receipt
  return (
    <>
      <PageHeading
        kind={t('registration.title')}
        title={activity.title}
        status={<RegistrationStateWord state={state} isCancelled={cancelled !== null} />}
      />
      <ErrorSummary errors={refused?.errors ?? {}} />
      <RegistrationNow receipt={receipt} formKey={keys.confirm} now={now} />
      <ReceiptSlip
        code={code}
        address={address}
        title={t('registration.title')}
        label={t('registration.code')}
        keep={t('registration.keep')}
      >
        <RegistrationFacts receipt={receipt} />
      </ReceiptSlip>
      {state === 'confirmed' && !heldAt && !cancelled ? (
        <DoorCode pseudonym={receipt.pseudonym} address={door} />
      ) : null}
      <p className="no-print">{t('registration.print')}</p>
      {heldAt || cancelled ? null : <AddToCalendar activityId={activity.id} />}
      <RegistrationOpinions opinions={receipt.opinions} />
      <section>
        <h2>{t('registration.timeline')}</h2>
        <RegistrationTimeline receipt={receipt} />
      </section>
      {receipt.may.withdraw ? (
        <RegistrationWithdrawal receipt={receipt} formKey={keys.withdraw} refused={refused} />
      ) : null}
    </>
  )
}
