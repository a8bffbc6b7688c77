import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type ResultsPage, resultsPage } from '~/app/domain/survey-results/results.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { formatDate, formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { Results } from '~/app/ui/surveys/results'
import { Downloads } from '~/app/ui/surveys/results-notes'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ survey }: ResultsPage, lang: Lang) => [
    { label: translate(lang, 'surveys.title'), href: paths.surveys() },
    { label: survey.title, href: paths.survey(survey.id) },
    { label: translate(lang, 'surveyResults.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  const column = translate(langOf(matches), 'surveyResults.title')
  const title = `${column}：${page?.survey.title ?? ''}`
  if (!page?.published) return siteMeta(site, title)
  const { at, introduction } = page.published
  return articleMeta(site, {
    ...{ title, publishedAt: at, source: page.department.name, column },
    description: introduction.slice(0, 100),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const page = await resultsPage(await contextFor(request), id)
  return data(page, { headers: { 'X-Cache-Tags': `survey:${id}`, ...untilItTurns(page) } })
}

/** While it opens and closes by the clock, no page is kept over that moment for long. */
function untilItTurns({ state }: ResultsPage): Record<string, string> {
  return state === 'reported' ? {} : { 'X-Cache-Seconds': '30' }
}

export default function SurveyResultsRoute() {
  const { survey, department, published, about } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  return (
    <>
      <PageHeading
        kind={t('surveyResults.title')}
        title={survey.title}
        lead={published ? survey.purpose : undefined}
        meta={[
          <a key="by" href={paths.department(department.slug)}>
            {department.name}
          </a>,
          survey.audience ? t('surveyResults.askedOf', { audience: survey.audience }) : null,
          t('surveyResults.period', {
            from: formatDate(survey.opensAt, lang),
            to: formatDate(survey.closesAt, lang),
          }),
          published ? t('surveyResults.published', { at: formatDateTime(published.at) }) : null,
          <a key="survey" href={paths.survey(survey.id)}>
            {t('surveyResults.survey')}
          </a>,
          about ? (
            <a key="about" href={aboutHref(about)}>
              {about.title}
            </a>
          ) : null,
        ]}
      />
      {published ? (
        <>
          <Results result={published.result} introduction={published.introduction} access={survey.access} />
          <Downloads surveyId={survey.id} />
          <Signature />
        </>
      ) : (
        <Coming />
      )}
    </>
  )
}

function aboutHref({ kind, id }: NonNullable<ResultsPage['about']>): string {
  if (kind === 'matter') return paths.matter(id)
  return kind === 'consultation' ? paths.consultation(id) : paths.policy(id)
}

/** Whose results they are, signed and dated, as at the foot of an official document. */
function Signature() {
  const { department, published } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  if (!published) return null
  return (
    <footer className="report-signature">
      <p>{department.name}</p>
      <p>{formatDate(published.at, lang)}</p>
      <p className="report-signed">
        {published.by ? `${t('surveyResults.signed', { name: published.by })}　` : ''}
        {t('surveyResults.published', { at: formatDateTime(published.at) })}
      </p>
    </footer>
  )
}

/** Before the results: what will stand here, so that nobody has to wonder. */
function Coming() {
  const { survey, department, state } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  const words = {
    ...{ from: formatDateTime(survey.opensAt), at: formatDeadline(survey.closesAt, lang) },
    department: department.name,
  }
  const which = state === 'upcoming' || state === 'open' ? state : 'closed'
  return (
    <>
      <Notice title={t('surveyResults.coming')}>
        <p>{t(`surveyResults.coming.${which}`, words)}</p>
        <ul className="bulleted">
          <li>{t('surveyResults.coming.decisions')}</li>
          <li>{t('surveyResults.coming.figures')}</li>
          <li>{t('surveyResults.coming.words')}</li>
        </ul>
      </Notice>
      {state === 'open' ? (
        <div className="actions">
          <LinkButton href={paths.survey(survey.id)}>{t('surveyResults.answer')}</LinkButton>
        </div>
      ) : null}
    </>
  )
}
