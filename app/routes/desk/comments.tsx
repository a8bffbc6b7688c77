import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { seeContact } from '~/app/domain/comments/contact-view.server'
import { listDeskComments } from '~/app/domain/comments/desk-list.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import type { DeskComment } from '~/app/domain/comments/types'
import { enteredChannels, recordedChannels } from '~/app/domain/comments/types'
import { hasPermission } from '~/app/domain/people/permissions'
import { clauseFates } from '~/app/domain/texts/clause-fates.server'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { CommentTabs, Tabs } from '~/app/ui/comments/desk-parts'
import { ExportLinks } from '~/app/ui/comments/export-links'
import { ReceivedComment } from '~/app/ui/comments/received-comment'
import { EmptyState } from '~/app/ui/empty-state'
import { Select } from '~/app/ui/field'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { List } from '~/app/ui/list-item'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'

export const headers = pageHeaders

const states = ['pending', 'published', 'refused', 'withdrawn'] as const
const channels = ['online', ...enteredChannels, ...recordedChannels] as const
const parameters = z.object({
  state: z.enum(states).optional().catch(undefined),
  /** 0: on the whole draft. */
  clause: z
    .string()
    .optional()
    .transform((value) => (value ? Number(value) : undefined))
    .pipe(z.number().int().nonnegative().optional())
    .catch(undefined),
  channel: z.enum(channels).optional().catch(undefined),
  order: z.literal('newest').optional().catch(undefined),
  after: z.coerce.number().int().positive().optional().catch(undefined),
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
  const { clause: clauseId, ...asked } = parameters.parse(
    Object.fromEntries(new URL(request.url).searchParams),
  )
  const page = await listDeskComments(ctx, id, { ...asked, clauseId })
  const consultation = await consultationRow(ctx, id)
  const clauses = await draftClauses(ctx, consultation.versionId)
  const named = page.comments.flatMap(({ clause }) => clause?.clauseId ?? [])
  const { since, fates } = await clauseFates(ctx, consultation, [...new Set(named)])
  return {
    ...{ id, page, title: consultation.title, asked: { ...asked, clause: clauseId } },
    ...{ since, fates: Object.fromEntries(fates) },
    mayEnter:
      hasPermission(ctx, 'comment.enter', consultation) &&
      consultation.publishedAt !== null &&
      consultation.form === 'public',
    mayTakeOriginals: hasPermission(ctx, 'feedback.write', consultation),
    maySeeContacts: hasPermission(ctx, 'comment.contact', consultation),
    clauses: [...clauses.values()]
      .filter(({ label, depth }) => label !== null && depth <= 1)
      .map(({ clauseId, cited, excerpt }) => ({
        value: String(clauseId),
        label: `${cited}　${excerpt.slice(0, 20)}`,
      })),
  }
}

type Seen = { commentId: number; contact?: string; error?: string }

/** One look at one contact; the answer is kept nowhere. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const form = await request.formData()
  const commentId = readId(String(form.get('comment') ?? ''))
  try {
    const contact = await seeContact(ctx, commentId, String(form.get(`purpose-${commentId}`) ?? ''))
    return data<Seen>({ commentId, contact }, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    return data<Seen>({ commentId, error: error.message }, 422)
  }
}

export default function DeskCommentsPage() {
  const { id, title, asked, page, mayEnter, mayTakeOriginals } = useLoaderData<typeof loader>()
  const seen = useActionData<typeof action>() as Seen | undefined
  const t = useT()
  const { after: _, ...filter } = asked
  const here = (change: Record<string, string | number | undefined>) =>
    paths.desk.comments(id, { ...filter, ...change })
  return (
    <>
      <PageHeading
        title={t('deskComments.title')}
        lead={title}
        meta={filter.channel ? [] : [t('deskComments.count', { count: formatNumber(page.total) })]}
        actions={
          mayEnter ? (
            <LinkButton href={paths.desk.newComment(id)}>{t('deskComments.enter')}</LinkButton>
          ) : undefined
        }
      />
      <CommentTabs id={id} current="comments" />
      <Tabs
        label={t('deskComments.state')}
        tabs={[undefined, ...states].map((state) => ({
          label: t(state ? `comment.state.${state}` : 'deskComments.all'),
          href: here({ state }),
          current: filter.state === state,
        }))}
      />
      <Filter />
      {page.comments.length === 0 ? (
        <EmptyState title={t('deskComments.empty')} />
      ) : (
        <List>
          {page.comments.map((comment) => (
            <Received key={comment.id} comment={comment} seen={seen} />
          ))}
        </List>
      )}
      {page.partial ? <Notice title={t('deskComments.partial')} /> : null}
      <Pagination
        next={page.next ? here({ after: page.next }) : null}
        first={asked.after ? here({}) : null}
      />
      <p>
        <a href={paths.desk.campaigns(id)}>{t('campaigns.desk')}</a>
      </p>
      <ExportLinks consultationId={id} mayTakeOriginals={mayTakeOriginals} />
    </>
  )
}

function Received({ comment, seen }: { comment: DeskComment; seen: Seen | undefined }) {
  const { id, asked, maySeeContacts, since, fates } = useLoaderData<typeof loader>()
  return (
    <ReceivedComment
      comment={comment}
      fate={comment.clause ? fates[comment.clause.clauseId] : undefined}
      since={since}
      contact={
        maySeeContacts && comment.hasContact
          ? {
              action: `${paths.desk.comments(id, asked)}#comment-${comment.id}`,
              seen: seen?.commentId === comment.id ? seen : undefined,
            }
          : null
      }
    />
  )
}

function Filter() {
  const { id, asked, clauses } = useLoaderData<typeof loader>()
  const t = useT()
  const { clause, channel, order, state } = asked
  return (
    <form method="get" action={paths.desk.comments(id)} className="desk-filter">
      {state ? <input type="hidden" name="state" value={state} /> : null}
      <Select
        name="clause"
        label={t('deskComments.filter.clause')}
        value={clause === undefined ? '' : String(clause)}
        empty={t('deskComments.filter.any')}
        choices={[{ value: '0', label: t('comment.wholeDraft') }, ...clauses]}
        required={false}
      />
      <Select
        name="channel"
        label={t('deskComments.filter.channel')}
        value={channel}
        empty={t('deskComments.filter.any')}
        choices={channels.map((value) => ({ value, label: t(`comment.${value}`) }))}
        required={false}
      />
      <Select
        name="order"
        label={t('deskComments.order')}
        value={order}
        empty={t('deskComments.order.oldest')}
        choices={[{ value: 'newest', label: t('deskComments.order.newest') }]}
        required={false}
      />
      <Button kind="quiet">{t('deskComments.filter.apply')}</Button>
    </form>
  )
}
