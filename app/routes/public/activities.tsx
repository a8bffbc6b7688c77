import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { activityGroups, kindChoices } from '~/app/domain/activities/choices'
import { listActivities } from '~/app/domain/activities/list.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readOptionalId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { ActivityItem } from '~/app/ui/activity/activity-item'
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

const parameters = z.object({
  kind: z.enum(kindChoices).optional().catch(undefined),
  state: z.enum(activityGroups).optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
})

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'activities.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: translate('zh', 'activities.title'),
    description: translate('zh', 'activities.description'),
    keywords: ['听证会', '座谈会', '实地走访', '民意调查', '列席会议', '公众参与'],
    type: '互动交流',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const query = new URL(request.url).searchParams
  const asked = {
    ...parameters.parse(Object.fromEntries(query)),
    department: readOptionalId(query, 'department') ?? undefined,
  }
  const page = await listActivities(ctx, { ...asked, departmentId: asked.department })
  return data({ ...page, asked, now: ctx.now }, { headers: { 'X-Cache-Tags': 'activities' } })
}

export default function Activities() {
  const { rows, next, asked, now } = useLoaderData<typeof loader>()
  const t = useT()
  const { after, ...chosen } = asked
  const link = (change: Partial<typeof chosen>) => paths.activities({ ...chosen, ...change })
  const kinds = [
    { label: t('activities.all'), href: link({ kind: undefined }), current: !chosen.kind },
    ...kindChoices.map((kind) => ({
      label: t(`activity.kind.${kind}`),
      href: link({ kind }),
      current: kind === chosen.kind,
    })),
  ]
  const groups = [
    { label: t('activities.all'), href: link({ state: undefined }), current: !chosen.state },
    ...activityGroups.map((state) => ({
      label: t(`activities.group.${state}`),
      href: link({ state }),
      current: state === chosen.state,
    })),
  ]
  return (
    <>
      <PageHeading
        title={t('activities.title')}
        lead={t('activities.lead')}
        meta={[
          <a key="calendar" href={paths.calendar()}>
            {t('calendar.title')}
          </a>,
        ]}
      />
      <Columns
        asideFirst
        aside={
          <>
            <FacetList title={t('activities.when')} facets={groups} />
            <FacetList title={t('activities.kinds')} facets={kinds} />
          </>
        }
      >
        {rows.length === 0 ? (
          <EmptyState title={t('activities.empty')}>{t('activities.empty.text')}</EmptyState>
        ) : (
          <List label={t('activities.title')}>
            {rows.map((row) => (
              <ActivityItem key={row.id} activity={row} now={now} />
            ))}
          </List>
        )}
        <Pagination
          next={next ? paths.activities({ ...chosen, after: next }) : null}
          first={after ? paths.activities(chosen) : null}
        />
      </Columns>
    </>
  )
}
