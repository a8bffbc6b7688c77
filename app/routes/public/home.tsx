import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { frontPage } from '~/app/domain/home/front-page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { ActivityStateWord, activityKindKey } from '~/app/ui/activity/activity-words'
import { RegisterUntil } from '~/app/ui/activity/register-until'
import { sayPeriod } from '~/app/ui/activity/say-period'
import { Button } from '~/app/ui/button'
import { ConcernStatus } from '~/app/ui/concerns/concern-words'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { HomeColumns, type HomeEntry, type HomeOpen } from '~/app/ui/home/home-columns'
import { useLang, useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const meta: MetaFunction<typeof loader> = ({ matches }) => {
  const site = siteOf(matches)
  return [...siteMeta(site), { name: 'description', content: site.description }]
}

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  return data(
    { page: await frontPage(ctx), now: ctx.now },
    { headers: { 'X-Cache-Tags': 'home consultations surveys activities announcements policies concerns' } },
  )
}

export default function Home() {
  const { page, now } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  const { consultations, comments, asked, answered, since } = page.figures
  return (
    <>
      <h1 className="home-motto">{t('home.lead')}</h1>
      <search>
        <form action={paths.search()} className="home-search">
          <label htmlFor="home-search">{t('home.searchTitle')}</label>
          <div className="search-form-row">
            <input id="home-search" type="search" name="q" maxLength={200} />
            <Button>{t('search.submit')}</Button>
          </div>
        </form>
      </search>
      <HomeColumns
        lang={lang}
        now={now}
        open={useOpen()}
        activities={useActivities()}
        coming={useComing()}
        decided={useDecided()}
        answered={page.concerns.map((concern) => ({
          href: paths.concern(concern.id),
          title: concern.title,
          at: concern.answeredAt ?? concern.receivedAt,
          status: <ConcernStatus state={concern.state} />,
          meta: [concern.department.name],
        }))}
        figures={[
          { value: consultations, unit: t('unit.items'), label: t('home.figure.consultations') },
          { value: comments, unit: t('unit.comments'), label: t('home.figure.comments') },
          { value: asked, unit: t('unit.items'), label: t('home.figure.asked') },
          { value: answered, unit: t('unit.items'), label: t('home.figure.answered') },
        ]}
      />
      <p className="meta-line">{t('home.figuresHow', { from: formatDate(since, lang) })}</p>
    </>
  )
}

/** Drafts and surveys in one list, by how soon they close. */
function useOpen(): HomeOpen[] {
  const { page } = useLoaderData<typeof loader>()
  const t = useT()
  const drafts = page.open.map((one) => ({
    href: paths.consultation(one.id),
    kind: t('consultation.kind'),
    title: one.title,
    department: one.department,
    closesAt: one.closesAt,
    commentCount: one.comments,
  }))
  const surveys = page.surveys.map((one) => ({
    href: paths.survey(one.id),
    kind: t('survey.kind'),
    title: one.title,
    department: one.department,
    closesAt: one.closesAt,
  }))
  return [...drafts, ...surveys].sort((a, b) => a.closesAt.getTime() - b.closesAt.getTime())
}

function useActivities(): HomeEntry[] {
  const { page, now } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  return page.activities.map((one) => ({
    href: paths.activity(one.id),
    title: one.title,
    kind: t(activityKindKey(one)),
    status: <ActivityStateWord state={one.state} />,
    meta: [
      sayPeriod(one, t),
      one.place,
      one.state === 'registering' && one.registrationClosesAt ? (
        <RegisterUntil key="until" at={one.registrationClosesAt} now={now} lang={lang} />
      ) : (
        one.department
      ),
    ],
  }))
}

function useComing(): HomeEntry[] {
  const { page } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  return page.coming.map((one) => ({
    href: paths.announcement(one.id),
    title: one.title,
    kind: t('announcement.kind'),
    meta: [
      one.heldAt ? t('home.held', { at: formatDateTime(one.heldAt) }) : formatDate(one.publishedAt, lang),
      one.place,
      one.department,
    ],
  }))
}

function useDecided(): HomeEntry[] {
  const { page } = useLoaderData<typeof loader>()
  const t = useT()
  return page.policies.map(({ id, title, publishedAt, documentNumber, decisions }) => ({
    href: paths.policy(id),
    title,
    at: publishedAt,
    meta: [
      documentNumber,
      decisions
        ? t('home.decisions', {
            adopted: decisions.adopted,
            partial: decisions['partially-adopted'],
            not: decisions['not-adopted'],
            explained: decisions.explained,
          })
        : null,
    ],
  }))
}
