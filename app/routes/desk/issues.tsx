import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { once } from '~/app/domain/audit/idempotency.server'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { listDeskComments } from '~/app/domain/comments/desk-list.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { ledgerOf } from '~/app/domain/feedback/ledger.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import { issuesOf } from '~/app/domain/issues/board.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { boardForm } from '~/app/domain/issues/forms'
import { addPoints, createIssue, removePoint } from '~/app/domain/issues/group.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { IssueCard } from '~/app/ui/comments/issue-card'
import { GroupActions, UngroupedComments } from '~/app/ui/comments/ungrouped-comments'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { LedgerEquation } from '~/app/ui/ledger'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'

const parameters = z.object({ after: z.coerce.number().int().positive().optional().catch(undefined) })

export const handle = {
  breadcrumb: (page: { id: number; title: string }) => [
    { label: '征求意见', href: paths.desk.consultations() },
    { label: page.title, href: paths.desk.consultation(page.id) },
    { label: '意见归集' },
  ],
}

export const meta: MetaFunction = () => [{ title: '意见归集' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const { after } = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const ungrouped = await listDeskComments(ctx, id, { state: 'published', ungrouped: true, after })
  const consultation = await consultationRow(ctx, id)
  const [issues, ledger, clauses, reportedAt] = await Promise.all([
    issuesOf(ctx, id),
    ledgerOf(ctx, id),
    draftClauses(ctx, consultation.versionId),
    reportPublishedAt(ctx, id),
  ])
  const isFrozen = reportedAt !== null
  return {
    ...{
      id,
      after,
      ungrouped,
      issues,
      ledger,
      isFrozen,
      title: consultation.title,
      formKey: newFormKey(ctx),
    },
    mayGroup: !isFrozen && hasPermission(ctx, 'issue.write', consultation),
    mayDecide: !isFrozen && hasPermission(ctx, 'issue.decide', consultation),
    clauses: [...clauses.values()]
      .filter(({ label, depth }) => label !== null && depth <= 1)
      .map(({ clauseId, cited, excerpt }) => ({ clauseId, label: `${cited}　${excerpt.slice(0, 20)}` })),
  }
}

type Refused = { errors: Record<string, string>; values: FormValues }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const parsed = parseForm(boardForm, await request.formData())
  const again = (errors: Record<string, string>, status: number) =>
    data({ errors, values: parsed.values } satisfies Refused, status)
  if (!parsed.ok) return again(parsed.fields, 422)
  try {
    const key = parsed.values.key || newFormKey(ctx)
    const issueId = await once(ctx, key, parsed.values, (tx) => carryOut(tx, id, parsed.value))
    return redirect(`${paths.desk.issues(id)}#issue-${issueId}`, 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 403) throw error
    return again(Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }, error.status)
  }
}

async function carryOut(ctx: Ctx, consultationId: number, form: z.output<typeof boardForm>): Promise<number> {
  if (form.intent === 'create') {
    const { title, summary, clauseId, commentId } = form
    return createIssue(ctx, { consultationId, title, summary, clauseIds: clauseId, commentIds: commentId })
  }
  if (form.intent === 'add') await addPoints(ctx, form.issueId, form.commentId)
  else if (form.intent === 'remove') await removePoint(ctx, form.issueId, form.commentId)
  else await decideIssue(ctx, form)
  return form.issueId
}

export default function IssuesPage() {
  const { id, after, title, ungrouped, issues, ledger, isFrozen, mayGroup, mayDecide, clauses, formKey } =
    useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const ofGroup = refused?.values.intent === 'decide' ? undefined : refused
  const choices = issues.map((issue) => ({ value: String(issue.id), label: issue.title }))
  return (
    <>
      <PageHeading title={t('issues.title')} lead={title} />
      <CommentTabs id={id} current="issues" />
      {isFrozen ? <Notice title={t('issues.frozen')} /> : null}
      <LedgerEquation {...ledger} undecided={ledger.undecided + ledger.unmoderated} />
      {ledger.unmoderated > 0 ? (
        <Notice tone="warning" title={t('issues.pending', { count: ledger.unmoderated })} />
      ) : null}
      <ErrorSummary
        errors={refused?.errors ?? {}}
        labels={{ title: t('issues.name'), summary: t('issues.summary') }}
      />
      <div className="board">
        <section>
          <h2>{t('issues.ungrouped', { count: ungrouped.total })}</h2>
          <UngroupedComments
            comments={ungrouped.comments}
            formKey={formKey}
            action={paths.desk.issues(id, { after })}
            mayGroup={mayGroup}
            refused={ofGroup}
          />
          <Pagination
            next={ungrouped.next ? paths.desk.issues(id, { after: ungrouped.next }) : null}
            first={after ? paths.desk.issues(id) : null}
          />
        </section>
        <section className="board-issues">
          {mayGroup ? <GroupActions issues={choices} clauses={clauses} refused={ofGroup} /> : null}
          <h2>{t('issues.list', { count: issues.length })}</h2>
          {issues.length === 0 ? <EmptyState title={t('issues.list.empty')} /> : null}
          {issues.map((issue) => (
            <IssueCard
              key={issue.id}
              issue={issue}
              formKey={`${formKey}-${issue.id}`}
              consultationId={id}
              mayGroup={mayGroup}
              mayDecide={mayDecide}
              refused={
                refused?.values.intent === 'decide' && refused.values.issueId === String(issue.id)
                  ? refused
                  : undefined
              }
            />
          ))}
        </section>
      </div>
    </>
  )
}
