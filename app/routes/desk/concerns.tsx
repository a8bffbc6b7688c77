import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answeredConcerns, type InboxRow, waitingConcerns } from '~/app/domain/concerns/inbox.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ClockWords } from '~/app/ui/concerns/concern-words'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { langOf } from '~/app/ui/root-data'
import { StatusWord } from '~/app/ui/status-word'
import { TableScroll } from '~/app/ui/table-scroll'

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'desk.concerns.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => [
  { title: translate(langOf(matches), 'desk.concerns.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = new URL(request.url).searchParams.get('after')
  const [waiting, answered] = await Promise.all([waitingConcerns(ctx), answeredConcerns(ctx, after)])
  return { waiting, answered, isFirst: !after, mayEnter: hasPermission(ctx, 'concern.triage') }
}

export default function DeskConcerns() {
  const { waiting, answered, isFirst, mayEnter } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        title={t('desk.concerns.title')}
        actions={
          mayEnter ? <LinkButton href={paths.desk.newConcern()}>{t('desk.concerns.enter')}</LinkButton> : null
        }
      />
      <section>
        <h2>{t('desk.concerns.waiting')}</h2>
        {waiting.length === 0 ? (
          <EmptyState title={t('desk.concerns.none')} />
        ) : (
          <Rows rows={waiting} label={t('desk.concerns.waiting')} />
        )}
      </section>
      <section className="concern-part">
        <h2>{t('desk.concerns.answered')}</h2>
        {answered.items.length > 0 ? (
          <Rows rows={answered.items} label={t('desk.concerns.answered')} />
        ) : null}
        <Pagination
          next={answered.next ? paths.desk.concerns({ after: answered.next }) : null}
          first={isFirst ? null : paths.desk.concerns()}
        />
      </section>
    </>
  )
}

function Rows({ rows, label }: { rows: InboxRow[]; label: string }) {
  const t = useT()
  return (
    <TableScroll label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.concern.column.title')}</th>
            <th scope="col">{t('desk.concern.column.clock')}</th>
            <th scope="col">{t('desk.concern.column.department')}</th>
            <th scope="col">{t('desk.concern.column.received')}</th>
            <th scope="col">{t('desk.concern.column.public')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <a href={paths.desk.concern(row.id)}>{row.title}</a>
                <span className="concern-excerpt">
                  {row.isSiteReport ? t('desk.concern.siteReport') : t(`concern.kind.${row.kind}`)}
                </span>
              </td>
              <td>
                <StatusWord tone={toneOf(row)}>
                  <ClockWords clock={row.clock} receivedAt={row.receivedAt} />
                </StatusWord>
              </td>
              <td>{row.department ?? t('desk.concern.untriaged')}</td>
              <td>{formatDateTime(row.receivedAt)}</td>
              <td>{t(row.isPublic ? 'desk.concern.public' : 'desk.concern.notPublic')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function toneOf({ clock }: InboxRow) {
  if (clock.state === 'in-time') return 'done'
  return clock.state === 'running' ? 'waiting' : 'overdue'
}
