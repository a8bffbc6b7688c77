import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { type DeskComment, listDeskComments } from '~/app/domain/comments/desk-list.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { enteredCommentForm } from '~/app/domain/comments/forms'
import { enterComment } from '~/app/domain/comments/submit.server'
import { enteredChannels, placeOf } from '~/app/domain/comments/types'
import { listDepartments } from '~/app/domain/departments/list.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { type FormValues, newFormKey, parseForm, refreshedKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { CommentStateWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { CommentTabs, Tabs } from '~/app/ui/comments/desk-parts'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, DateTimeField, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { List, MetaLine } from '~/app/ui/list-item'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import { Time } from '~/app/ui/time'

const states = ['pending', 'published', 'refused', 'withdrawn'] as const
const parameters = z.object({
  state: z.enum(states).optional().catch(undefined),
  after: z.coerce.number().int().positive().optional().catch(undefined),
  entered: z.string().max(20).optional(),
})

export const handle = {
  breadcrumb: (page: { id: number; title: string }) => [
    { label: '征求意见', href: paths.desk.consultations() },
    { label: page.title, href: paths.desk.consultation(page.id) },
    { label: '收到的意见' },
  ],
}

export const meta: MetaFunction = () => [{ title: '收到的意见' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const page = await listDeskComments(ctx, id, asked)
  const consultation = await consultationRow(ctx, id)
  const clauses = await draftClauses(ctx, consultation.versionId)
  const departments = await listDepartments(ctx)
  return {
    ...{ id, asked, page, title: consultation.title, key: newFormKey(ctx) },
    mayEnter: hasPermission(ctx, 'comment.enter', consultation) && consultation.publishedAt !== null,
    clauses: [...clauses.values()]
      .filter(({ label, depth }) => label !== null && depth <= 1)
      .map(({ clauseId, cited, excerpt }) => ({
        value: String(clauseId),
        label: `${cited}　${excerpt.slice(0, 20)}`,
      })),
    townships: departments
      .filter(({ kind }) => kind === 'township')
      .map(({ slug, name }) => ({ value: slug, label: placeOf(name) })),
  }
}

type Refused = { errors: Record<string, string>; values: FormValues }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(enteredCommentForm, form)
  if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values } satisfies Refused, 422)
  try {
    const comment = { ...parsed.value, consultationId: id, original: fieldsAsTheyCame(form) }
    const { code } = await enterComment(ctx, comment)
    return redirect(paths.desk.comments(id, { entered: code }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 403) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return data({ errors, values: refreshedKey(parsed.values, error) } satisfies Refused, error.status)
  }
}

export default function DeskCommentsPage() {
  const { id, title, asked, page, mayEnter } = useLoaderData<typeof loader>()
  const t = useT()
  const { state } = asked
  const facets = states.map((name) => ({
    label: t(`comment.state.${name}`),
    href: paths.desk.comments(id, { state: name }),
    current: name === state,
  }))
  return (
    <>
      <PageHeading
        title={t('deskComments.title')}
        lead={title}
        meta={[t('deskComments.count', { count: page.total })]}
      />
      <CommentTabs id={id} current="comments" />
      {asked.entered ? (
        <Notice tone="done" title={t('deskComments.entered', { code: asked.entered })} />
      ) : null}
      {mayEnter ? <EntryForm /> : null}
      <Tabs
        label={t('deskComments.state')}
        tabs={[
          { label: t('deskComments.all'), href: paths.desk.comments(id), current: state === undefined },
          ...facets,
        ]}
      />
      {page.comments.length === 0 ? (
        <EmptyState title={t('deskComments.empty')} />
      ) : (
        <List>
          {page.comments.map((comment) => (
            <Received key={comment.id} comment={comment} />
          ))}
        </List>
      )}
      <Pagination
        next={page.next ? paths.desk.comments(id, { state, after: page.next }) : null}
        first={asked.after ? paths.desk.comments(id, { state }) : null}
      />
    </>
  )
}

function Received({ comment }: { comment: DeskComment }) {
  const t = useT()
  const { clause, displayName: name, publishName } = comment
  return (
    <li className="comment">
      <p className="list-item-head">
        <span>No. {comment.id}</span>
        <CommentStateWord state={comment.state} />
      </p>
      <WrittenWords>{comment.body}</WrittenWords>
      <MetaLine
        entries={[
          <Time key="at" at={comment.receivedAt} format="datetime" />,
          t(`comment.${comment.channel}`),
          clause ? clause.cited : t('comment.wholeDraft'),
          name ? t(publishName ? 'receipt.name.public' : 'receipt.name.private', { name }) : null,
          comment.township,
        ]}
      />
    </li>
  )
}

function EntryForm() {
  const { id, key, clauses, townships } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const errors = refused?.errors ?? {}
  const values = refused?.values ?? {}
  const labels = {
    channel: t('deskComments.channel'),
    receivedAt: t('deskComments.receivedAt'),
    body: t('deskComments.body'),
    clauseId: t('comment.clause'),
  }
  return (
    <details open={refused !== undefined}>
      <summary>{t('deskComments.enter')}</summary>
      <ErrorSummary errors={errors} labels={labels} />
      <Form idempotencyKey={values.key || key} action={paths.desk.comments(id)}>
        <Select
          name="channel"
          label={labels.channel}
          error={errors.channel}
          value={values.channel}
          choices={enteredChannels.map((channel) => ({ value: channel, label: t(`comment.${channel}`) }))}
        />
        <DateTimeField
          name="receivedAt"
          label={labels.receivedAt}
          hint={t('deskComments.receivedAt.hint')}
          error={errors.receivedAt}
          value={values.receivedAt}
        />
        <Select
          name="clauseId"
          label={labels.clauseId}
          error={errors.clauseId}
          value={values.clauseId}
          empty={t('comment.wholeDraft')}
          choices={clauses}
          optional
        />
        <TextArea
          name="body"
          label={labels.body}
          hint={t('deskComments.body.hint')}
          error={errors.body}
          value={values.body}
        />
        <TextField
          name="displayName"
          label={t('comment.name')}
          error={errors.displayName}
          value={values.displayName}
          optional
        />
        <Checkbox name="publishName" label={t('comment.publishName')} checked={values.publishName === 'on'} />
        <Select
          name="township"
          label={t('comment.township')}
          error={errors.township}
          value={values.township}
          empty={t('comment.township.none')}
          choices={townships}
          optional
        />
        <TextField
          name="contact"
          label={t('comment.contact')}
          error={errors.contact}
          value={values.contact}
          optional
        />
        <Actions>
          <Button>{t('deskComments.save')}</Button>
        </Actions>
      </Form>
    </details>
  )
}
