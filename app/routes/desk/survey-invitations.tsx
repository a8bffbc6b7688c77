import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { invitationsForm, mostCards } from '~/app/domain/survey-answering/entry-forms'
import { codesFrom, invitationsDesk, makeInvitations } from '~/app/domain/survey-answering/invitations.server'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'
import { InvitationBatches } from '~/app/ui/survey-entry/invitation-batches'
import { InvitationCards, linkOf } from '~/app/ui/survey-entry/invitation-cards'

// The codes are on it once.
const keptNowhere = { headers: { 'Cache-Control': 'no-store' } }

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ desk }: { desk: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: desk.title, href: paths.desk.survey(desk.id) },
    { label: translate(lang, 'invitations.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.desk.title} · ${translate('zh', 'invitations.title')}` : '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const desk = await invitationsDesk(ctx, readId(params.id))
  const seed = Buffer.from(ctx.random(32)).toString('base64url')
  return data({ desk, origin: siteOrigin(request), key: newFormKey(ctx), seed }, keptNowhere)
}

/** The codes stand in the answer to the form and nowhere else; the same form again, a second click, shows them again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(invitationsForm, form)
  const made = null
  if (!parsed.ok) return data({ made, errors: parsed.fields, values: parsed.values }, 422)
  const { label, codes, seed } = parsed.value
  const answer = await answerForm(ctx, form, parsed.values, (tx) => makeInvitations(tx, id, parsed.value))
  if (!answer.ok) {
    const { errors, values } = answer.refused.data
    return data({ made, errors, values }, answer.refused.init ?? 422)
  }
  return data({ made: { label, codes: codesFrom(seed, codes) }, errors: {}, values: {} }, keptNowhere)
}

export default function SurveyInvitations() {
  const { desk, key, seed } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = answer?.errors ?? {}
  const typed: Record<string, string> = answer?.values ?? {}
  if (answer?.made) return <MadeInvitations {...answer.made} />
  return (
    <>
      <PageHeading kind={t('invitations.title')} title={desk.title} lead={t('invitations.lead')} />
      <SurveyTabs id={desk.id} current="invitations" />
      <ErrorSummary
        errors={errors}
        labels={{ label: t('invitations.label'), codes: t('invitations.codes') }}
      />
      <section id="make">
        <h2>{t('invitations.make')}</h2>
        {desk.refusal ? (
          <Notice title={t('invitations.refused')}>
            <p>{desk.refusal}</p>
          </Notice>
        ) : (
          <Form idempotencyKey={key}>
            <input type="hidden" name="seed" value={seed} />
            <TextField
              name="label"
              label={t('invitations.label')}
              hint={t('invitations.label.hint')}
              error={errors.label}
              value={typed.label}
              maxLength={60}
            />
            <TextField
              name="codes"
              label={t('invitations.codes')}
              hint={t('invitations.codes.hint', { most: mostCards })}
              error={errors.codes}
              value={typed.codes}
              inputMode="numeric"
              maxLength={4}
              className="short-input"
            />
            <p className="field-hint">{t('invitations.once')}</p>
            <Actions>
              <Button>{t('invitations.button')}</Button>
            </Actions>
          </Form>
        )}
      </section>
      <section id="batches">
        <h2>{t('invitations.batches')}</h2>
        <InvitationBatches batches={desk.batches} />
      </section>
    </>
  )
}

function MadeInvitations({ label, codes }: { label: string; codes: string[] }) {
  const { desk, origin } = useLoaderData<typeof loader>()
  const t = useT()
  const rows = [
    [t('invitations.csv.code'), t('invitations.csv.link')],
    ...codes.map((code) => [code, linkOf(origin, desk.id, code)]),
  ]
  // With the mark by which Excel knows UTF-8. A code and an address of ours hold neither comma nor quote.
  const csv = `\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`
  return (
    <div className="invitations-made">
      <div className="no-print">
        <PageHeading kind={desk.title} title={t('invitations.made', { label, count: codes.length })} />
        <Notice tone="warning" title={t('invitations.made.once')}>
          <p>{t('invitations.made.text')}</p>
        </Notice>
        <Actions>
          <LinkButton
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`}
            download={`${t('invitations.csv.name')}-${label}.csv`}
          >
            {t('invitations.csv')}
          </LinkButton>
          <LinkButton kind="quiet" href={paths.desk.surveyInvitations(desk.id)}>
            {t('invitations.back')}
          </LinkButton>
        </Actions>
        <p>
          {codes.length > mostCards
            ? t('invitations.tooMany', { most: mostCards })
            : t('invitations.print.how')}
        </p>
      </div>
      {codes.length > mostCards ? null : <InvitationCards survey={desk} codes={codes} origin={origin} />}
    </div>
  )
}
