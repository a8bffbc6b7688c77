import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type FeedbackPage, feedbackPage } from '~/app/domain/feedback/page.server'
import { activitiesOfLedger } from '~/app/domain/occasions/of-ledger.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ledgerCrumbs } from '~/app/ui/consultation/ledger-crumbs'
import { LedgerSource } from '~/app/ui/consultation/ledger-source'
import { Report, Rounds } from '~/app/ui/feedback/published-report'
import { formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ consultation: { id, title }, activity }: FeedbackPage, lang: Lang) => [
    ...ledgerCrumbs({ id, title, activity }, lang),
    { label: translate(lang, 'feedback.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  const title = `${translate(langOf(matches), 'feedback.title')}：${page?.consultation.title ?? ''}`
  if (!page?.report) return siteMeta(site, title)
  const { publishedAt, introduction } = page.report
  return articleMeta(site, {
    ...{
      title,
      publishedAt,
      source: page.department.name,
      column: translate(langOf(matches), 'feedback.title'),
    },
    description: introduction.slice(0, 100),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const ctx = await contextFor(request)
  const page = await feedbackPage(ctx, id)
  const fedBy = page.activity ? [] : await activitiesOfLedger(ctx, id)
  const tags = [`text:${page.consultation.textId}`, ...page.rounds.map((round) => `consultation:${round.id}`)]
  return data({ ...page, fedBy }, { headers: { 'X-Cache-Tags': tags.join(' ') } })
}

export default function FeedbackRoute() {
  const page = useLoaderData<typeof loader>()
  const { consultation, department, report, compare, activity, fedBy } = page
  const t = useT()
  return (
    <>
      <PageHeading
        kind={t('feedback.title')}
        title={consultation.title}
        meta={[
          department.name,
          report ? t('feedback.published', { at: formatDateTime(report.publishedAt) }) : null,
          <a key="comments" href={paths.consultationComments(consultation.id)}>
            {t('feedback.seeComments')}
          </a>,
        ]}
        actions={
          report ? (
            <>
              {compare ? (
                <LinkButton
                  kind="quiet"
                  href={paths.compare(compare.textId, { from: compare.from, to: compare.to })}
                >
                  {t('feedback.compare')}
                </LinkButton>
              ) : null}
              <LinkButton kind="quiet" href={paths.feedbackFile(consultation.id, 'docx')}>
                {t('feedback.word')}
              </LinkButton>
              <LinkButton kind="quiet" href={paths.feedbackFile(consultation.id, 'xlsx')}>
                {t('feedback.excel')}
              </LinkButton>
            </>
          ) : undefined
        }
      />
      <LedgerSource activity={activity} fedBy={fedBy} />
      {report ? (
        <Report id={consultation.id} department={department.name} rounds={page.rounds} report={report} />
      ) : (
        <Coming page={page} />
      )}
    </>
  )
}

/** Before the report: what will stand here, so that nobody has to wonder. */
function Coming({ page }: { page: FeedbackPage }) {
  const t = useT()
  const lang = useLang()
  const { consultation, department, state, received, rounds, activity } = page
  const words = { at: formatDeadline(consultation.closesAt, lang), department: department.name }
  return (
    <>
      <Notice title={t('feedback.coming')}>
        <p>{activity ? t('feedback.coming.activity') : t(comingWords(state), words)}</p>
        <ul className="bulleted">
          <li>{t('feedback.coming.equation')}</li>
          <li>{t('feedback.coming.table')}</li>
          <li>{t('feedback.coming.compare')}</li>
        </ul>
      </Notice>
      <p>{t('feedback.soFar', { count: received })}</p>
      {rounds.length > 1 ? <Rounds id={consultation.id} rounds={rounds} /> : null}
    </>
  )
}

function comingWords(state: FeedbackPage['state']) {
  if (state === 'terminated') return 'feedback.coming.terminated'
  return state === 'closed' ? 'feedback.coming.closed' : 'feedback.coming.open'
}
