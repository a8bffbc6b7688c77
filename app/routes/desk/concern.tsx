import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { citationChoices } from '~/app/domain/concerns/citation-choices.server'
import { departmentChoices, deskConcern } from '~/app/domain/concerns/desk.server'
import { actOnConcern } from '~/app/domain/concerns/desk-actions.server'
import { previewResponse } from '~/app/domain/concerns/preview.server'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { ClockWords } from '~/app/ui/concerns/concern-words'
import { OriginalConcern } from '~/app/ui/concerns/desk-original'
import { ResponseEditor } from '~/app/ui/concerns/desk-response-editor'
import { ResponseVersions } from '~/app/ui/concerns/desk-response-versions'
import { TriagePart } from '~/app/ui/concerns/desk-triage'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Findings } from '~/app/ui/findings'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf } from '~/app/ui/root-data'

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.concerns.title'), href: paths.desk.concerns() },
    { label: translate(lang, 'concern.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => [
  { title: translate(langOf(matches), 'desk.concerns.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const concern = await deskConcern(ctx, readId(params.id))
  const [departments, choices] = await Promise.all([
    departmentChoices(ctx),
    citationChoices(ctx, null, concern),
  ])
  return { concern, departments, choices }
}

/** One form at a time; `intent` says which. `choose` and `preview` change nothing and show the page again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const values = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const shown = {
    values,
    clauseIds: form.getAll('clauseIds').map(Number),
    interpretationIds: form.getAll('interpretationIds').map(Number),
  }
  const none = { errors: {}, findings: [], preview: null, choices: null }
  const concern = await deskConcern(ctx, id)
  const choices = values.source ? await citationChoices(ctx, values.source, concern) : null
  if (values.intent === 'choose') return data({ ...none, ...shown, choices })
  if (values.intent === 'preview') {
    return data({
      ...none,
      ...shown,
      choices,
      preview: await previewResponse(ctx, { ...shown, body: values.body ?? '' }),
    })
  }
  try {
    const errors = await actOnConcern(ctx, id, form)
    if (errors) return data({ ...none, ...shown, choices, errors }, 422)
    return redirect(paths.desk.concern(id), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return data({ ...none, ...shown, choices, errors, findings: error.findings }, error.status)
  }
}

export default function DeskConcernPage() {
  const { concern, departments, choices } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = sent?.errors ?? {}
  const handling = concern.triages[0]
  return (
    <>
      <ErrorSummary errors={errors} />
      <Findings findings={sent?.findings ?? []} />
      <PageHeading
        title={handling?.publicTitle ?? t(`concern.kind.${concern.kind}`)}
        kind={concern.page === null ? t(`concern.kind.${concern.kind}`) : t('desk.concern.siteReport')}
        meta={[
          <ClockWords key="clock" clock={concern.clock} receivedAt={concern.receivedAt} />,
          t('concern.dueAt', { at: formatDateTime(concern.clock.deadline) }),
          handling ? t('concern.handledBy', { name: handling.department }) : t('desk.concern.untriaged'),
          concern.publishedAt ? (
            <a key="public" href={paths.concern(concern.id)}>
              {t('desk.concern.public')}
            </a>
          ) : (
            t('desk.concern.notPublic')
          ),
        ]}
      />
      <OriginalConcern concern={concern} />
      <TriagePart concern={concern} departments={departments} sent={sent ?? null} />
      <section className="concern-part" id="response">
        <h2>{t('desk.concern.response')}</h2>
        <ResponseVersions concern={concern} />
        {concern.mayWrite ? (
          <ResponseEditor concern={concern} choices={sent?.choices ?? choices} sent={sent ?? null} />
        ) : null}
        {concern.responses.length === 0 && !concern.mayWrite ? <p>{t('concern.noAnswer')}</p> : null}
      </section>
    </>
  )
}
