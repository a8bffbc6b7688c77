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
import { applyModeration } from '~/app/domain/comments/apply-moderation.server'
import { moderationQueue, placesOfComments } from '~/app/domain/comments/desk-list.server'
import { moderationForm } from '~/app/domain/comments/moderation-forms'
import { appealQueue, correctionQueue, countRequests } from '~/app/domain/comments/request-queues.server'
import { refusalRules } from '~/app/domain/comments/rules'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { newFormKey, parseForm } from '~/app/server/forms'
import { staffContextFor } from '~/app/server/session.server'
import { Tabs } from '~/app/ui/comments/desk-parts'
import { ModerationDone } from '~/app/ui/comments/moderation-done'
import { ModerationQueue, type RefusedForm } from '~/app/ui/comments/moderation-queue'
import { AppealQueue, CorrectionQueue } from '~/app/ui/comments/moderation-requests'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'

const number = z.coerce.number().int().positive().optional().catch(undefined)
const states = ['pending', 'published', 'refused', 'corrections', 'appeals'] as const
const done = [
  'published',
  'refused',
  'masked',
  'corrected',
  'correction-refused',
  'granted',
  'upheld',
] as const
const parameters = z.object({
  consultation: number,
  after: number,
  state: z.enum(states).optional().catch(undefined),
  done: z.enum(done).optional().catch(undefined),
  count: z.coerce.number().int().nonnegative().optional().catch(undefined),
  /** Comments that somebody else was faster with. */
  moved: z
    .string()
    .optional()
    .transform((ids) => (ids ?? '').split('.').map(Number).filter(Number.isSafeInteger).filter(Boolean))
    .catch([]),
  /** Without JavaScript, what is ticked and filled in comes with the address. */
  select: z.string().max(20).optional().catch(undefined),
  adopt: number,
  rule: z
    .enum(refusalRules.map(({ id }) => id))
    .optional()
    .catch(undefined),
})

export const handle = { js: true, breadcrumb: () => [{ label: '意见审核' }] }

export const meta: MetaFunction = () => [{ title: '意见审核' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const mayModerate = hasPermission(ctx, 'comment.moderate')
  const state = asked.state ?? (mayModerate || !hasPermission(ctx, 'comment.appeal') ? 'pending' : 'appeals')
  const { consultation: consultationId, after } = asked
  const shared = {
    ...{ asked, state, mayModerate, now: ctx.now, key: newFormKey(ctx) },
    requests: await countRequests(ctx, { consultationId }),
    moved: await placesOfComments(ctx, asked.moved.slice(0, 50)),
  }
  const none = { queue: null, corrections: null, appeals: null }
  if (state === 'appeals')
    return { ...shared, ...none, appeals: await appealQueue(ctx, { consultationId, after }) }
  if (state === 'corrections')
    return { ...shared, ...none, corrections: await correctionQueue(ctx, { consultationId, after }) }
  return { ...shared, ...none, queue: await moderationQueue(ctx, { consultationId, state, after }) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const parsed = parseForm(moderationForm, await request.formData())
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { consultation, after, state = 'pending' } = asked
  const again = (errors: Record<string, string>, status: number) =>
    data({ errors, values: parsed.values } satisfies RefusedForm, status)
  if (!parsed.ok) return again(parsed.fields, 422)
  try {
    const key = parsed.values.key || newFormKey(ctx)
    const from = state === 'corrections' || state === 'appeals' ? 'pending' : state
    const posted = { form: parsed.value, values: parsed.values, from } as const
    const { what, done, moved } = await once(ctx, key, parsed.values, (tx) => applyModeration(tx, posted))
    const query = { consultation, state, after, done: what, count: done.length, moved: moved.join('.') }
    return redirect(`${paths.desk.moderation(query)}#done`, 303)
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

export default function ModerationPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as RefusedForm | undefined
  const t = useT()
  const { asked, state, queue, corrections, appeals, requests, mayModerate } = page
  const { consultation } = asked
  const counts = { corrections: requests.corrections, appeals: requests.appeals }
  const shown = mayModerate ? states : (['appeals'] as const)
  const next = (queue ?? corrections ?? appeals)?.next
  return (
    <>
      <PageHeading
        title={t('moderation.title')}
        meta={[
          queue
            ? t(state === 'pending' ? 'moderation.waiting' : 'moderation.count', { count: queue.total })
            : null,
          consultation ? (
            <a key="all" href={paths.desk.moderation({ state: state === 'pending' ? null : state })}>
              {t('moderation.all')}
            </a>
          ) : null,
          <a key="rules" href={paths.moderationRules()}>
            {t('comment.rules')}
          </a>,
        ]}
      />
      <ModerationDone done={asked.done} count={asked.count ?? 0} moved={page.moved} />
      <Tabs
        label={t('moderation.state')}
        tabs={shown.map((name) => ({
          label:
            t(`moderation.${name}`) + (name in counts ? countOf(counts[name as keyof typeof counts]) : ''),
          href: paths.desk.moderation({ consultation, state: name === 'pending' ? null : name }),
          current: name === state,
        }))}
      />
      {queue && (state === 'pending' || state === 'published' || state === 'refused') ? (
        <ModerationQueue {...{ queue, state, asked, refused }} formKey={page.key} />
      ) : null}
      {corrections ? (
        <CorrectionQueue
          {...{ corrections: corrections.corrections, consultation, refused }}
          formKey={page.key}
        />
      ) : null}
      {appeals ? (
        <AppealQueue
          {...{ appeals: appeals.appeals, consultation, refused }}
          formKey={page.key}
          now={page.now}
        />
      ) : null}
      <Pagination
        next={next ? paths.desk.moderation({ consultation, state, after: next }) : null}
        first={asked.after ? paths.desk.moderation({ consultation, state }) : null}
      />
    </>
  )
}

function countOf(count: number): string {
  return count === 0 ? '' : count < 100 ? ` ${count}` : ' 99+'
}
