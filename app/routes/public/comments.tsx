import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { campaignsOf } from '~/app/domain/campaigns/read.server'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import { activitiesOfLedger } from '~/app/domain/occasions/of-ledger.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { CampaignNote } from '~/app/ui/campaigns/campaign-note'
import { translate } from '~/app/ui/catalogue'
import { Columns } from '~/app/ui/columns'
import { CommentItem } from '~/app/ui/comments/comment-item'
import { OpenDataLinks } from '~/app/ui/comments/export-links'
import { ledgerCrumbs } from '~/app/ui/consultation/ledger-crumbs'
import { LedgerSource } from '~/app/ui/consultation/ledger-source'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { List } from '~/app/ui/list-item'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

const number = z.coerce.number().int()
const parameters = z.object({
  /** 0: on the whole draft. */
  clause: number.nonnegative().optional().catch(undefined),
  after: number.positive().optional().catch(undefined),
})

export const handle = {
  breadcrumb: (page: Parameters<typeof ledgerCrumbs>[0], lang: Lang) => [
    ...ledgerCrumbs(page, lang),
    { label: translate(lang, 'comments.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) =>
  siteMeta(siteOf(matches), `${translate(langOf(matches), 'comments.title')}：${page?.title ?? ''}`)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const ctx = await contextFor(request)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { consultation, department, state, activity } = await publicConsultation(ctx, id)
  const fedBy = activity ? [] : await activitiesOfLedger(ctx, id)
  const { clauses, counts, ...page } = await listPublicComments(ctx, id, {
    clauseId: asked.clause,
    after: asked.after,
  })
  const isWhole = asked.clause === undefined && asked.after === undefined
  const campaigns = isWhole ? await campaignsOf(ctx, id) : []
  const facets = [...clauses.values()].flatMap(({ clauseId, cited }) => {
    const count = counts.get(clauseId)
    return count ? [{ clauseId, cited, count }] : []
  })
  const chosen = asked.clause ? clauses.get(asked.clause)?.cited : undefined
  return data(
    {
      ...{ id, title: consultation.title, department: department.name, state, asked, chosen, facets },
      ...{ activity, fedBy },
      ...page,
      campaigns,
      published: [...counts.values()].reduce((sum, count) => sum + count, 0),
      onWhole: counts.get(0) ?? 0,
    },
    // With what became of the clauses since, in a later version that may be withdrawn.
    { headers: { 'X-Cache-Tags': `consultation:${id} text:${consultation.textId}` } },
  )
}

export default function CommentsPage() {
  const { id, title, department, state, activity, total, facets, onWhole, asked, chosen } =
    useLoaderData<typeof loader>()
  const t = useT()
  const { clause } = asked
  const about = clause === 0 ? t('comment.wholeDraft') : chosen
  return (
    <>
      <PageHeading
        kind={t('comments.title')}
        title={title}
        meta={[
          department,
          about ? t('comments.on', { clause: about }) : null,
          t('comments.of', { count: formatNumber(total) }),
        ]}
        actions={
          activity ? (
            <LinkButton kind="quiet" href={paths.activity(activity.id)}>
              {t('targeted.back')}
            </LinkButton>
          ) : state === 'open' ? (
            <LinkButton href={paths.commentForm(id, { clause: clause || undefined })}>
              {t('comment.title')}
            </LinkButton>
          ) : undefined
        }
      />
      {facets.length > 0 ? (
        <Columns aside={<Filter {...{ id, facets, onWhole, clause }} />} asideFirst>
          <Comments />
        </Columns>
      ) : (
        <Comments />
      )}
    </>
  )
}

function Comments() {
  const { id, comments, campaigns, published, since, next, asked, activity, fedBy } =
    useLoaderData<typeof loader>()
  const t = useT()
  const { clause } = asked
  return (
    <>
      <CampaignNote campaigns={campaigns} consultationId={id} />
      <LedgerSource activity={null} fedBy={fedBy} />
      {comments.length === 0 ? (
        <EmptyState title={t('comments.empty')}>
          <p>{t('comments.empty.text')}</p>
        </EmptyState>
      ) : (
        <List label={t('comments.title')}>
          {comments.map((comment) => (
            <CommentItem
              key={comment.id}
              comment={comment}
              consultationId={id}
              since={since}
              isOneOccasion={activity !== null}
            />
          ))}
        </List>
      )}
      <Pagination
        next={next ? paths.consultationComments(id, { clause, after: next }) : null}
        first={asked.after ? paths.consultationComments(id, { clause }) : null}
      />
      <OpenDataLinks consultationId={id} count={published} />
      <p className="comments-rules">
        {activity ? (
          t('targeted.public')
        ) : (
          <>
            {t('comments.moderated')}
            <a href={paths.moderationRules()}>{t('comment.rules')}</a>
          </>
        )}
      </p>
    </>
  )
}

type FilterProps = {
  id: number
  onWhole: number
  facets: { clauseId: number; cited: string; count: number }[]
  clause?: number
}

function Filter({ id, facets, onWhole, clause }: FilterProps) {
  const t = useT()
  const all = {
    label: t('comments.all'),
    href: paths.consultationComments(id),
    current: clause === undefined,
  }
  const whole = {
    label: t('comment.wholeDraft'),
    count: onWhole,
    href: paths.consultationComments(id, { clause: 0 }),
    current: clause === 0,
  }
  const each = facets.map(({ clauseId, cited, count }) => ({
    label: cited,
    count,
    href: paths.consultationComments(id, { clause: clauseId }),
    current: clauseId === clause,
  }))
  return (
    <FacetList title={t('comments.filter')} facets={onWhole > 0 ? [all, whole, ...each] : [all, ...each]} />
  )
}
