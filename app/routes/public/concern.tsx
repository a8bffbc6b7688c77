import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { concernPage } from '~/app/domain/concerns/page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { Answers, Paragraphs, ReferenceLink } from '~/app/ui/concerns/answer'
import { ClockWords, ConcernStatus, ConcernTimeline } from '~/app/ui/concerns/concern-words'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { articleMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [
    { label: translate(lang, 'concerns.title'), href: paths.concerns() },
    { label: translate(lang, 'concern.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded, matches }) =>
  loaded
    ? articleMeta(siteOf(matches), {
        title: loaded.concern.title,
        publishedAt: loaded.concern.publishedAt,
        source: loaded.concern.department.name,
        column: '关切回应',
        description: loaded.concern.summary.slice(0, 120),
      })
    : []

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const concern = await concernPage(ctx, readId(params.id))
  return data({ concern }, { headers: { 'X-Cache-Tags': `concern:${concern.id}` } })
}

export default function Concern() {
  const { concern } = useLoaderData<typeof loader>()
  const t = useT()
  const { title, kind, state, department, receivedAt, answeredAt, clock } = concern
  return (
    <article>
      <PageHeading
        title={title}
        kind={t(`concern.kind.${kind}`)}
        status={<ConcernStatus state={state} />}
        meta={[
          <a key="department" href={paths.department(department.slug)}>
            {t('concern.handledBy', { name: department.name })}
          </a>,
          t('concern.askedAt', { at: formatDateTime(receivedAt) }),
          answeredAt
            ? t('concern.answeredAt', { at: formatDateTime(answeredAt) })
            : t('concern.dueAt', { at: formatDateTime(clock.deadline) }),
          <ClockWords key="clock" clock={clock} receivedAt={receivedAt} />,
        ]}
      />
      <div className="page-columns">
        <div>
          <Asked />
          <section className="concern-part" id="answer">
            <h2>{t('concern.answer')}</h2>
            <Answers responses={concern.responses} />
          </section>
        </div>
        <aside className="page-aside">
          <section>
            <h2>{t('concern.timeline')}</h2>
            <ConcernTimeline events={concern.events} />
          </section>
        </aside>
      </div>
    </article>
  )
}

function Asked() {
  const { concern } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <section className="concern-part">
      <h2>{t('concern.what')}</h2>
      {concern.about ? (
        <p className="concern-about">
          {t('concern.about')} <ReferenceLink reference={concern.about} />
        </p>
      ) : null}
      <Paragraphs paragraphs={concern.paragraphs} />
      {concern.citizenWords ? (
        <details>
          <summary>{t('concern.citizenWords')}</summary>
          <Paragraphs paragraphs={concern.citizenWords} />
        </details>
      ) : (
        <p className="meta-line">{t('concern.whatSaid')}</p>
      )}
    </section>
  )
}
