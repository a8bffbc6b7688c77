import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listSurveys } from '~/app/domain/surveys/list.server'
import { publicStates } from '~/app/domain/surveys/types'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readOptionalId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { Columns } from '~/app/ui/columns'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { List } from '~/app/ui/list-item'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { SurveyItem } from '~/app/ui/surveys/survey-item'

const parameters = z.object({
  state: z.enum(publicStates).optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
})

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'surveys.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: translate('zh', 'surveys.title'),
    description: translate('zh', 'surveys.description'),
    keywords: ['问卷调查', '调查结果', '公众参与'],
    type: '互动交流',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const query = new URL(request.url).searchParams
  const asked = {
    ...parameters.parse(Object.fromEntries(query)),
    department: readOptionalId(query, 'department') ?? undefined,
  }
  const page = await listSurveys(ctx, { ...asked, departmentId: asked.department })
  return data({ ...page, asked, now: ctx.now }, { headers: { 'X-Cache-Tags': 'surveys' } })
}

export default function Surveys() {
  const { rows, next, asked, now } = useLoaderData<typeof loader>()
  const t = useT()
  const { after, ...chosen } = asked
  const link = (state: (typeof chosen)['state']) => paths.surveys({ ...chosen, state })
  const states = [
    { label: t('surveys.all'), href: link(undefined), current: !chosen.state },
    ...publicStates.map((state) => ({
      label: t(`survey.state.${state}`),
      href: link(state),
      current: state === chosen.state,
    })),
  ]
  return (
    <>
      <PageHeading title={t('surveys.title')} lead={t('surveys.lead')} />
      <Columns asideFirst aside={<FacetList title={t('surveys.states')} facets={states} />}>
        {rows.length === 0 ? (
          <EmptyState title={t('surveys.empty')}>{t('surveys.empty.text')}</EmptyState>
        ) : (
          <List label={t('surveys.title')}>
            {rows.map((row) => (
              <SurveyItem key={row.id} survey={row} now={now} />
            ))}
          </List>
        )}
        <Pagination
          next={next ? paths.surveys({ ...chosen, after: next }) : null}
          first={after ? paths.surveys(chosen) : null}
        />
      </Columns>
    </>
  )
}
