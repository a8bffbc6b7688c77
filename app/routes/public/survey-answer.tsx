import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { AnswerView } from '~/app/domain/survey-answering/answer-types'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { type Answering, openAnswering, takeAnswering } from '~/app/server/survey-answering.server'
import { translate } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { Full, InvitationForm, NotOpen, Taken } from '~/app/ui/surveys/answer-ends'
import { AnswerHeading } from '~/app/ui/surveys/answer-heading'
import { QuestionsPage } from '~/app/ui/surveys/answer-page'
import { ReviewPage } from '~/app/ui/surveys/answer-review'
import { anchorOf } from '~/app/ui/surveys/question-parts'
import { SavedSlip } from '~/app/ui/surveys/saved-slip'

export const headers = pageHeaders

type Seen = { view: AnswerView; isInPlace: boolean; key: string; savedAt: string }

export const handle = {
  breadcrumb: (seen: Seen | undefined, lang: Lang) => [
    { label: translate(lang, 'surveys.title'), href: paths.surveys() },
    ...(seen ? [{ label: seen.view.head.title, href: paths.survey(seen.view.head.id) }] : []),
    { label: translate(lang, 'answering.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: seen, matches }) => [
  ...siteMeta(siteOf(matches), titleOf(seen as Seen | undefined, langOf(matches))),
  { name: 'robots', content: 'noindex' },
]

/** Where one is comes first: it is what a screen reader reads when the page has changed. */
function titleOf(seen: Seen | undefined, lang: Lang): string {
  const view = seen?.view
  if (!view) return translate(lang, 'answering.title')
  const { title } = view.head
  if (view.kind === 'review') return `${translate(lang, 'answering.review')}：${title}`
  if (view.kind !== 'questions') return `${translate(lang, 'answering.title')}：${title}`
  return `${translate(lang, 'answering.page', { at: view.at })} ${view.page.title}：${title}`
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const ctx = await contextFor(request)
  return respond(id, request, await openAnswering(ctx, id, request), newFormKey(ctx))
}

export async function action({ request, params }: ActionFunctionArgs) {
  const id = readId(params.id)
  const ctx = await contextFor(request)
  return respond(id, request, await takeAnswering(ctx, id, request), newFormKey(ctx))
}

function respond(id: number, request: Request, answering: Answering, key: string) {
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  for (const cookie of answering.cookies) headers.append('Set-Cookie', cookie)
  if (answering.onward !== undefined)
    throw redirect(addressOf(id, answering.onward), { status: 303, headers })
  const { view, status, isInPlace } = answering
  if (view.kind === 'address') throw redirect(paths.surveyAddress(id), { status: 303, headers })
  const savedAt = new URL(paths.surveySaved(id), siteOrigin(request)).href
  return data({ view, isInPlace, key, savedAt } satisfies Seen, { status, headers })
}

function addressOf(id: number, onward: NonNullable<Answering['onward']>): string {
  if (onward === 'done') return paths.surveyThanks(id)
  if (onward === 'start') return paths.surveyAnswer(id)
  if (onward.to === 'saved') return paths.surveySaved(id)
  return paths.surveyAnswer(id, { page: onward.to }, onward.anchor ? anchorOf(onward.anchor) : undefined)
}

export default function SurveyAnswerPage() {
  const opened = useLoaderData<typeof loader>() as Seen
  const { view, isInPlace, key, savedAt } = (useActionData<typeof action>() as Seen | undefined) ?? opened
  const t = useT()
  switch (view.kind) {
    case 'questions':
      return <QuestionsPage view={view} isInPlace={isInPlace} />
    case 'review':
      return <ReviewPage view={view} formKey={key} isInPlace={isInPlace} />
    case 'not-open':
      return <NotOpen view={view} />
    case 'taken':
      return <Taken view={view} />
    case 'full':
      return <Full view={view} />
    case 'invitation':
      return <InvitationForm view={view} />
    case 'saved':
      return (
        <div className="answering">
          <AnswerHeading head={view.head} title={t('surveySaved.title')} />
          <SavedSlip saved={view} address={savedAt} />
        </div>
      )
    case 'address':
      return null
  }
}
