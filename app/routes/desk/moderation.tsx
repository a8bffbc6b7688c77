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
import { type Awaiting, moderationQueue } from '~/app/domain/comments/desk-list.server'
import { moderationForm } from '~/app/domain/comments/forms'
import { maskComments, publishComments, refuseComments } from '~/app/domain/comments/moderate.server'
import { refusalRules } from '~/app/domain/comments/rules'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { CheckedItem, Tabs } from '~/app/ui/comments/desk-parts'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Select, TextArea } from '~/app/ui/field'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import { Time } from '~/app/ui/time'

const number = z.coerce.number().int().positive().optional().catch(undefined)
const states = ['pending', 'published', 'refused'] as const
const parameters = z.object({
  consultation: number,
  after: number,
  state: z.enum(states).catch('pending'),
  done: z.enum(['published', 'refused', 'masked']).optional().catch(undefined),
  count: number,
})

export const handle = { breadcrumb: () => [{ label: '意见审核' }] }

export const meta: MetaFunction = () => [{ title: '意见审核' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const queue = await moderationQueue(ctx, {
    consultationId: asked.consultation,
    state: asked.state,
    after: asked.after,
  })
  return { asked, queue, key: newFormKey(ctx) }
}

type Refused = { errors: Record<string, string>; values: FormValues }

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const parsed = parseForm(moderationForm, await request.formData())
  const { consultation, state } = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const again = (errors: Record<string, string>, status: number) =>
    data({ errors, values: parsed.values } satisfies Refused, status)
  if (!parsed.ok) return again(parsed.fields, 422)
  try {
    const key = parsed.values.key || newFormKey(ctx)
    const done = await once(ctx, key, parsed.values, (tx) => moderate(tx, parsed.value, parsed.values))
    return redirect(paths.desk.moderation({ consultation, state, done, count: parsed.value.id.length }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 403) throw error
    return again(errorsOf(error), error.status)
  }
}

function errorsOf(error: Refusal): Record<string, string> {
  const found = error.findings.flatMap(({ field, message }) => (field ? [[field, message]] : []))
  if (found.length > 0) return Object.fromEntries(found)
  return Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
}

async function moderate(ctx: Ctx, form: z.output<typeof moderationForm>, values: FormValues) {
  if (form.intent === 'refuse') {
    await refuseComments(ctx, form.id, { rule: form.rule, note: form.note })
    return 'refused'
  }
  const masks = form.id.map((id) => ({ id, mask: values[`mask-${id}`] }))
  if (form.intent === 'publish') {
    await publishComments(ctx, masks)
    return 'published'
  }
  await maskComments(
    ctx,
    masks.flatMap(({ id, mask }) => (mask === undefined ? [] : [{ id, mask }])),
  )
  return 'masked'
}

export default function ModerationPage() {
  const { asked, queue, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { consultation, state, done, count } = asked
  return (
    <>
      <PageHeading
        title={t('moderation.title')}
        meta={[
          t(state === 'pending' ? 'moderation.waiting' : 'moderation.count', { count: queue.total }),
          consultation ? (
            <a key="all" href={paths.desk.moderation()}>
              {t('moderation.all')}
            </a>
          ) : null,
        ]}
      />
      {done ? <Notice tone="done" title={t(`moderation.done.${done}`, { count: count ?? 0 })} /> : null}
      <Tabs
        label={t('moderation.state')}
        tabs={states.map((name) => ({
          label: t(`moderation.${name}`),
          href: paths.desk.moderation({ consultation, state: name === 'pending' ? null : name }),
          current: name === state,
        }))}
      />
      <ErrorSummary errors={refused?.errors ?? {}} labels={{ rule: t('moderation.rule') }} />
      {queue.comments.length === 0 ? (
        <EmptyState title={t(state === 'pending' ? 'moderation.empty' : 'moderation.none')} />
      ) : (
        <form method="post" action={paths.desk.moderation({ consultation, state })} noValidate>
          <input type="hidden" name="key" value={key} />
          <ul id="id">
            {queue.comments.map((comment) => (
              <Waiting key={comment.id} comment={comment} refused={refused} />
            ))}
          </ul>
          <Decide state={state} refused={refused} />
        </form>
      )}
      <Pagination
        next={queue.next ? paths.desk.moderation({ consultation, state, after: queue.next }) : null}
        first={asked.after ? paths.desk.moderation({ consultation, state }) : null}
      />
    </>
  )
}

function Waiting({ comment, refused }: { comment: Awaiting; refused: Refused | undefined }) {
  const t = useT()
  const { id, body, suggestion, clause, displayName } = comment
  const chosen = refused?.values.id?.split('\n').includes(String(id))
  const mask = refused?.values[`mask-${id}`] ?? suggestion
  const error = refused?.errors[`mask-${id}`]
  const area = (
    <TextArea
      name={`mask-${id}`}
      label={t('moderation.mask', { id })}
      error={error}
      value={mask}
      rows={Math.min(12, Math.ceil(body.length / 40) + 1)}
    />
  )
  return (
    <CheckedItem name="id" id={id} label={t('moderation.select', { id })} checked={chosen}>
      <MetaLine
        entries={[
          `No. ${id}`,
          <Time key="at" at={comment.receivedAt} format="datetime" />,
          t(`comment.${comment.channel}`),
          displayName
            ? t(comment.publishName ? 'receipt.name.public' : 'receipt.name.private', { name: displayName })
            : null,
          comment.township,
          clause ? `${clause.cited}　${clause.excerpt.slice(0, 24)}` : t('comment.wholeDraft'),
          <a key="consultation" href={paths.desk.moderation({ consultation: comment.consultationId })}>
            {comment.consultationTitle}
          </a>,
        ]}
      />
      <WrittenWords>{body}</WrittenWords>
      {mask === body && !error ? (
        <details>
          <summary>{t('moderation.edit')}</summary>
          {area}
        </details>
      ) : (
        area
      )}
    </CheckedItem>
  )
}

function Decide({ state, refused }: { state: (typeof states)[number]; refused: Refused | undefined }) {
  const t = useT()
  const values = refused?.values ?? {}
  return (
    <div className="moderation-actions">
      <div>
        <Button name="intent" value={state === 'published' ? 'mask' : 'publish'}>
          {t(state === 'published' ? 'moderation.mask.save' : 'moderation.publish')}
        </Button>
      </div>
      {state === 'refused' ? null : (
        <div className="stack">
          <Select
            name="rule"
            label={t('moderation.rule')}
            error={refused?.errors.rule}
            value={values.rule}
            empty={t('moderation.rule.none')}
            choices={refusalRules.map((rule) => ({
              value: rule.id,
              label: `第${rule.number}项　${rule.reason}`,
            }))}
          />
          <TextArea
            name="note"
            label={t('moderation.note')}
            error={refused?.errors.note}
            value={values.note}
            rows={2}
            optional
          />
          <Button kind="danger" name="intent" value="refuse">
            {t(state === 'published' ? 'moderation.takeDown' : 'moderation.refuse')}
          </Button>
        </div>
      )}
    </div>
  )
}
