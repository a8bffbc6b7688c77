import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { type AuditEntry, auditTrail } from '~/app/domain/audit/trail.server'
import { paths } from '~/app/paths'
import { staffContextFor } from '~/app/server/session.server'
import { zh } from '~/app/ui/catalogue/audit'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import { TableScroll } from '~/app/ui/table-scroll'
import { Time } from '~/app/ui/time'

const subjects = [
  'matter',
  'text',
  'consultation',
  'activity',
  'activity-report',
  'registration',
  'comment',
  'comment-appeal',
  'issue',
  'coding-sample',
  'feedback-report',
  'policy',
  'interpretation',
  'concern',
  'response',
  'account',
] as const

const parameters = z.object({
  subject: z.enum(subjects).optional().catch(undefined),
  after: z.coerce.number().int().positive().optional().catch(undefined),
})

export const handle = { breadcrumb: () => [{ label: '操作记录' }] }

export const meta: MetaFunction = () => [{ title: '操作记录' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  return { asked, trail: await auditTrail(ctx, asked) }
}

export default function AuditPage() {
  const { asked, trail } = useLoaderData<typeof loader>()
  const t = useT()
  const { subject } = asked
  const all = { label: t('desk.audit.all'), href: paths.desk.audit(), current: subject === undefined }
  const facets = subjects.map((name) => ({
    label: t(`audit.subject.${name}`),
    href: paths.desk.audit({ subject: name }),
    current: name === subject,
  }))
  return (
    <>
      <PageHeading title={t('desk.audit')} />
      <FacetList title={t('desk.audit.subject')} facets={[all, ...facets]} />
      {trail.entries.length === 0 ? (
        <EmptyState title={t('desk.audit.empty')} />
      ) : (
        <Entries entries={trail.entries} />
      )}
      <Pagination
        next={trail.next ? paths.desk.audit({ subject, after: trail.next }) : null}
        first={asked.after ? paths.desk.audit({ subject }) : null}
      />
    </>
  )
}

function Entries({ entries }: { entries: AuditEntry[] }) {
  const t = useT()
  return (
    <TableScroll label={t('desk.audit')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('desk.audit.at')}</th>
            <th scope="col">{t('desk.audit.who')}</th>
            <th scope="col">{t('desk.audit.action')}</th>
            <th scope="col">{t('desk.audit.subject')}</th>
            <th scope="col">{t('desk.audit.change')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>
                <Time at={entry.at} format="datetime" />
              </td>
              <td>{entry.actor === 'staff' ? entry.accountName : t(`desk.audit.${entry.actor}`)}</td>
              <td title={entry.action}>{sayAction(entry.action, t)}</td>
              <td>
                {saySubject(entry.subject, t)} {entry.subjectId}
              </td>
              <td>
                <Change before={entry.before} after={entry.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/**
 * `comment.refused` is said by its second part; the first is the thing, which stands beside it. Where the same word is
 * another act for another thing, the whole has words of its own.
 */
function sayAction(action: string, t: ReturnType<typeof useT>): string {
  const whole = `audit.verb.${action}`
  if (isMessage(whole)) return t(whole)
  const key = `audit.verb.${action.slice(action.indexOf('.') + 1)}`
  return isMessage(key) ? t(key) : action
}

function saySubject(subject: string, t: ReturnType<typeof useT>): string {
  const key = `audit.subject.${subject}`
  return isMessage(key) ? t(key) : subject
}

function isMessage(key: string): key is keyof typeof zh {
  return key in zh
}

function Change({ before, after }: { before: unknown; after: unknown }) {
  if (before === null && after === null) return null
  return (
    <details>
      <summary>…</summary>
      {before === null ? null : <pre>− {JSON.stringify(before, null, 1)}</pre>}
      {after === null ? null : <pre>+ {JSON.stringify(after, null, 1)}</pre>}
    </details>
  )
}
