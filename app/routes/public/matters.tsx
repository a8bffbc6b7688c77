import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type CatalogueRow, catalogueYears, listMatters } from '~/app/domain/matters/list.server'
import { countWithResults, fewestAYear } from '~/app/domain/matters/participation.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { Participation } from '~/app/ui/matter/participation'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { StatusWord, type Tone } from '~/app/ui/status-word'
import { TableScroll } from '~/app/ui/table-scroll'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'matters.crumb') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: translate('zh', 'matters.title'),
    description: translate('zh', 'matters.description'),
    keywords: ['重大行政决策', '目录', '公众参与'],
    type: '决策公开',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const years = await catalogueYears(ctx)
  const asked = Number(new URL(request.url).searchParams.get('year'))
  const year =
    Number.isInteger(asked) && asked > 2000 && asked < 2101 ? asked : (years[0] ?? ctx.now.getFullYear())
  const rows = await listMatters(ctx, { year })
  const withResults = await countWithResults(ctx, year)
  return data(
    { years, year, rows, withResults, fewest: fewestAYear },
    { headers: { 'X-Cache-Tags': 'matters surveys' } },
  )
}

export default function Matters() {
  const { years, year, rows, withResults, fewest } = useLoaderData<typeof loader>()
  const t = useT()
  const facets = years.map((one) => ({
    label: t('matters.year', { year: one }),
    href: paths.matters({ year: one }),
    current: one === year,
  }))
  return (
    <>
      <PageHeading title={t('matters.title')} lead={t('matters.lead')} />
      {years.length > 1 ? <FacetList title={t('matters.years')} facets={facets} /> : null}
      {rows.length === 0 ? (
        <EmptyState title={t('matters.empty')} />
      ) : (
        <CatalogueTable rows={rows} caption={t('matters.year', { year })} />
      )}
      <section>
        <h2>{t('matters.yearly', { year, count: withResults })}</h2>
        <p>
          {t('matters.yearly.text', { least: fewest })}
          {withResults < fewest ? t('matters.yearly.short', { missing: fewest - withResults }) : null}
        </p>
      </section>
      <p>
        <a href={paths.concernForm()}>{t('matters.propose')}</a>
      </p>
    </>
  )
}

const stageTones: Record<CatalogueRow['stage'], Tone> = {
  listed: 'info',
  open: 'open',
  consulted: 'waiting',
  decided: 'done',
}

function CatalogueTable({ rows, caption }: { rows: CatalogueRow[]; caption: string }) {
  const t = useT()
  return (
    <TableScroll label={t('matters.title')}>
      <table className="catalogue-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('matters.number')}</th>
            <th scope="col">{t('matters.matter')}</th>
            <th scope="col">{t('matters.kind')}</th>
            <th scope="col">{t('matters.department')}</th>
            <th scope="col">{t('matters.timing')}</th>
            <th scope="col">{t('matters.methods')}</th>
            <th scope="col">{t('matters.participation')}</th>
            <th scope="col">{t('matters.stage')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <td>{at + 1}</td>
              <th scope="row">
                <a href={paths.matter(row.id)}>{row.title}</a>
              </th>
              <td data-label={t('matters.kind')}>{t(`matter.kind.${row.kind}`)}</td>
              <td data-label={t('matters.department')}>{row.department}</td>
              <td data-label={t('matters.timing')}>{row.plannedTiming}</td>
              <td data-label={t('matters.methods')}>
                {row.plannedMethods.map((method) => t(`method.${method}`)).join('、')}
              </td>
              <td data-label={t('matters.participation')}>
                <Participation ways={row.ways} />
              </td>
              <td data-label={t('matters.stage')}>
                <StatusWord tone={stageTones[row.stage]}>{t(`matter.stage.${row.stage}`)}</StatusWord>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
