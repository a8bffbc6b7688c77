import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type DepartmentNode, departmentTree } from '~/app/domain/departments/read.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { useLang, useT } from '~/app/ui/language'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'departments.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: translate(langOf(matches), 'departments.title'),
    description: translate(langOf(matches), 'departments.lead'),
    keywords: ['部门', '机构职能', '联系方式'],
    type: '机构职能',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  return data({ tree: await departmentTree(ctx) }, { headers: { 'X-Cache-Tags': 'departments' } })
}

const kinds = ['government', 'bureau', 'township'] as const

export default function Departments() {
  const { tree } = useLoaderData<typeof loader>()
  const t = useT()
  const [root] = tree
  return (
    <>
      <PageHeading title={t('departments.title')} lead={t('departments.lead')} />
      {root ? (
        <p className="department-root">
          <DepartmentLink node={root} />
        </p>
      ) : null}
      {kinds.map((kind) => {
        const nodes = (root?.below ?? []).filter((node) => node.department.kind === kind)
        if (nodes.length === 0) return null
        return (
          <section key={kind} className="concern-part">
            <h2>{t(`department.kind.${kind}`)}</h2>
            <ul className="department-list">
              {nodes.map((node) => (
                <Department key={node.department.id} node={node} />
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

function Department({ node }: { node: DepartmentNode }) {
  return (
    <li>
      <DepartmentLink node={node} />
      <p className="department-duties">{node.department.duties}</p>
      {node.below.length > 0 ? (
        <ul className="department-below">
          {node.below.map((below) => (
            <li key={below.department.id}>
              <DepartmentLink node={below} />
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}

function DepartmentLink({ node: { department } }: { node: DepartmentNode }) {
  const lang = useLang()
  return (
    <a href={paths.department(department.slug)}>
      {lang === 'en' && department.nameEn ? department.nameEn : department.name}
    </a>
  )
}
