import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { boardPage, placeCampaign } from '~/app/domain/issues/board-page.server'
import { boardForm, takenForm } from '~/app/domain/issues/forms'
import { createIssue } from '~/app/domain/issues/group.server'
import { placePoints } from '~/app/domain/issues/place.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { BoardActions, CampaignPlace } from '~/app/ui/issues/board-actions'
import { BoardFilter } from '~/app/ui/issues/board-filter'
import { BoardKeys } from '~/app/ui/issues/board-keys'
import { IssueCard } from '~/app/ui/issues/issue-card'
import { boardFormId, PointCard } from '~/app/ui/issues/point-card'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'

const number = (least: number) => z.coerce.number().int().min(least).max(1e15).optional().catch(undefined)
const parameters = z.object({
  after: number(1),
  clause: z.preprocess((value) => (value === '' ? undefined : value), number(0)),
  campaign: number(1),
  comment: number(1),
  placed: number(1),
  into: number(1),
})

export const handle = {
  js: true,
  breadcrumb: (page: { id: number; title: string }, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: page.title, href: paths.desk.consultation(page.id) },
    { label: translate(lang, 'issues.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'issues.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const { placed, into, ...query } = read(request)
  const page = await boardPage(ctx, readId(params.id), {
    after: query.after,
    clauseId: query.clause,
    campaignId: query.campaign,
    commentId: query.comment,
  })
  const done = page.issues.find(({ id }) => id === into)
  return {
    ...page,
    query,
    done: done && placed ? { count: placed, title: done.title } : null,
    formKey: newFormKey(ctx),
  }
}

function read(request: Request) {
  return parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
}

type Refused = { errors: Record<string, string>; values: FormValues }
type Done = { issueId: number; placed: number }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const { placed: _, into: __, ...query } = read(request)
  const parsed = form.has('taken') ? parseForm(takenForm, form) : parseForm(boardForm, form)
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values: parsed.values }, 422)
  const answer = await answerForm(ctx, form, parsed.values, (tx) => carryOut(tx, id, parsed.value))
  if (!answer.ok) return answer.refused
  const { issueId, placed } = answer.receipt
  return redirect(paths.desk.issues(id, { ...query, placed: placed || null, into: issueId }), 303)
}

type Posted = z.output<typeof boardForm> | z.output<typeof takenForm>

async function carryOut(ctx: Ctx, consultationId: number, form: Posted): Promise<Done> {
  if ('taken' in form) {
    const { pointId, issueId } = form.taken
    await placePoints(ctx, issueId, [pointId], { suggested: true })
    return { issueId, placed: 1 }
  }
  if (form.intent === 'create') {
    const { title, summary, clauseId, ownerId, pointId = [] } = form
    const issue = { consultationId, title, summary, clauseIds: clauseId, ownerId, pointIds: pointId }
    return { issueId: await createIssue(ctx, issue), placed: pointId.length }
  }
  if (form.intent === 'place-campaign')
    return { issueId: form.issueId, placed: await placeCampaign(ctx, form.issueId, form.campaignId) }
  await placePoints(ctx, form.issueId, form.pointId)
  return { issueId: form.issueId, placed: form.pointId.length }
}

type OfCommentProps = { id: number; comment: number; placed: { id: number; title: string }[] }

/** The list shows one comment: where its points lie already, and the way back to all. */
function OfComment({ id, comment, placed }: OfCommentProps) {
  const t = useT()
  return (
    <Notice title={t('issues.only', { id: comment })}>
      {placed.length > 0 ? (
        <ul>
          {placed.map((issue) => (
            <li key={issue.id}>
              <a href={paths.desk.issue(id, issue.id)}>{t('issues.only.placed', { title: issue.title })}</a>
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        <a href={paths.desk.issues(id)}>{t('issues.only.all')}</a>
      </p>
    </Notice>
  )
}

export default function IssuesPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { id, waiting, issues, query, mayGroup, formKey } = page
  const action = paths.desk.issues(id, query)
  const choices = issues.map((issue) => ({ value: String(issue.id), label: issue.title }))
  const chosen = refused?.values.pointId?.split('\n') ?? []
  const isFiltered = [query.clause, query.campaign, query.comment].some((value) => value !== undefined)
  return (
    <>
      <PageHeading title={t('issues.title')} lead={page.title} />
      <CommentTabs id={id} current="issues" />
      {page.isFrozen ? <Notice title={t('issues.frozen')} /> : null}
      {page.done && !refused ? <Notice tone="done" title={t('issues.placed', page.done)} /> : null}
      {page.pending > 0 ? <Notice title={t('issues.pending', { count: page.pending })} /> : null}
      <ErrorSummary
        errors={refused?.errors ?? {}}
        labels={{ title: t('issues.name'), summary: t('issues.summary'), issueId: t('issues.into') }}
      />
      <form method="post" action={action} id={boardFormId} noValidate>
        <input type="hidden" name="key" value={formKey} />
        {/* What the Enter key in a field of the new issue presses: the first button of a form. */}
        <button type="submit" name="intent" value="create" hidden tabIndex={-1} />
      </form>
      <div className="board">
        <section aria-labelledby="waiting">
          <h2 id="waiting">
            {isFiltered
              ? t('issues.waiting.some')
              : t(waiting.orMore ? 'issues.waiting.more' : 'issues.waiting', { count: waiting.count })}
          </h2>
          <BoardFilter id={id} query={query} clauses={page.clauses} campaigns={page.campaigns} />
          {page.campaign && mayGroup ? (
            <CampaignPlace
              campaign={page.campaign}
              issues={choices}
              formKey={`${formKey}-letter`}
              action={action}
            />
          ) : null}
          {mayGroup && waiting.points.length > 0 ? <BoardKeys issues={choices} /> : null}
          {query.comment ? <OfComment {...{ id, placed: page.placed }} comment={query.comment} /> : null}
          {waiting.points.length === 0 && page.placed.length === 0 ? (
            <EmptyState title={t(isFiltered ? 'issues.waiting.none' : 'issues.waiting.empty')} />
          ) : null}
          <ul id="pointId" className="point-list">
            {waiting.points.map((point) => (
              <PointCard
                key={point.id}
                point={point}
                consultationId={id}
                mayGroup={mayGroup}
                checked={chosen.includes(String(point.id))}
                formKey={`${formKey}-${point.id}`}
                action={action}
              />
            ))}
          </ul>
          <Pagination
            next={waiting.next ? paths.desk.issues(id, { ...query, after: waiting.next }) : null}
            first={query.after ? paths.desk.issues(id, { ...query, after: null }) : null}
          />
        </section>
        <section className="board-issues" aria-labelledby="issues">
          {mayGroup ? (
            <BoardActions issues={choices} clauses={page.clauses} owners={page.owners} refused={refused} />
          ) : null}
          <h2 id="issues">{t('issues.list', { count: issues.length })}</h2>
          {issues.length === 0 ? <EmptyState title={t('issues.list.empty')} /> : null}
          <ul className="issue-list">
            {issues.map((issue) => (
              <IssueCard key={issue.id} issue={issue} consultationId={id} />
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}
