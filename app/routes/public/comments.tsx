import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { commentCountsByClause, listPublicComments } from '~/app/domain/comments/public-list.server'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { Columns } from '~/app/ui/columns'
import { ModerationRules } from '~/app/ui/comments/comment-form-parts'
import { CommentItem } from '~/app/ui/comments/comment-item'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { List } from '~/app/ui/list-item'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

const number = z.coerce.number().int().positive().optional().catch(undefined)
const parameters = z.object({ clause: number, after: number })

export const handle = {
  breadcrumb: (page: { id: number; title: string }, lang: Lang) => [
    { label: translate(lang, 'consultations.title'), href: paths.consultations() },
    { label: page.title, href: paths.consultation(page.id) },
    { label: translate(lang, 'comments.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) =>
  siteMeta(siteOf(matches), `${translate(langOf(matches), 'comments.title')}：${page?.title ?? ''}`)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const ctx = await contextFor(request)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { consultation, department, state } = await publicConsultation(ctx, id)
  const [page, counts, clauses] = await Promise.all([
    listPublicComments(ctx, id, { clauseId: asked.clause, after: asked.after }),
    commentCountsByClause(ctx, id),
    draftClauses(ctx, consultation.versionId),
  ])
  const facets = [...clauses.values()].flatMap(({ clauseId, cited }) => {
    const count = counts.get(clauseId)
    return count ? [{ clauseId, cited, count }] : []
  })
  const chosen = asked.clause === undefined ? undefined : clauses.get(asked.clause)?.cited
  return data(
    { id, title: consultation.title, department: department.name, state, ...page, facets, asked, chosen },
    { headers: { 'X-Cache-Tags': `consultation:${id}` } },
  )
}

export default function CommentsPage() {
  const { id, title, department, state, total, facets, asked, chosen } = useLoaderData<typeof loader>()
  const t = useT()
  const { clause } = asked
  return (
    <>
      <PageHeading
        kind={t('comments.title')}
        title={title}
        meta={[
          department,
          chosen ? t('comments.on', { clause: chosen }) : null,
          t('comments.of', { count: total }),
        ]}
        actions={
          state === 'open' ? (
            <LinkButton href={paths.commentForm(id, { clause })}>{t('comment.title')}</LinkButton>
          ) : undefined
        }
      />
      {facets.length > 0 ? (
        <Columns aside={<Filter id={id} facets={facets} clause={clause} />} asideFirst>
          <Comments />
        </Columns>
      ) : (
        <Comments />
      )}
    </>
  )
}

function Comments() {
  const { id, comments, next, asked } = useLoaderData<typeof loader>()
  const t = useT()
  const { clause } = asked
  return (
    <>
      {comments.length === 0 ? (
        <EmptyState title={t('comments.empty')}>
          <p>{t('comments.empty.text')}</p>
        </EmptyState>
      ) : (
        <List label={t('comments.title')}>
          {comments.map((comment) => (
            <CommentItem key={comment.id} comment={comment} consultationId={id} />
          ))}
        </List>
      )}
      <Pagination
        next={next ? paths.consultationComments(id, { clause, after: next }) : null}
        first={asked.after ? paths.consultationComments(id, { clause }) : null}
      />
      <ModerationRules />
    </>
  )
}

type FilterProps = {
  id: number
  facets: { clauseId: number; cited: string; count: number }[]
  clause?: number
}

function Filter({ id, facets, clause }: FilterProps) {
  const t = useT()
  const all = {
    label: t('comments.all'),
    href: paths.consultationComments(id),
    current: clause === undefined,
  }
  const each = facets.map(({ clauseId, cited, count }) => ({
    label: cited,
    count,
    href: paths.consultationComments(id, { clause: clauseId }),
    current: clauseId === clause,
  }))
  return <FacetList title={t('comments.filter')} facets={[all, ...each]} />
}
