import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { type ListedConsultation, listConsultations } from '~/app/domain/consultations/list.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { Columns } from '~/app/ui/columns'
import { roundName } from '~/app/ui/consultation/round-name'
import { ConsultationStateWord } from '~/app/ui/consultation/state-word'
import { Deadline } from '~/app/ui/deadline'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'

const states = ['open', 'upcoming', 'closed', 'terminated', 'answered'] as const
const parameters = z.object({
  state: z.enum(states).optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
})

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'consultations.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: translate('zh', 'consultations.title'),
    description: translate('zh', 'consultations.description'),
    keywords: ['征求意见', '公众参与', '意见征集'],
    type: '互动交流',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const page = await listConsultations(ctx, asked)
  return data({ ...page, asked, now: ctx.now }, { headers: { 'X-Cache-Tags': 'consultations' } })
}

export default function Consultations() {
  const { rows, next, asked, now } = useLoaderData<typeof loader>()
  const t = useT()
  const { state } = asked
  const facets = [
    { label: t('consultations.all'), href: paths.consultations(), current: state === undefined },
    ...states.map((one) => ({
      label: t(`consultation.state.${one}`),
      href: paths.consultations({ state: one }),
      current: one === state,
    })),
  ]
  return (
    <>
      <PageHeading
        title={t('consultations.title')}
        lead={t('consultations.lead')}
        actions={
          <LinkButton kind="quiet" href={paths.activities()}>
            {t('consultations.activities')}
          </LinkButton>
        }
      />
      <Columns asideFirst aside={<FacetList title={t('consultations.state')} facets={facets} />}>
        {rows.length === 0 ? (
          <EmptyState title={t('consultations.empty')}>{t('consultations.empty.text')}</EmptyState>
        ) : (
          <List label={t('consultations.title')}>
            {rows.map((row) => (
              <Entry key={row.id} row={row} now={now} />
            ))}
          </List>
        )}
        <Pagination
          next={next ? paths.consultations({ state, after: next }) : null}
          first={asked.after ? paths.consultations({ state }) : null}
        />
      </Columns>
    </>
  )
}

function Entry({ row, now }: { row: ListedConsultation; now: Date }) {
  const t = useT()
  const lang = useLang()
  const period = t('consultations.period', {
    from: formatDate(row.opensAt, lang),
    to: formatDate(row.closesAt, lang),
  })
  return (
    <ListItem
      href={paths.consultation(row.id)}
      kind={t(`consultation.draftKind.${row.draftKind}`)}
      status={<ConsultationStateWord state={row.state} />}
      title={row.title}
      meta={[
        row.department,
        row.round > 1 ? roundName(row.round, t, lang) : null,
        row.state === 'open' ? <Deadline key="deadline" at={row.closesAt} now={now} lang={lang} /> : period,
        row.isExtended ? t('consultations.extended') : null,
        row.terminatedAt ? t('consultations.terminatedOn', { at: formatDate(row.terminatedAt, lang) }) : null,
      ]}
    />
  )
}
