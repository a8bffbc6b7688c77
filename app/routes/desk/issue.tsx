import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { z } from 'zod'
import { clauseChoices, issueTitles } from '~/app/domain/issues/board.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { issueForm } from '~/app/domain/issues/forms'
import { dropIssue, updateIssue } from '~/app/domain/issues/group.server'
import { issueHistory } from '~/app/domain/issues/history.server'
import { issuePage } from '~/app/domain/issues/issue-page.server'
import { alsoInto, takeOutPoint } from '~/app/domain/issues/place.server'
import { citedClause } from '~/app/domain/issues/waiting.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { readId, readOptionalId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { Columns } from '~/app/ui/columns'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { Facts } from '~/app/ui/document-header'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Form } from '~/app/ui/form'
import { DecideForm, DecisionShown } from '~/app/ui/issues/decide-form'
import { IssueStateWord } from '~/app/ui/issues/issue-card'
import { IssueFields, tickedClauses } from '~/app/ui/issues/issue-fields'
import { IssueHistory } from '~/app/ui/issues/issue-history'
import { PlacedPointItem } from '~/app/ui/issues/placed-point'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'

type Loaded = { consultation: { id: number; title: string }; issue: { title: string } }

export const handle = {
  breadcrumb: ({ consultation, issue }: Loaded, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: consultation.title, href: paths.desk.consultation(consultation.id) },
    { label: translate(lang, 'issues.title'), href: paths.desk.issues(consultation.id) },
    { label: issue.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded?.issue.title ?? translate('zh', 'issues.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const [id, issueId] = [readId(params.id), readId(params.issueId)]
  const query = new URL(request.url).searchParams
  const [after, history] = [readOptionalId(query, 'after'), readOptionalId(query, 'history')]
  const { drafted, points, ...page } = await issuePage(ctx, id, issueId, { after: after ?? undefined })
  const [events, titles] = await Promise.all([
    issueHistory(ctx, issueId, { after: history ?? undefined }),
    issueTitles(ctx, id),
  ])
  return {
    ...page,
    ...{ after, history, events },
    points: points.map(({ clauseId, ...point }) => ({ ...point, cited: citedClause(drafted, clauseId) })),
    clauses: clauseChoices(drafted),
    others: titles.filter((other) => other.id !== issueId),
    formKey: newFormKey(ctx),
  }
}

type Refused = { errors: Record<string, string>; values: FormValues }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const [id, issueId] = [readId(params.id), readId(params.issueId)]
  const form = await request.formData()
  const parsed = parseForm(issueForm, form)
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values: parsed.values }, 422)
  const posted = parsed.value
  const answer = await answerForm(ctx, form, parsed.values, (tx) => carryOut(tx, issueId, posted))
  if (!answer.ok) return answer.refused
  if (posted.intent === 'drop') return redirect(paths.desk.issues(id), 303)
  const after = readOptionalId(new URL(request.url).searchParams, 'after')
  return redirect(paths.desk.issue(id, issueId, { after }), 303)
}

function carryOut(ctx: Ctx, issueId: number, form: z.output<typeof issueForm>): Promise<unknown> {
  switch (form.intent) {
    case 'update': {
      const { title, summary, clauseId, ownerId } = form
      return updateIssue(ctx, issueId, { title, summary, clauseIds: clauseId, ownerId })
    }
    case 'remove':
      return takeOutPoint(ctx, form.pointId)
    case 'also':
      return alsoInto(ctx, form.otherId, form.pointId)
    case 'drop':
      return dropIssue(ctx, issueId)
    case 'decide':
      return decideIssue(ctx, { issueId, decision: form.decision, reason: form.reason })
  }
}

export default function IssuePage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { consultation, issue, points, formKey, mayGroup, mayDecide } = page
  const action = paths.desk.issue(consultation.id, issue.id, { after: page.after })
  const of = (intent: string) => (refused?.values.intent === intent ? refused : undefined)
  return (
    <>
      <PageHeading
        title={issue.title}
        kind={t('issues.title')}
        status={<IssueStateWord issue={issue} />}
        lead={issue.summary}
      />
      <CommentTabs id={consultation.id} current="issues" />
      {page.isFrozen ? <Notice title={t('issues.frozen')} /> : null}
      <ErrorSummary
        errors={refused?.errors ?? {}}
        labels={{ title: t('issues.name'), summary: t('issues.summary'), reason: t('issues.reason') }}
      />
      <Columns
        aside={
          <>
            <Facts
              facts={[
                [
                  t('issues.clauses'),
                  issue.clauses.map(({ cited }) => cited).join(t('comment.separator')) || '—',
                ],
                [t('issues.owner'), issue.owner?.name ?? t('issues.owner.none')],
                [t('issues.inside'), t('issues.points', { count: issue.points })],
              ]}
            />
            {mayGroup ? <EditIssue refused={of('update')} /> : null}
            <h2>{t('issues.history')}</h2>
            <IssueHistory events={page.events.events} />
            <Pagination
              next={
                page.events.next
                  ? paths.desk.issue(consultation.id, issue.id, { history: page.events.next })
                  : null
              }
              first={page.history ? paths.desk.issue(consultation.id, issue.id) : null}
            />
          </>
        }
      >
        <section aria-labelledby="decision">
          <h2 id="decision">{t('issues.decision')}</h2>
          <DecisionShown decision={issue.decision} />
          {mayDecide ? (
            <DecideForm
              decision={issue.decision}
              formKey={`${formKey}-decide`}
              action={action}
              refused={of('decide')}
            />
          ) : null}
        </section>
        <section aria-labelledby="inside" className="issue-inside">
          <h2 id="inside">{t('issues.inside')}</h2>
          {points.length === 0 ? <EmptyState title={t('issues.inside.empty')} /> : null}
          <ul>
            {points.map((point) => (
              <PlacedPointItem
                key={point.id}
                point={point}
                others={page.others}
                mayGroup={mayGroup}
                formKey={`${formKey}-${point.id}`}
                action={action}
              />
            ))}
          </ul>
          <Pagination
            next={page.next ? paths.desk.issue(consultation.id, issue.id, { after: page.next }) : null}
            first={page.after ? paths.desk.issue(consultation.id, issue.id) : null}
          />
        </section>
      </Columns>
    </>
  )
}

function EditIssue({ refused }: { refused?: Refused }) {
  const { consultation, issue, clauses, owners, formKey, points } = useLoaderData<typeof loader>()
  const t = useT()
  const values = refused?.values
  const action = paths.desk.issue(consultation.id, issue.id)
  return (
    <details className="board-card" open={refused !== undefined}>
      <summary>{t('issues.edit')}</summary>
      <Form action={action} idempotencyKey={`${formKey}-edit`}>
        <IssueFields
          values={{
            title: values?.title ?? issue.title,
            summary: values?.summary ?? issue.summary,
            clauseIds: values ? tickedClauses(values) : issue.clauses.map(({ clauseId }) => clauseId),
            ownerId: values?.ownerId ?? issue.owner?.id,
          }}
          errors={refused?.errors ?? {}}
          clauses={clauses}
          owners={owners}
        />
        <Button name="intent" value="update">
          {t('issues.save')}
        </Button>
      </Form>
      {points.length === 0 && issue.history.length === 0 ? (
        <Form action={action} idempotencyKey={`${formKey}-drop`}>
          <p className="field-hint">{t('issues.drop.text')}</p>
          <Button kind="danger" name="intent" value="drop">
            {t('issues.drop')}
          </Button>
        </Form>
      ) : null}
    </details>
  )
}
