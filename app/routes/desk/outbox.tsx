import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { outboxBacklog, recentMails } from '~/app/domain/audit/outbox.server'
import { staffContextFor } from '~/app/server/session.server'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { CountFigure, CountFigures } from '~/app/ui/count-figure'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { StatusWord } from '~/app/ui/status-word'
import { TableScroll } from '~/app/ui/table-scroll'
import { Time } from '~/app/ui/time'

export const handle = { breadcrumb: () => [{ label: '发件与同步' }] }

export const meta: MetaFunction = () => [{ title: '发件与同步' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { backlog: await outboxBacklog(ctx), mails: await recentMails(ctx) }
}

export default function OutboxPage() {
  const t = useT()
  return (
    <>
      <PageHeading title={t('desk.outbox')} lead={t('desk.outbox.text')} />
      <Backlog />
      <section className="stack">
        <h2>{t('mail.title')}</h2>
        <p>{t('mail.text')}</p>
        <Mails />
      </section>
    </>
  )
}

function Backlog() {
  const { count, oldest } = useLoaderData<typeof loader>().backlog
  const t = useT()
  if (count === 0) return <EmptyState title={t('desk.outbox.done')} />
  return (
    <>
      <CountFigures>
        <CountFigure value={count} label={t('desk.outbox.waiting')} />
      </CountFigures>
      <TableScroll label={t('desk.outbox.waiting')}>
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
                  {entry.topic} {String(entry.payload.kind)}{' '}
                  {String(entry.payload.id ?? entry.payload.commentId ?? entry.payload.registrationId)}
                </td>
                <td>{entry.attempts}</td>
                <td>{entry.lastError}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}

function Mails() {
  const { mails } = useLoaderData<typeof loader>()
  const t = useT()
  if (mails.length === 0) return <EmptyState title={t('mail.none')} />
  return (
    <TableScroll label={t('mail.sent')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('mail.sent')}</th>
            <th scope="col">{t('mail.to')}</th>
            <th scope="col">{t('mail.subject')}</th>
          </tr>
        </thead>
        <tbody>
          {mails.map(({ id, kind, to, subject, text, doneAt, error }) => (
            <tr key={id}>
              <td>
                <Time at={doneAt} format="datetime" />
              </td>
              <td>{to ?? t('mail.gone')}</td>
              <td>
                <p>
                  {t(`mail.kind.${kind}`)}　{subject}
                </p>
                {error ? (
                  <p>
                    <StatusWord tone="refused">{t('mail.sent.failed')}</StatusWord>　{error}
                  </p>
                ) : null}
                <details>
                  <summary>{t('mail.body')}</summary>
                  <WrittenWords>{text}</WrittenWords>
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
