import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type FeedbackPage, type FeedbackRow, feedbackPage } from '~/app/domain/feedback/page.server'
import { clauseAnchor, paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { DecisionWord, useChannelWords } from '~/app/ui/comments/comment-words'
import { DecisionBars } from '~/app/ui/decision-bars'
import { formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { LedgerEquation } from '~/app/ui/ledger'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (page: FeedbackPage, lang: Lang) => [
    { label: translate(lang, 'consultations.title'), href: paths.consultations() },
    { label: page.consultation.title, href: paths.consultation(page.consultation.id) },
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
  const page = await feedbackPage(await contextFor(request), id)
  const tags = [`consultation:${id}`, `text:${page.consultation.textId}`]
  if (page.compare) tags.push(`policy:${page.compare.policyId}`)
  return data(page, { headers: { 'X-Cache-Tags': tags.join(' ') } })
}

export default function FeedbackRoute() {
  const page = useLoaderData<typeof loader>()
  const { consultation, department, report, compare } = page
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
          compare ? (
            <LinkButton
              kind="quiet"
              href={paths.compare(compare.textId, { from: compare.from, to: compare.to })}
            >
              {t('feedback.compare')}
            </LinkButton>
          ) : undefined
        }
      />
      {report ? <Published page={page} introduction={report.introduction} /> : <Coming page={page} />}
    </>
  )
}

/** Before the report: what will stand here, so that nobody has to wonder. */
function Coming({ page }: { page: FeedbackPage }) {
  const t = useT()
  const lang = useLang()
  const { consultation, department, state, ledger } = page
  const words = { at: formatDeadline(consultation.closesAt, lang), department: department.name }
  return (
    <>
      <Notice title={t('feedback.coming')}>
        <p>{t(state === 'closed' ? 'feedback.coming.closed' : 'feedback.coming.open', words)}</p>
        <ul className="bulleted">
          <li>{t('feedback.coming.equation')}</li>
          <li>{t('feedback.coming.table')}</li>
          <li>{t('feedback.coming.compare')}</li>
        </ul>
      </Notice>
      <p>{t('feedback.soFar', { count: ledger.received })}</p>
    </>
  )
}

function Published({ page, introduction }: { page: FeedbackPage; introduction: string }) {
  const t = useT()
  const sayChannels = useChannelWords()
  const { ledger, rows, refusals } = page
  return (
    <>
      {introduction.split(/\n+/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <section>
        <h2>{t('feedback.equation')}</h2>
        <LedgerEquation {...ledger} />
        {ledger.received === 0 ? <p>{t('feedback.none')}</p> : null}
        {page.channels.length > 0 ? (
          <p>{t('feedback.from', { channels: sayChannels(page.channels) })}</p>
        ) : null}
      </section>
      {rows.length > 0 ? (
        <>
          <section>
            <h2>{t('feedback.decisions')}</h2>
            <DecisionBars counts={countDecisions(rows)} unit={t('feedback.unit')} />
          </section>
          <DecisionTable page={page} />
        </>
      ) : null}
      {refusals.length > 0 ? (
        <section>
          <h2>{t('feedback.refusals')}</h2>
          <ul className="bulleted">
            {refusals.map(({ reason, count }) => (
              <li key={reason}>
                {reason} {count} {t('decision.unit')}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function countDecisions(rows: FeedbackRow[]) {
  const of = (decision: FeedbackRow['decision']) => rows.filter((row) => row.decision === decision).length
  return {
    adopted: of('adopted'),
    partiallyAdopted: of('partially-adopted'),
    notAdopted: of('not-adopted'),
    explained: of('explained'),
  }
}

function DecisionTable({ page }: { page: FeedbackPage }) {
  const t = useT()
  return (
    <section>
      <h2>{t('feedback.table')}</h2>
      <div className="feedback-table">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
        <section className="table-scroll" tabIndex={0} aria-label={t('feedback.table')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('feedback.number')}</th>
                <th scope="col">{t('feedback.opinion')}</th>
                <th scope="col">{t('feedback.count')}</th>
                <th scope="col">{t('feedback.decision')}</th>
                <th scope="col">{t('feedback.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row, at) => (
                <DecisionRow key={row.issueId} row={row} number={at + 1} page={page} />
              ))}
            </tbody>
          </table>
        </section>
      </div>
      <p className="meta-line">{t('feedback.counts')}</p>
    </section>
  )
}

function DecisionRow({ row, number, page }: { row: FeedbackRow; number: number; page: FeedbackPage }) {
  const t = useT()
  const sayChannels = useChannelWords()
  const { consultation, compare } = page
  return (
    <tr id={`issue-${row.issueId}`}>
      <td data-label={t('feedback.number')}>{number}</td>
      <td className="feedback-opinion">
        <b>{row.title}</b>
        <p>{row.summary}</p>
        <p className="feedback-clauses">
          {row.clauses.map(({ clauseId, cited }) => (
            <span key={clauseId}>
              <a href={paths.consultation(consultation.id, { clause: clauseId })}>{cited}</a>
              {compare ? (
                <>
                  {' '}
                  <a
                    href={`${paths.compare(compare.textId, { from: compare.from, to: compare.to })}#${clauseAnchor(clauseId)}`}
                    aria-label={`${cited}：${t('feedback.changed')}`}
                  >
                    {t('feedback.changed')}
                  </a>
                </>
              ) : null}{' '}
            </span>
          ))}
        </p>
      </td>
      <td className="feedback-count" data-label={t('feedback.count')}>
        {row.count} {t('decision.unit')}
        <p>{sayChannels(row.channels)}</p>
      </td>
      <td data-label={t('feedback.decision')}>
        <DecisionWord decision={row.decision} />
      </td>
      <td className="feedback-opinion" data-label={t('feedback.reason')}>
        {row.reason || t('feedback.noReason')}
      </td>
    </tr>
  )
}
