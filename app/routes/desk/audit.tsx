import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { type AuditEntry, auditTrail } from '~/app/domain/audit/trail.server'
import { paths } from '~/app/paths'
import { staffContextFor } from '~/app/server/session.server'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import { Time } from '~/app/ui/time'

const subjects = [
  'matter',
  'text',
  'consultation',
  'comment',
  'issue',
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
    label: name,
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
    <section className="table-scroll" tabIndex={0} aria-label={t('desk.audit')}>
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
              <td>{entry.action}</td>
              <td>
                {entry.subject} {entry.subjectId}
              </td>
              <td>
                <Change before={entry.before} after={entry.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
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
