import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { z } from 'zod'
import type { ParticipantTranscript } from '~/app/domain/activity-reports/record-types'
import { signForm } from '~/app/domain/transcripts/statement-forms'
import { askCorrection, refuseToSign, signTranscript } from '~/app/domain/transcripts/transcript.server'
import { participantTranscript } from '~/app/domain/transcripts/transcript-page.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { newFormKey, parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { answerForm } from '~/app/server/post-form.server'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { Corrections, StateNotice } from '~/app/ui/transcripts/participant-state'
import { SignChoices } from '~/app/ui/transcripts/sign-choices'
import { Statement, StatementList } from '~/app/ui/transcripts/statement-list'

export const headers = pageHeaders

// The code is a key: neither kept anywhere nor handed on.
const keptNowhere = {
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
  'Referrer-Policy': 'same-origin',
}

export const handle = {
  breadcrumb: (page: ParticipantTranscript, lang: Lang) => [
    { label: page.code, href: paths.registration(page.code) },
    { label: translate(lang, 'sign.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => [
  ...siteMeta(siteOf(matches), translate(langOf(matches), 'sign.title')),
  { name: 'robots', content: 'noindex' },
]

const outcomes = ['signed', 'refused', 'corrected'] as const

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await participantTranscript(ctx, params.code ?? '')
  const said = new URL(request.url).searchParams.get('done')
  const done = outcomes.find((outcome) => outcome === said) ?? null
  const keys = { sign: newFormKey(ctx), correct: newFormKey(ctx), refuse: newFormKey(ctx) }
  return data({ ...page, done, keys }, { headers: keptNowhere })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  // A code that nobody has is not told from a form that is wrong.
  const { code } = await participantTranscript(ctx, params.code ?? '')
  const form = await request.formData()
  const parsed = parseForm(signForm, form)
  if (!parsed.ok) {
    const { intent, version, ...errors } = parsed.fields
    if (intent || version) errors.form = '表单不完整，请刷新页面后再提交。'
    return data({ errors, values: parsed.values }, { status: 422, headers: keptNowhere })
  }
  const answer = await answerForm(ctx, form, parsed.values, (tx) => act(tx, code, parsed.value))
  if (!answer.ok) return data(answer.refused.data, { ...answer.refused.init, headers: keptNowhere })
  const done = { sign: 'signed', refuse: 'refused', correct: 'corrected' }[parsed.value.intent]
  return redirect(paths.registrationTranscript(code, { done }), { status: 303, headers: keptNowhere })
}

function act(tx: Ctx, code: string, asked: z.infer<typeof signForm>): Promise<void> {
  switch (asked.intent) {
    case 'sign':
      return signTranscript(tx, code, { name: asked.name, version: asked.version })
    case 'refuse':
      return refuseToSign(tx, code, asked.reason, { version: asked.version })
    case 'correct':
      return askCorrection(tx, code, asked.words)
  }
}

export default function RegistrationTranscript() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const { activity, statements, state, done, keys, note, version, openedAt } = page
  const canChoose = state === 'to-sign' || state === 'refused'
  return (
    <>
      <PageHeading
        kind={t('sign.title')}
        title={activity.title}
        meta={[
          version !== null && openedAt && statements.length > 0
            ? t('sign.version', { version, at: formatDateTime(openedAt) })
            : null,
        ]}
      />
      <ErrorSummary
        errors={refused?.errors ?? {}}
        labels={{ name: t('sign.name'), words: t('sign.words'), reason: t('sign.reason') }}
      />
      {done && !refused ? <Notice tone="done" title={t(`sign.done.${done}`)} /> : null}
      <StateNotice page={page} note={canChoose ? note : null} />
      {statements.length > 0 ? <Words /> : null}
      <Corrections page={page} />
      {canChoose ? <SignChoices page={page} keys={keys} refused={refused} /> : null}
    </>
  )
}

/** One's own words first; the whole may be long on a telephone, and stands folded below. */
function Words() {
  const { activity, draft, statements, pseudonym, own } = useLoaderData<typeof loader>()
  const t = useT()
  const place = { activityId: activity.id, consultationId: draft.consultationId }
  const mine = statements.filter((statement) => statement.pseudonym === pseudonym)
  return (
    <>
      {own?.presence === 'present' ? (
        <section>
          <h2>{t('sign.own')}</h2>
          {mine.length === 0 ? <p>{t('sign.own.none')}</p> : null}
          <ol className="statements statements-own">
            {mine.map((statement) => (
              <Statement key={statement.id} statement={statement} place={place} anchor="own" isOwn />
            ))}
          </ol>
        </section>
      ) : null}
      <details className="sign-whole">
        <summary>{t('sign.whole', { count: statements.length })}</summary>
        <StatementList statements={statements} place={place} headingLevel={3} />
      </details>
    </>
  )
}
