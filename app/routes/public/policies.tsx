import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { policyFacets } from '~/app/domain/policies/facets.server'
import { listPolicies } from '~/app/domain/policies/list.server'
import { validities } from '~/app/domain/policies/types'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import { type ChosenFilter, ChosenFilters, PolicyFilters } from '~/app/ui/policy-library/filters'
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
  const words = (name: string) => asked.get(name)?.trim().slice(0, 100) || null
  const chosen: ChosenFilter = {
    theme: words('theme'),
    audience: words('audience'),
    department: words('department'),
    kind: words('kind'),
    year: Number.isInteger(year) && year > 1900 && year < 2200 ? year : null,
    validity: validities.find((one) => one === asked.get('validity')) ?? null,
  }
  const after = asked.get('after')
  const [list, facets] = await Promise.all([
    listPolicies(ctx, { ...chosen, after }),
    policyFacets(ctx, chosen),
  ])
  return data({ ...list, facets, chosen, after }, { headers: { 'X-Cache-Tags': 'policies' } })
}

export default function Policies() {
  const { rows, next, facets, chosen, after } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('policies.title')} lead={t('policies.lead')} />
      <div className="page-columns page-columns-aside-first">
        <div className="page-aside">
          <PolicyFilters facets={facets} chosen={chosen} />
        </div>
        <div>
          <ChosenFilters facets={facets} chosen={chosen} />
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
                meta={[
                  row.documentNumber,
                  row.department,
                  <Time key="at" at={row.publishedAt} />,
                  row.audience.join('、'),
                ]}
              />
            ))}
          </List>
          <Pagination
            next={next ? paths.policies({ ...chosen, after: next }) : null}
            first={after ? paths.policies(chosen) : null}
          />
        </div>
      </div>
    </>
  )
}
