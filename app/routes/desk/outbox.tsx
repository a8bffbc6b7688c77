import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { outboxBacklog } from '~/app/domain/audit/outbox.server'
import { staffContextFor } from '~/app/server/session.server'
import { CountFigure, CountFigures } from '~/app/ui/count-figure'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Time } from '~/app/ui/time'

export const handle = { breadcrumb: () => [{ label: '发件与同步' }] }

export const meta: MetaFunction = () => [{ title: '发件与同步' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  return outboxBacklog(await staffContextFor(request))
}

export default function OutboxPage() {
  const { count, oldest } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('desk.outbox')} lead={t('desk.outbox.text')} />
      {count === 0 ? (
        <EmptyState title={t('desk.outbox.done')} />
      ) : (
        <CountFigures>
          <CountFigure value={count} label={t('desk.outbox.waiting')} />
        </CountFigures>
      )}
      {count === 0 ? null : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('desk.audit.at')}</th>
              <th scope="col">{t('desk.audit.subject')}</th>
              <th scope="col">{t('desk.outbox.attempts')}</th>
              <th scope="col">{t('desk.outbox.error')}</th>
            </tr>
          </thead>
          <tbody>
            {oldest.map((entry) => (
              <tr key={entry.id}>
                <td>
                  <Time at={entry.createdAt} format="datetime" />
                </td>
                <td>
                  {entry.topic} {String(entry.payload.kind)} {String(entry.payload.id)}
                </td>
                <td>{entry.attempts}</td>
                <td>{entry.lastError}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
