import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { calendarPage } from '~/app/domain/public-dates/list.server'
import { dateKinds } from '~/app/domain/public-dates/types'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { DateList } from '~/app/ui/calendar/date-list'
import { Subscribe } from '~/app/ui/calendar/subscribe'
import { translate } from '~/app/ui/catalogue'
import { Columns } from '~/app/ui/columns'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'

const parameters = z.object({
  kind: z.enum(dateKinds).optional().catch(undefined),
  view: z.literal('past').optional().catch(undefined),
})

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'calendar.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: translate('zh', 'calendar.title'),
    description: translate('zh', 'calendar.description'),
    keywords: ['听证会', '征求意见', '公众参与', '日历'],
    type: '互动交流',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const { kind, view } = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const dates = await calendarPage(ctx, { kind, past: view === 'past' })
  const address = new URL(paths.calendarFile(), siteOrigin(request)).href
  const tags = 'calendar activities consultations surveys'
  return data({ dates, kind, view, address, now: ctx.now }, { headers: { 'X-Cache-Tags': tags } })
}

export default function Calendar() {
  const { dates, kind, view, address, now } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('calendar.title')} lead={t('calendar.lead')} />
      <Columns asideFirst aside={<Filters kind={kind} view={view} />}>
        {dates.length === 0 ? (
          <EmptyState title={t(view ? 'calendar.empty.past' : 'calendar.empty')}>
            {view ? null : (
              <p>
                {t('calendar.empty.text')} <a href={paths.consultations()}>{t('calendar.empty.link')}</a>
              </p>
            )}
          </EmptyState>
        ) : (
          <DateList dates={dates} now={now} />
        )}
        <Subscribe address={address} />
      </Columns>
    </>
  )
}

type Asked = Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'kind' | 'view'>

function Filters({ kind, view }: Asked) {
  const t = useT()
  const times = [
    { label: t('calendar.coming'), href: paths.calendar({ kind }), current: view === undefined },
    { label: t('calendar.past'), href: paths.calendar({ kind, view: 'past' }), current: view === 'past' },
  ]
  const kinds = [
    { label: t('calendar.kind.all'), href: paths.calendar({ view }), current: kind === undefined },
    ...dateKinds.map((one) => ({
      label: t(`calendar.kind.${one}`),
      href: paths.calendar({ kind: one, view }),
      current: one === kind,
    })),
  ]
  return (
    <>
      <FacetList title={t('calendar.when')} facets={times} />
      <FacetList title={t('calendar.kind')} facets={kinds} />
    </>
  )
}
