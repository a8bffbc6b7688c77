import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type CampaignPage, campaignPage } from '~/app/domain/campaigns/page.server'
import { paths } from '~/app/paths'
import { notFound } from '~/app/server/errors'
import { pageHeaders } from '~/app/server/page-headers'
import { readId, readOptionalId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { ArrivalsChart } from '~/app/ui/campaigns/arrivals-chart'
import { CampaignSentence } from '~/app/ui/campaigns/campaign-note'
import { translate } from '~/app/ui/catalogue'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { List, MetaLine } from '~/app/ui/list-item'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { Time } from '~/app/ui/time'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ consultation }: CampaignPage, lang: Lang) => [
    { label: translate(lang, 'consultations.title'), href: paths.consultations() },
    { label: consultation.title, href: paths.consultation(consultation.id) },
    { label: translate(lang, 'comments.title'), href: paths.consultationComments(consultation.id) },
    { label: translate(lang, 'campaign.kind') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) =>
  siteMeta(
    siteOf(matches),
    `${translate(langOf(matches), 'campaign.kind')}：${page?.consultation.title ?? ''}`,
  )

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const after = readOptionalId(new URL(request.url).searchParams, 'after') ?? undefined
  const page = await campaignPage(await contextFor(request), readId(params.campaignId), { after })
  if (page.consultation.id !== id) throw notFound('同文来信')
  return data(
    { ...page, isFirst: after === undefined },
    { headers: { 'X-Cache-Tags': `consultation:${id}` } },
  )
}

export default function CampaignRoute() {
  const { consultation, department, sent, added, letter, days, isFirst } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        kind={t('campaign.kind')}
        title={t('campaign.title')}
        lead={<CampaignSentence sent={sent} added={added} />}
        meta={[
          <a key="consultation" href={paths.consultation(consultation.id)}>
            {consultation.title}
          </a>,
          department.name,
          <a key="all" href={paths.consultationComments(consultation.id)}>
            {t('campaign.all')}
          </a>,
        ]}
      />
      {isFirst ? (
        <>
          <section>
            <h2>{t('campaign.letter')}</h2>
            {letter.isExact ? null : <p className="meta-line">{t('campaign.letter.near')}</p>}
            <blockquote className="campaign-letter">
              <WrittenWords>{letter.body}</WrittenWords>
            </blockquote>
            <p>{t('campaign.counted')}</p>
          </section>
          <section>
            <h2>{t('campaign.days')}</h2>
            <ArrivalsChart days={days} />
          </section>
        </>
      ) : null}
      <Additions />
      <p className="meta-line">{t('campaign.how')}</p>
    </>
  )
}

function Additions() {
  const { id, consultation, additions, next, isFirst } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <section id="additions">
      <h2>{t('campaign.additions')}</h2>
      {additions.length === 0 ? (
        <p>{t('campaign.additions.none')}</p>
      ) : (
        <>
          <p className="meta-line">{t('campaign.additions.text')}</p>
          <List label={t('campaign.additions')}>
            {additions.map(({ commentId, words, name, township, receivedAt }) => (
              <li key={commentId} className="comment">
                <WrittenWords>{words}</WrittenWords>
                <MetaLine
                  entries={[
                    name ?? t('comment.anonymous'),
                    township,
                    <Time key="at" at={receivedAt} />,
                    <a key="whole" href={wholeComment(consultation.id, commentId)}>
                      {t('campaign.whole', { id: commentId })}
                    </a>,
                  ]}
                />
              </li>
            ))}
          </List>
        </>
      )}
      <Pagination
        next={next ? paths.campaign(consultation.id, id, { after: next }) : null}
        first={isFirst ? null : paths.campaign(consultation.id, id)}
      />
    </section>
  )
}

/** The list of comments, begun at this one. */
function wholeComment(consultationId: number, commentId: number): string {
  return `${paths.consultationComments(consultationId, { after: commentId + 1 })}#comment-${commentId}`
}
