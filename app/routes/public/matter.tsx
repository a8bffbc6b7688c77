import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type MatterEvent, matterPage } from '~/app/domain/matters/page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { roundNumber } from '~/app/ui/consultation/round-name'
import { useLang, useT } from '~/app/ui/language'
import { MatterDifferences } from '~/app/ui/matter/differences'
import { MatterFacts } from '~/app/ui/matter/matter-facts'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { Timeline } from '~/app/ui/timeline'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ matter }: { matter: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'matters.crumb'), href: paths.matters() },
    { label: matter.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  const { matter, publishedAt, department } = page
  const description = matter.summary.slice(0, 120)
  return articleMeta(site, {
    title: matter.title,
    publishedAt,
    source: department.name,
    column: '决策事项',
    description,
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await matterPage(ctx, readId(params.id))
  // A survey of its consultation or its policy hangs on the matter too.
  const tags = `matter:${page.matter.id} surveys`
  return data({ ...page, now: ctx.now }, { headers: { 'X-Cache-Tags': tags } })
}

export default function Matter() {
  const { matter, department, publishedAt, events, now } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  return (
    <>
      <PageHeading
        kind={t('matter.kind')}
        title={matter.title}
        meta={[department.name, t('matters.year', { year: matter.year }), t(`matter.kind.${matter.kind}`)]}
      />
      <MatterFacts
        matter={matter}
        department={<a href={paths.department(department.slug)}>{department.name}</a>}
        publishedAt={publishedAt}
      />
      <section>
        <h2>{t('matter.summary')}</h2>
        <Paragraphs text={matter.summary} />
      </section>
      <section>
        <h2>{t('matter.timeline')}</h2>
        <Timeline
          label={t('matter.timeline')}
          steps={events.map((event) => stepOf(event, events, now, t, lang))}
        />
      </section>
    </>
  )
}

/** What has opened and has not closed yet is going on. */
function isRunning({ kind, at, href }: MatterEvent, events: MatterEvent[], now: Date): boolean {
  const openings = ['consultation-opened', 'round-opened', 'survey-opened']
  return (
    (kind === 'consultation-closed' || kind === 'survey-closed') &&
    at > now &&
    events.some((one) => openings.includes(one.kind) && one.href === href && one.at <= now)
  )
}

function stepOf(
  event: MatterEvent,
  events: MatterEvent[],
  now: Date,
  t: ReturnType<typeof useT>,
  lang: Lang,
) {
  const state = isRunning(event, events, now)
    ? ('now' as const)
    : event.at > now
      ? ('coming' as const)
      : ('done' as const)
  const { id, at, href } = event
  return {
    id,
    at,
    href,
    state,
    title: t(`matter.event.${event.kind}`, {
      title: event.title,
      round: roundNumber(event.round ?? 1, lang),
      kind: event.activityKind ? t(`activity.kind.${event.activityKind}`) : '',
    }),
    note: noteOf(event),
  }
}

function noteOf({ reason, differences }: MatterEvent) {
  if (!reason && !differences) return null
  return (
    <>
      {reason ? <p>{reason}</p> : null}
      {differences ? <MatterDifferences differences={differences} /> : null}
    </>
  )
}
