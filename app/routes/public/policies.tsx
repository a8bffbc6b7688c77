import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listPolicies, policyFacets } from '~/app/domain/policies/list.server'
import { type Validity, validities } from '~/app/domain/policies/types'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { Time } from '~/app/ui/time'
import { ValidityWord } from '~/app/ui/validity-word'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'policies.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => {
  const lang = langOf(matches)
  return columnMeta(siteOf(matches), {
    name: translate(lang, 'policies.title'),
    description: translate(lang, 'policies.description'),
    keywords: ['政策', '文件', '解读'],
    type: translate(lang, 'policies.title'),
  })
}

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const asked = new URL(request.url).searchParams
  const year = Number(asked.get('year'))
  const filter = {
    theme: asked.get('theme'),
    department: asked.get('department'),
    year: Number.isInteger(year) && year > 1900 && year < 2200 ? year : null,
    validity: validities.find((one) => one === asked.get('validity')) ?? null,
    after: asked.get('after'),
  }
  const [list, facets] = await Promise.all([listPolicies(ctx, filter), policyFacets(ctx)])
  return data({ ...list, facets, filter }, { headers: { 'X-Cache-Tags': 'policies' } })
}

export default function Policies() {
  const { rows, next, facets, filter } = useLoaderData<typeof loader>()
  const { after, ...kept } = filter
  const t = useT()
  const narrow = (name: string, value: string | number) => ({
    href: paths.policies({
      ...kept,
      [name]: String(kept[name as keyof typeof kept] ?? '') === String(value) ? null : value,
    }),
    current: String(kept[name as keyof typeof kept] ?? '') === String(value),
  })
  return (
    <>
      <PageHeading title={t('policies.title')} lead={t('policies.lead')} />
      <div className="page-columns page-columns-aside-first">
        <div className="page-aside">
          <FacetList
            title={t('policies.theme')}
            facets={facets.themes.map(({ value, count }) => ({
              label: value,
              count,
              ...narrow('theme', value),
            }))}
          />
          <FacetList
            title={t('policies.department')}
            facets={facets.departments.map(({ value, name, count }) => ({
              label: name,
              count,
              ...narrow('department', value),
            }))}
          />
          <FacetList
            title={t('policies.year')}
            facets={facets.years.map(({ value, count }) => ({
              label: String(value),
              count,
              ...narrow('year', value),
            }))}
          />
          <FacetList
            title={t('policies.validity')}
            facets={validities.map((value: Validity) => ({
              label: t(`policy.validity.${value}`),
              ...narrow('validity', value),
            }))}
          />
        </div>
        <div>
          {rows.length === 0 ? (
            <EmptyState title={t('policies.none')}>{t('policies.none.text')}</EmptyState>
          ) : null}
          <List>
            {rows.map((row) => (
              <ListItem
                key={row.id}
                href={paths.policy(row.id)}
                title={row.title}
                kind={row.theme}
                status={<ValidityWord validity={row.validity} />}
                meta={[row.documentNumber, row.department, <Time key="at" at={row.publishedAt} />]}
              />
            ))}
          </List>
          <Pagination
            next={next ? paths.policies({ ...kept, after: next }) : null}
            first={after ? paths.policies(kept) : null}
          />
        </div>
      </div>
    </>
  )
}
