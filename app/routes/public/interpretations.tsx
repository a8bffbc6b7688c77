import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { countByForm, listInterpretations } from '~/app/domain/interpretations/list.server'
import { interpretationForms } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { Time } from '~/app/ui/time'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'interpretations.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => {
  const lang = langOf(matches)
  return columnMeta(siteOf(matches), {
    name: translate(lang, 'interpretations.title'),
    description: translate(lang, 'interpretations.description'),
    keywords: ['政策解读', '图解', '问答'],
    type: translate(lang, 'interpretations.title'),
  })
}

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const asked = new URL(request.url).searchParams
  const form = interpretationForms.find((one) => one === asked.get('form')) ?? null
  const after = asked.get('after')
  const [list, counts] = await Promise.all([listInterpretations(ctx, { form, after }), countByForm(ctx)])
  return data({ ...list, counts, form, after }, { headers: { 'X-Cache-Tags': 'interpretations' } })
}

export default function Interpretations() {
  const { rows, next, counts, form, after } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('interpretations.title')} lead={t('interpretations.lead')} />
      <div className="page-columns page-columns-aside-first">
        <div className="page-aside">
          <FacetList
            title={t('interpretations.form')}
            facets={[
              { label: t('policies.all'), href: paths.interpretations(), current: form === null },
              ...counts.map((entry) => ({
                label: t(`interpretation.form.${entry.form}`),
                href: paths.interpretations({ form: entry.form }),
                count: entry.count,
                current: entry.form === form,
              })),
            ]}
          />
        </div>
        <div>
          {rows.length === 0 ? <EmptyState title={t('interpretations.none')} /> : null}
          <List>
            {rows.map((row) => (
              <ListItem
                key={row.id}
                href={paths.interpretation(row.id)}
                title={row.title}
                kind={t(`interpretation.form.${row.form}`)}
                summary={closed(row.excerpt)}
                meta={[row.policyTitle, row.department, <Time key="at" at={row.publishedAt} />]}
              />
            ))}
          </List>
          <Pagination
            next={next ? paths.interpretations({ form, after: next }) : null}
            first={after ? paths.interpretations({ form }) : null}
          />
        </div>
      </div>
    </>
  )
}

/** The beginning of a text; where it stops in the middle of a sentence, it says so. */
function closed(excerpt: string): string {
  return /[。？！…]$/.test(excerpt) ? excerpt : `${excerpt.replace(/[，、：；\s]+$/, '')}…`
}
