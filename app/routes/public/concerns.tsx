import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { concernFigures } from '~/app/domain/concerns/figures.server'
import { answeringDepartments, listConcerns } from '~/app/domain/concerns/list.server'
import { type ConcernState, concernStates } from '~/app/domain/concerns/types'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ConcernFigures } from '~/app/ui/concerns/concern-figures'
import { ConcernItem } from '~/app/ui/concerns/concern-item'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { List } from '~/app/ui/list-item'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'concerns.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: translate(langOf(matches), 'concerns.title'),
    description: translate(langOf(matches), 'concerns.lead'),
    keywords: ['关切', '回应', '舆情', '政策咨询'],
    type: '互动交流',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const query = new URL(request.url).searchParams
  const state = concernStates.find((one) => one === query.get('state')) ?? null
  const department = query.get('department')
  const after = query.get('after')
  const [list, figures, departments] = await Promise.all([
    listConcerns(ctx, { state, department, after }),
    concernFigures(ctx),
    answeringDepartments(ctx),
  ])
  return data(
    { list, figures, departments, state, department, isFirst: !after },
    { headers: { 'X-Cache-Tags': 'concerns departments' } },
  )
}

export default function Concerns() {
  const { list, figures, departments, state, department, isFirst } = useLoaderData<typeof loader>()
  const t = useT()
  const stateFacets = ([null, ...concernStates] as (ConcernState | null)[]).map((one) => ({
    label: one ? t(`concern.state.${one}`) : t('concerns.filter.all'),
    href: paths.concerns({ state: one, department }),
    current: one === state,
  }))
  const departmentFacets = [{ slug: null, name: t('concerns.filter.all') }, ...departments].map((one) => ({
    label: one.name,
    href: paths.concerns({ state, department: one.slug }),
    current: one.slug === department,
  }))
  return (
    <>
      <PageHeading
        title={t('concerns.title')}
        lead={t('concerns.lead')}
        actions={<LinkButton href={paths.concernForm()}>{t('concerns.raise')}</LinkButton>}
      />
      <ConcernFigures figures={figures} />
      <div className="page-columns">
        <div>
          {list.rows.length === 0 ? (
            <EmptyState title={t('concerns.none')}>{t('concerns.noneText')}</EmptyState>
          ) : (
            <List label={t('concerns.title')}>
              {list.rows.map((concern) => (
                <ConcernItem key={concern.id} concern={concern} />
              ))}
            </List>
          )}
          <Pagination
            next={list.next ? paths.concerns({ state, department, after: list.next }) : null}
            first={isFirst ? null : paths.concerns({ state, department })}
          />
        </div>
        <aside className="page-aside">
          <FacetList title={t('concerns.filter.state')} facets={stateFacets} />
          <FacetList title={t('concerns.filter.department')} facets={departmentFacets} />
        </aside>
      </div>
    </>
  )
}
