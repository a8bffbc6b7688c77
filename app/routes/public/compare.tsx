import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { comparePublicVersions, type PublicVersion } from '~/app/domain/texts/public-versions.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { comparedClauses, countChanges, sayChanges } from '~/app/ui/compared-clauses'
import { Comparison } from '~/app/ui/comparison'
import { roundNumber } from '~/app/ui/consultation/round-name'
import { EmptyState } from '~/app/ui/empty-state'
import { Select } from '~/app/ui/field'
import { useLang, useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'

const number = z.coerce.number().int().positive().optional().catch(undefined)
const parameters = z.object({ from: number, to: number })

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ to }: { to: PublicVersion }, lang: Lang) => [
    { label: to.title, href: hrefOf(to) },
    { label: translate(lang, 'compare.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) =>
  siteMeta(siteOf(matches), page ? `${page.to.title}：${translate('zh', 'compare.title')}` : undefined)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  const textId = readId(params.id)
  const comparison = await comparePublicVersions(ctx, textId, asked)
  return data(
    { ...comparison, textId },
    { headers: { 'X-Cache-Tags': `text:${textId} consultations policies` } },
  )
}

export default function Compare() {
  const { versions, from, to, rows, textId } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  const choices = versions.map((version) => ({
    value: String(version.number),
    label: `${sayVersion(version, t, lang)}：${version.title}`,
  }))
  return (
    <>
      <PageHeading
        kind={t('compare.crumb')}
        title={t('compare.title')}
        lead={t('compare.lead')}
        meta={
          from.number === to.number
            ? [<VersionLink key="to" version={to} />]
            : [<VersionLink key="from" version={from} />, <VersionLink key="to" version={to} />]
        }
      />
      {versions.length > 1 ? (
        <form action={paths.compare(textId)} className="form compare-pick" aria-label={t('compare.pick')}>
          <Select name="from" label={t('compare.from')} value={String(from.number)} choices={choices} />
          <Select name="to" label={t('compare.to')} value={String(to.number)} choices={choices} />
          <Button kind="quiet">{t('compare.show')}</Button>
        </form>
      ) : null}
      {versions.length < 2 ? (
        <EmptyState title={t('compare.only')} />
      ) : from.number === to.number ? (
        <EmptyState title={t('compare.same')}>{t('compare.same.text')}</EmptyState>
      ) : (
        <>
          <p>{sayChanges(countChanges(rows), t)}</p>
          <Comparison clauses={comparedClauses(rows)} />
        </>
      )}
    </>
  )
}

function VersionLink({ version }: { version: PublicVersion }) {
  const t = useT()
  const lang = useLang()
  return (
    <a href={hrefOf(version)}>
      {sayVersion(version, t, lang)}：{version.title}
    </a>
  )
}

function sayVersion({ kind, number, round }: PublicVersion, t: ReturnType<typeof useT>, lang: Lang): string {
  if (round !== null) return t('compare.version.round', { round: roundNumber(round, lang), number })
  return t(`compare.version.${kind}`, { number })
}

function hrefOf({ kind, id }: PublicVersion): string {
  return kind === 'policy' ? paths.policy(id) : paths.consultation(id)
}
