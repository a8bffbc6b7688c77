import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { deskActivities } from '~/app/domain/activities/desk.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { ActivityStateWord } from '~/app/ui/activity/activity-words'
import { nextWord } from '~/app/ui/activity-desk/checklist'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.activities') }],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.activities') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = readOptionalId(new URL(request.url).searchParams, 'after')
  const page = await deskActivities(ctx, after ? { after } : {})
  return { ...page, after, canWrite: hasPermission(ctx, 'activity.write', ctx.actor) }
}

export default function DeskActivities() {
  const { rows, next, after, canWrite } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  return (
    <>
      <PageHeading
        title={t('desk.activities')}
        lead={t('activityDesk.lead')}
        actions={
          canWrite ? <LinkButton href={paths.desk.newActivity()}>{t('activityDesk.new')}</LinkButton> : null
        }
      />
      {rows.length === 0 ? <EmptyState title={t('desk.none')} /> : null}
      <List label={t('desk.activities')}>
        {rows.map((row) => (
          <ListItem
            key={row.id}
            href={paths.desk.activity(row.id)}
            kind={t(`activity.kind.${row.kind}`)}
            title={row.title}
            status={
              row.standing ? <ActivityStateWord state={row.standing} /> : <SignOffWord state={row.state} />
            }
            summary={
              row.next ? (
                <>
                  {t('activityDesk.next')}：{t(nextWord(row.next, row.kind))}
                  {row.next.latestOn
                    ? t('activityDesk.by', { day: formatDate(row.next.latestOn, lang) })
                    : null}
                </>
              ) : null
            }
            meta={[row.matter, formatDateTime(row.startsAt)]}
          />
        ))}
      </List>
      <Pagination
        next={next ? paths.desk.activities({ after: next }) : null}
        first={after ? paths.desk.activities() : null}
      />
    </>
  )
}
