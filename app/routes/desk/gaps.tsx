import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { gapsOf } from '~/app/domain/consultations/gaps.server'
import { paths } from '~/app/paths'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { Findings } from '~/app/ui/findings'
import { formatDeadline } from '~/app/ui/format'
import { CountBars } from '~/app/ui/issues/count-bars'
import { useLang, useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

type Loaded = { consultation: { id: number; title: string } }

export const handle = {
  breadcrumb: ({ consultation }: Loaded, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: consultation.title, href: paths.desk.consultation(consultation.id) },
    { label: translate(lang, 'gaps.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'gaps.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return gapsOf(ctx, readId(params.id))
}

export default function GapsPage() {
  const gaps = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  const { consultation, articles, townships, groups, channels } = gaps
  const silent = (all: { count: number }[]) => all.filter(({ count }) => count === 0).length
  return (
    <>
      <PageHeading
        title={t('gaps.title')}
        lead={consultation.title}
        meta={[
          t('gaps.about', { count: gaps.comments }),
          consultation.isOpen ? t('gaps.open', { at: formatDeadline(consultation.closesAt, lang) }) : null,
        ]}
      />
      <CommentTabs id={consultation.id} current="gaps" />
      <Findings findings={gaps.findings} title={t('gaps.findings')} />
      <section aria-labelledby="groups">
        <h2 id="groups">{t('gaps.groups')}</h2>
        {groups.length > 0 ? (
          <CountBars rows={groups.map(({ name, count }) => ({ id: name, label: name, count }))} />
        ) : (
          <p>
            {t('gaps.groups.none')}{' '}
            <a href={paths.desk.matter(gaps.consultation.matterId)}>{t('gaps.groups.matter')}</a>
          </p>
        )}
      </section>
      <section aria-labelledby="clauses">
        <h2 id="clauses">{t('gaps.clauses')}</h2>
        <p>
          {silent(articles) > 0
            ? t('gaps.clauses.silent', { silent: silent(articles), all: articles.length })
            : t('gaps.clauses.all')}
        </p>
        <CountBars
          rows={[
            ...articles.map(({ clauseId, cited, excerpt, count }) => ({
              id: String(clauseId),
              label: cited,
              note: excerpt,
              count,
            })),
            { id: 'elsewhere', label: t('gaps.elsewhere'), count: gaps.elsewhere },
          ]}
        />
      </section>
      <section aria-labelledby="townships">
        <h2 id="townships">{t('gaps.townships')}</h2>
        <p>
          {silent(townships) > 0
            ? t('gaps.townships.silent', { silent: silent(townships), all: townships.length })
            : t('gaps.townships.all')}
        </p>
        <CountBars
          rows={[
            ...townships.map(({ name, count }) => ({ id: name, label: name, count })),
            { id: 'nowhere', label: t('gaps.nowhere'), count: gaps.fromNowhere },
          ]}
        />
      </section>
      <section aria-labelledby="channels">
        <h2 id="channels">{t('gaps.channels')}</h2>
        {channels.length > 0 ? (
          <CountBars
            rows={channels.map(({ channel, count }) => ({
              id: channel,
              label: t(`comment.${channel}`),
              count,
            }))}
          />
        ) : (
          <p className="muted">{t('gaps.channels.none')}</p>
        )}
      </section>
    </>
  )
}
