import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { TranscriptPage } from '~/app/domain/activity-reports/record-types'
import { publicTranscript } from '~/app/domain/transcripts/transcript-page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { sayPeriod } from '~/app/ui/activity/say-period'
import { translate } from '~/app/ui/catalogue'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { SignatureTable } from '~/app/ui/transcripts/signature-table'
import { StatementList } from '~/app/ui/transcripts/statement-list'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ activity }: TranscriptPage, lang: Lang) => [
    { label: translate(lang, 'activities.title'), href: paths.activities() },
    { label: activity.title, href: paths.activity(activity.id) },
    { label: translate(lang, 'transcript.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  const column = translate(langOf(matches), 'transcript.title')
  if (!page) return siteMeta(site, column)
  const { activity, closedAt } = page
  return articleMeta(site, {
    ...{ title: `${column}：${activity.title}`, publishedAt: closedAt, source: activity.department, column },
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const page = await publicTranscript(await contextFor(request), id)
  const ledger = page.ledgerId === null ? '' : ` consultation:${page.ledgerId}`
  return data(page, { headers: { 'X-Cache-Tags': `activity:${id}${ledger}` } })
}

export default function Transcript() {
  const page = useLoaderData<typeof loader>()
  const { activity, statements, signatures, closedAt } = page
  const t = useT()
  const opinions = statements.filter(({ kind }) => kind === 'opinion').length
  const count = (state: 'signed' | 'refused') => signatures.filter((one) => one.state === state).length
  const [signed, refused] = [count('signed'), count('refused')]
  return (
    <>
      <PageHeading
        kind={t('transcript.title')}
        title={activity.title}
        lead={t('transcript.lead')}
        meta={[
          t('transcript.count', { statements: statements.length, opinions }),
          <a key="activity" href={paths.activity(activity.id)}>
            {t('transcript.toActivity')}
          </a>,
        ]}
      />
      <Facts
        facts={[
          [t('transcript.held'), sayPeriod(activity, t)],
          [t('transcript.place'), activity.place],
          [t('transcript.by'), activity.department],
          [t('transcript.closed'), formatDateTime(closedAt)],
        ]}
      />
      <StatementList
        statements={statements}
        place={{ activityId: activity.id, consultationId: page.draft.consultationId }}
        withResults
      />
      <section id="signatures">
        <h2>{t('transcript.signatures')}</h2>
        <p>{t('transcript.signatures.text', { present: signed + refused, signed, refused })}</p>
        <SignatureTable signatures={signatures} />
      </section>
      <section id="fingerprint">
        <h2>{t('transcript.fingerprint')}</h2>
        <p>{t('transcript.fingerprint.text', { version: page.version })}</p>
        {page.isMasked ? <p>{t('transcript.fingerprint.masked')}</p> : null}
        <Facts
          facts={[
            [
              t('transcript.fingerprint.sha'),
              <span key="sha" className="fingerprint">
                {page.sha256}
              </span>,
            ],
          ]}
        />
        <p className="no-print">
          <a href={paths.transcriptText(activity.id)}>{t('transcript.fingerprint.file')}</a>
        </p>
      </section>
    </>
  )
}
