import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { demandOfDepartment } from '~/app/domain/unclear-clauses/demand.server'
import { paths } from '~/app/paths'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { TableScroll } from '~/app/ui/table-scroll'

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'desk.unclear') }],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.unclear') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = new URL(request.url).searchParams.get('after')
  return { ...(await demandOfDepartment(ctx, { after })), isLater: after !== null }
}

export default function DeskUnclear() {
  const { rows, next, isLater } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('desk.unclear')} lead={t('unclearDesk.lead')} />
      {rows.length === 0 ? (
        <EmptyState title={t('unclearDesk.empty')}>{t('unclearDesk.empty.text')}</EmptyState>
      ) : (
        <TableScroll label={t('desk.unclear')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('unclearDesk.policy')}</th>
                <th scope="col">{t('unclearDesk.waiting')}</th>
                <th scope="col">{t('unclearDesk.marks')}</th>
                <th scope="col">{t('unclearDesk.clauses')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ policyId, title, documentNumber, waiting, marks, clauses }) => (
                <tr key={policyId}>
                  <td>
                    <a href={paths.desk.policyUnclear(policyId)}>{title}</a>
                    <br />
                    <span className="field-hint">{documentNumber}</span>
                  </td>
                  <td>{waiting}</td>
                  <td>{marks}</td>
                  <td>{clauses}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Pagination
        next={next ? paths.desk.unclear({ after: next }) : null}
        first={isLater ? paths.desk.unclear() : null}
      />
    </>
  )
}
