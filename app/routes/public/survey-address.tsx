import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findUnreadable } from '~/app/domain/comments/forms'
import { maskEmail } from '~/app/domain/comments/receipt-rules'
import { askForCode, proveAddress } from '~/app/domain/survey-answering/address.server'
import { addressPage } from '~/app/domain/survey-answering/address-page.server'
import { addressForm } from '~/app/domain/survey-answering/entry-forms'
import { paths } from '~/app/paths'
import { clientAddressHeader } from '~/app/server/auth.server'
import { Refusal } from '~/app/server/errors'
import { parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { accountCookie, askedAddressOf, askedCookie, forgetAsked } from '~/app/server/survey-ways.server'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

const keptNowhere = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' }

export const headers = pageHeaders

export const handle = {
  breadcrumb: (page: { id: number; title: string }, lang: Lang) => [
    { label: translate(lang, 'surveys.title'), href: paths.surveys() },
    { label: page.title, href: paths.survey(page.id) },
    { label: translate(lang, 'surveyAddress.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => [
  ...siteMeta(siteOf(matches), translate(langOf(matches), 'surveyAddress.title')),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await addressPage(ctx, readId(params.id))
  // Open to everyone: there is nothing to prove.
  if (page.access !== 'account') throw redirect(paths.survey(page.id), 303)
  const isOther = new URL(request.url).searchParams.has('other')
  const address = isOther ? null : askedAddressOf(request)
  return data({ ...page, asked: address === null ? null : maskEmail(address) }, { headers: keptNowhere })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(addressForm, form)
  const refuse = (errors: Record<string, string>, status: number) =>
    data({ errors, values: parsed.values }, { status, headers: keptNowhere })
  if (!parsed.ok) return refuse(parsed.fields, 422)
  const unreadable = findUnreadable(form)
  if (Object.keys(unreadable).length > 0) return refuse(unreadable, 422)
  const asked = parsed.value
  const known = askedAddressOf(request)
  try {
    if (asked.intent === 'prove') {
      if (!known) return refuse({ form: lostWords }, 422)
      const mark = await proveAddress(ctx, id, { email: known, code: asked.code })
      const cookies = [accountCookie(id, mark, ctx.now), forgetAsked(id)]
      return redirect(paths.surveyAnswer(id), { status: 303, headers: setting(cookies) })
    }
    const email = asked.intent === 'ask' ? asked.email : known
    if (!email) return refuse({ form: lostWords }, 422)
    await askForCode(ctx, id, { email, network: networkOf(request) })
    return redirect(paths.surveyAddress(id), { status: 303, headers: setting([askedCookie(ctx, id, email)]) })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 404) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return refuse(errors, error.status)
  }
}

const lostWords = '已经过了一个小时，或者浏览器没有保存小标记（Cookie）。请再填一次邮箱。'

function setting(cookies: string[]): Headers {
  const headers = new Headers(keptNowhere)
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return headers
}

/** Of an IPv6 address the part that one connection has; the rest its owner may choose. */
function networkOf(request: Request): string {
  const address = request.headers.get(clientAddressHeader) ?? ''
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address
}

export default function SurveyAddress() {
  const { id, title, refusal, asked } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused?.errors ?? {}
  const typed: Record<string, string> = refused?.values ?? {}
  return (
    <>
      <PageHeading
        kind={t('surveyAddress.title')}
        title={title}
        lead={refusal ? null : t('surveyAddress.lead')}
      />
      <ErrorSummary
        errors={errors}
        labels={{ email: t('surveyAddress.email'), code: t('surveyAddress.code') }}
      />
      {refusal ? (
        <Notice tone="warning" title={t('surveyAddress.notOpen')}>
          <p>{refusal}</p>
          <p>
            <a href={paths.survey(id)}>{t('surveyAddress.back')}</a>
          </p>
        </Notice>
      ) : asked ? (
        <CodeStep id={id} asked={asked} error={errors.code} />
      ) : (
        <AddressStep error={errors.email} typed={typed.email} id={id} />
      )}
    </>
  )
}

function AddressStep({ id, error, typed }: { id: number; error?: string; typed?: string }) {
  const t = useT()
  return (
    <>
      <Form action={paths.surveyAddress(id)}>
        <TextField
          name="email"
          type="email"
          label={t('surveyAddress.email')}
          hint={t('surveyAddress.email.hint')}
          error={error}
          value={typed}
          autoComplete="email"
          spellCheck={false}
          maxLength={200}
        />
        <Actions>
          <Button name="intent" value="ask">
            {t('surveyAddress.ask')}
          </Button>
        </Actions>
      </Form>
      <h2>{t('surveyAddress.kept')}</h2>
      <p>{t('surveyAddress.kept.text')}</p>
    </>
  )
}

function CodeStep({ id, asked, error }: { id: number; asked: string; error?: string }) {
  const t = useT()
  return (
    <>
      <Notice tone="done" title={t('surveyAddress.sent', { email: asked })}>
        <p>{t('surveyAddress.sent.text')}</p>
      </Notice>
      <Form action={paths.surveyAddress(id)}>
        <TextField
          name="code"
          label={t('surveyAddress.code')}
          error={error}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={40}
          className="one-time-code"
        />
        <Actions>
          <Button name="intent" value="prove">
            {t('surveyAddress.prove')}
          </Button>
        </Actions>
      </Form>
      <Form action={paths.surveyAddress(id)}>
        <Actions>
          <Button kind="quiet" name="intent" value="again">
            {t('surveyAddress.again')}
          </Button>
          <LinkButton kind="quiet" href={paths.surveyAddress(id, { other: 1 })}>
            {t('surveyAddress.other')}
          </LinkButton>
        </Actions>
      </Form>
      <h2>{t('surveyAddress.kept')}</h2>
      <p>{t('surveyAddress.kept.text')}</p>
    </>
  )
}
