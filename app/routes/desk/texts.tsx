import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { hasPermission } from '~/app/domain/people/permissions'
import { deskTexts } from '~/app/domain/texts/desk.server'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'

export const handle = { breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.texts') }] }

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.texts') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = readOptionalId(new URL(request.url).searchParams, 'after')
  const page = await deskTexts(ctx, after ? { after } : {})
  return { ...page, after, canWrite: hasPermission(ctx, 'text.write', ctx.actor) }
}

export default function DeskTexts() {
  const { rows, next, after, canWrite } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        title={t('desk.texts')}
        actions={
          canWrite ? <LinkButton href={paths.desk.importText()}>{t('textDesk.import')}</LinkButton> : null
        }
      />
      {rows.length === 0 ? <EmptyState title={t('desk.none')} /> : null}
      <List label={t('desk.texts')}>
        {rows.map((row) => (
          <ListItem
            key={row.id}
            href={paths.desk.text(row.id)}
            title={row.title}
            meta={[
              t('textDesk.versions', { count: row.versions }),
              t('textDesk.clauses', { count: row.clauses }),
              `${t('textDesk.savedAt')} ${formatDateTime(row.savedAt)}`,
            ]}
          />
        ))}
      </List>
      <Pagination
        next={next ? paths.desk.texts({ after: next }) : null}
        first={after ? paths.desk.texts() : null}
      />
    </>
  )
}
