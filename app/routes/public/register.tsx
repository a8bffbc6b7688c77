import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { registerPage } from '~/app/domain/registrations/form-page.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import type { RefusedForm } from '~/app/server/keyed-form.server'
import { pageHeaders } from '~/app/server/page-headers'
import { readId, readOptionalId } from '~/app/server/params'
import { submitRegistrationForm } from '~/app/server/registration-form.server'
import { contextFor } from '~/app/server/session.server'
import { SeatTable } from '~/app/ui/activity/seat-table'
import { translate } from '~/app/ui/catalogue'
import { Deadline } from '~/app/ui/deadline'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useLang, useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { CategoryChoice } from '~/app/ui/registrations/category-choice'
import { NotOpen, OtherWays, WhatHappensNext, WhenAndWhere } from '~/app/ui/registrations/register-parts'
import { RegistrationForm, useFieldLabels } from '~/app/ui/registrations/registration-form'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

type LoaderData = Awaited<ReturnType<typeof load>>

export const handle = {
  breadcrumb: (page: LoaderData, lang: Lang) => [
    { label: translate(lang, 'activities.title'), href: paths.activities() },
    { label: page.title, href: paths.activity(page.id) },
    { label: translate(lang, 'register.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => [
  ...siteMeta(siteOf(matches), `${translate(langOf(matches), 'register.crumb')}：${page?.title ?? ''}`),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  // The key in the form is this reader's alone.
  return data(await load(request, readId(params.id)), { headers: { 'Cache-Control': 'no-store' } })
}

async function load(request: Request, id: number) {
  const ctx = await contextFor(request)
  const chosen = readOptionalId(new URL(request.url).searchParams, 'category')
  return { ...(await registerPage(ctx, id, chosen)), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const id = readId(params.id)
  const answer = await submitRegistrationForm(ctx, id, await request.formData())
  if ('code' in answer) return redirect(paths.registration(answer.code), 303)
  return data(answer, { status: answer.status, headers: { 'Cache-Control': 'no-store' } })
}

export default function RegisterPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as RefusedForm | undefined
  const t = useT()
  const lang = useLang()
  const { title, category, refusal, closesAt, now, kind, figures } = page
  const isOpen = refusal === null && refused?.status !== 410
  return (
    <>
      <PageHeading
        kind={t('register.title', { kind: t(`activity.kind.${kind}`) })}
        title={title}
        lead={isOpen && closesAt ? <Deadline at={closesAt} now={now} lang={lang} size="large" /> : undefined}
        meta={[
          page.department.name,
          <a key="notice" href={paths.activity(page.id)}>
            {t('register.readNotice')}
          </a>,
        ]}
      />
      <ErrorSummary errors={(isOpen && refused?.errors) || {}} labels={useFieldLabels()} />
      <WhenAndWhere page={page} />
      {isOpen ? (
        category ? (
          <RegistrationForm
            page={page}
            category={category}
            errors={refused?.errors ?? {}}
            values={refused?.values ?? {}}
            formKey={refused?.key ?? page.key}
          />
        ) : (
          <CategoryChoice page={page} />
        )
      ) : (
        <NotOpen page={page} kept={refused?.values.topic} />
      )}
      {isOpen && category ? (
        <>
          <WhatHappensNext page={page} category={category} />
          <details className="register-seats">
            <summary>{t('register.seats')}</summary>
            <SeatTable figures={figures} />
          </details>
        </>
      ) : null}
      <OtherWays page={page} />
    </>
  )
}
