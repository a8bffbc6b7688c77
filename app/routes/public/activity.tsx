import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type ActivityPage, activityPage } from '~/app/domain/activities/page.server'
import { lastDayForMaterials, leadsOf } from '~/app/domain/activities/rules'
import { callsPeople } from '~/app/domain/activities/types'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { ActivityChain } from '~/app/ui/activity/activity-chain'
import { ActivityChanges } from '~/app/ui/activity/activity-changes'
import { ActivityNow } from '~/app/ui/activity/activity-now'
import { ActivityOutcome } from '~/app/ui/activity/activity-outcome'
import { ActivityFacts, AgendaTable, DraftOfActivity, SelectionRules } from '~/app/ui/activity/activity-parts'
import { MaterialNames, RecordSummary } from '~/app/ui/activity/activity-record'
import { ActivityStateWord, activityKindKey } from '~/app/ui/activity/activity-words'
import { AddToCalendar } from '~/app/ui/activity/add-to-calendar'
import { DrawSummary } from '~/app/ui/activity/draw-summary'
import { Attendance, Photos, PollResults } from '~/app/ui/activity/occasion-parts'
import { Opinions } from '~/app/ui/activity/opinions'
import { ParticipantList } from '~/app/ui/activity/participant-list'
import { HearingReport, LiveLink, Recording } from '~/app/ui/activity/record-parts'
import { SeatTable } from '~/app/ui/activity/seat-table'
import { translate } from '~/app/ui/catalogue'
import { Columns } from '~/app/ui/columns'
import { useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ activity }: { activity: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'activities.title'), href: paths.activities() },
    { label: activity.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  const { activity, publishedAt, department } = page
  return articleMeta(site, {
    title: activity.title,
    publishedAt,
    source: department.name,
    column: translate('zh', 'activities.title'),
    keywords: [translate('zh', `activity.kind.${activity.kind}`), department.name],
    description: activity.purpose.slice(0, 120),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await activityPage(ctx, readId(params.id))
  const { id, consultationId, matterId } = page.activity
  const ledger = consultationId === null ? '' : ` consultation:${consultationId}`
  const tags = `activity:${id} matter:${matterId}${ledger}`
  return data({ ...page, now: ctx.now }, { headers: { 'X-Cache-Tags': tags, 'X-Cache-Seconds': '60' } })
}

export default function Activity() {
  const page = useLoaderData<typeof loader>()
  const { activity, state, now } = page
  const t = useT()
  const isCalled = callsPeople(activity.kind)
  // Who may still come reads first how; afterwards what was said comes first.
  const isOver = state === 'held' || state === 'reported'
  return (
    <>
      <PageHeading
        kind={t(activityKindKey(activity))}
        status={<ActivityStateWord state={state} />}
        title={activity.title}
      />
      <ActivityChanges changes={page.changes} isCalled={isCalled} isOver={isOver} />
      <LiveLink {...activity} now={now} />
      <ActivityNow
        page={page}
        figures={page.figures}
        now={now}
        calendar={<AddToCalendar activityId={activity.id} />}
      />
      <ActivityOutcome page={page} />
      <Columns
        aside={
          <ActivityChain
            activity={activity}
            links={page.links}
            leads={leadsOf(activity)}
            hasFiles={page.materials.length > 0}
          />
        }
      >
        <div className="activity-main">
          <ActivityFacts page={page} />
          <section>
            <h2>{t('activity.purpose')}</h2>
            <Paragraphs text={activity.purpose} />
          </section>
          {isOver ? <RecordSummary activityId={activity.id} record={page.record} /> : <Seats page={page} />}
        </div>
      </Columns>
      {isOver ? <WhatWasSaid page={page} /> : null}
      <ParticipantList list={page.participants} />
      <DrawSummary draw={page.draw} />
      {isOver ? <Seats page={page} isFolded /> : null}
      <DraftOfActivity draft={page.draft} kind={activity.kind} isFolded={isOver} />
      <AgendaTable items={page.agenda} />
      <MaterialNames materials={page.materials} />
      {isOver ? null : <WhatWasSaid page={page} />}
    </>
  )
}

function WhatWasSaid({ page: { activity, occasion, record, draft } }: { page: ActivityPage }) {
  return (
    <>
      <PollResults activityId={activity.id} poll={occasion.poll} />
      <Opinions {...occasion} isOwnLedger={draft !== null && draft.consultation === null} />
      <HearingReport activityId={activity.id} kind={activity.kind} record={record} />
      <Recording activityId={activity.id} recording={record.recording} />
      <Attendance attendances={occasion.attendances} />
      <Photos photos={occasion.photos} />
    </>
  )
}

/** P6: whom the seats are for and how they are given; then who got them. */
function Seats({ page, isFolded = false }: { page: ActivityPage; isFolded?: boolean }) {
  const { activity, categories, figures } = page
  const t = useT()
  if (!callsPeople(activity.kind) || categories.length === 0) return null
  const parts = (
    <>
      <SeatTable figures={figures} />
      <SelectionRules
        categories={categories}
        confirmHours={activity.confirmHours}
        lastDay={lastDayForMaterials(activity)}
      />
    </>
  )
  return (
    <section id="seats">
      <h2>{t('activity.seats')}</h2>
      {isFolded ? (
        <details>
          <summary>{t('activity.seats.open')}</summary>
          {parts}
        </details>
      ) : (
        parts
      )}
    </section>
  )
}
