import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { commentFormPage } from '~/app/domain/comments/form-page.server'
import type { ClauseOfForm } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { submitCommentForm } from '~/app/server/comment-form.server'
import { type FormValues, newFormKey } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { readId, readOptionalId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { CommentForm } from '~/app/ui/comments/comment-form'
import { OtherWays, PaperNote, WhatHappensNext } from '~/app/ui/comments/comment-form-parts'
import { ledgerCrumbs } from '~/app/ui/consultation/ledger-crumbs'
import { Deadline } from '~/app/ui/deadline'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

type LoaderData = Awaited<ReturnType<typeof load>>

export const handle = {
  breadcrumb: (page: LoaderData, lang: Lang) => [
    ...ledgerCrumbs({ id: page.id, title: page.title, activity: page.activity }, lang),
    { label: translate(lang, 'comment.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => [
  ...siteMeta(siteOf(matches), `${translate(langOf(matches), 'comment.title')}：${page?.title ?? ''}`),
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  // The key in the form is this reader's alone.
  return data(await load(request, readId(params.id)), { headers: { 'Cache-Control': 'no-store' } })
}

async function load(request: Request, id: number) {
  const ctx = await contextFor(request)
  const asked = new URL(request.url).searchParams
  const page = await commentFormPage(ctx, id, {
    clauseId: readOptionalId(asked, 'clause') ?? undefined,
    quote: asked.get('quote')?.slice(0, 1000) ?? '',
  })
  return { ...page, key: newFormKey(ctx) }
}

type Refused = {
  errors: Record<string, string>
  values: FormValues
  key: string
  isOver: boolean
  /** The clause that the refused form spoke on, which need not be the one of the address. */
  clause: ClauseOfForm | null
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const id = readId(params.id)
  const answer = await submitCommentForm(ctx, id, await request.formData())
  if ('code' in answer) return redirect(paths.receipt(answer.code), 303)
  const { status, errors, values, key } = answer
  const clauseId = Number(values.clauseId) || undefined
  const { clause } = await commentFormPage(ctx, id, { clauseId, quote: values.quote ?? '' })
  return data({ errors, values, key, clause, isOver: status === 410 } satisfies Refused, {
    status,
    headers: { 'Cache-Control': 'no-store' },
  })
}

export default function CommentPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const lang = useLang()
  const isOpen = page.state === 'open' && !page.activity && !refused?.isOver
  return (
    <>
      <PageHeading
        kind={t('comment.title')}
        title={page.title}
        lead={isOpen ? <Deadline at={page.closesAt} now={page.now} lang={lang} size="large" /> : undefined}
        meta={[
          page.department,
          page.activity ? null : (
            <a key="draft" href={paths.consultation(page.id)}>
              {t('comment.readDraft')}
            </a>
          ),
        ]}
      />
      {isOpen ? (
        <div className="paper-form">
          <PaperNote letterTo={page.letterTo} phone={page.phone} closesAt={page.closesAt} />
          <CommentForm
            page={page}
            clause={refused ? refused.clause : page.clause}
            errors={refused?.errors ?? (page.quoteIsMissing ? { quote: t('commenting.quote.missing') } : {})}
            values={refused?.values ?? {}}
            formKey={refused?.key ?? page.key}
          />
        </div>
      ) : page.activity ? (
        <NotCalledFor kept={refused?.values.body} activity={page.activity} />
      ) : (
        <NotOpen kept={refused?.values.body} errors={refused?.errors} />
      )}
      {isOpen ? <WhatHappensNext department={page.department} closesAt={page.closesAt} /> : null}
      {!page.activity && (page.state === 'open' || page.state === 'upcoming') ? (
        <OtherWays letterTo={page.letterTo} phone={page.phone} email={page.email} />
      ) : null}
    </>
  )
}

type NotCalledForProps = { kept?: string; activity: { id: number; title: string } }

/** The ledger of an activity holds what was said there; nobody can post into it. */
function NotCalledFor({ kept, activity }: NotCalledForProps) {
  const t = useT()
  return (
    <>
      <Notice tone="warning" title={t('targeted.closed')}>
        <p>{t('targeted.closed.text', { title: activity.title })}</p>
      </Notice>
      <Kept words={kept} />
      <Actions>
        <LinkButton href={paths.activity(activity.id)}>{t('targeted.activity')}</LinkButton>
        <LinkButton kind="quiet" href={paths.concernForm()}>
          {t('comment.askInstead')}
        </LinkButton>
      </Actions>
    </>
  )
}

function Kept({ words }: { words: string | undefined }) {
  const t = useT()
  if (!words) return null
  return (
    <div className="paper-form">
      <Form>
        <TextArea name="body" label={t('comment.kept')} value={words} rows={9} readOnly required={false} />
      </Form>
    </div>
  )
}

function NotOpen({ kept, errors }: { kept?: string; errors?: Record<string, string> }) {
  const { id, state, opensAt, closesAt, termination } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  const isUpcoming = state === 'upcoming'
  const text = isUpcoming
    ? t('comment.upcoming.text', { at: formatDateTime(opensAt) })
    : termination
      ? t('commenting.terminated.text', { at: formatDateTime(termination.at), reason: termination.reason })
      : t('comment.closed.text', { at: formatDeadline(closesAt, lang) })
  const title = isUpcoming ? 'comment.upcoming' : termination ? 'commenting.terminated' : 'comment.closed'
  return (
    <>
      {errors ? <ErrorSummary errors={errors} /> : null}
      <Notice tone="warning" title={t(title)}>
        <p>{text}</p>
      </Notice>
      <Kept words={kept} />
      <Actions>
        {isUpcoming ? null : <LinkButton href={paths.feedback(id)}>{t('consultation.result')}</LinkButton>}
        <LinkButton kind="quiet" href={paths.concernForm({ consultation: id })}>
          {t('comment.askInstead')}
        </LinkButton>
      </Actions>
    </>
  )
}
