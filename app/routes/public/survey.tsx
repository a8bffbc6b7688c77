import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { surveyPage } from '~/app/domain/surveys/page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { SecrecyWords } from '~/app/ui/surveys/secrecy-words'
import { SurveyNow } from '~/app/ui/surveys/survey-now'
import { PaperWay, SurveyExtensions, SurveyFacts, SurveyVersions } from '~/app/ui/surveys/survey-parts'
import { SurveyStateWord } from '~/app/ui/surveys/survey-words'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ survey }: { survey: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'surveys.title'), href: paths.surveys() },
    { label: survey.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  const { survey, publishedAt, department } = page
  return articleMeta(site, {
    title: survey.title,
    publishedAt,
    source: department.name,
    column: translate('zh', 'surveys.title'),
    keywords: ['问卷调查', department.name],
    description: survey.purpose.slice(0, 120),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await surveyPage(ctx, readId(params.id))
  // No answer tells the cache anything (secrecy): the number of people is a minute old at most.
  return data({ ...page, now: ctx.now }, { headers: { 'X-Cache-Tags': `survey:${page.survey.id}` } })
}

export default function Survey() {
  const { now, ...page } = useLoaderData<typeof loader>()
  const { survey, state, department } = page
  const t = useT()
  const canAnswer = state === 'open' || state === 'upcoming'
  return (
    <>
      <PageHeading kind={t('survey.kind')} status={<SurveyStateWord state={state} />} title={survey.title} />
      <SurveyExtensions changes={page.changes} />
      <SurveyNow page={page} now={now} />
      <div className="survey-about">
        <section>
          <h2>{t('survey.purpose')}</h2>
          <Paragraphs text={survey.purpose} />
        </section>
        <SurveyFacts page={page} />
        <SurveyVersions versions={page.versions} />
        <section>
          <h2>{t('survey.secrecy')}</h2>
          <SecrecyWords survey={survey} />
        </section>
        {state === 'reported' ? null : (
          <section>
            <h2>{t('survey.use')}</h2>
            <p>{t('survey.use.text', { department: department.name })}</p>
          </section>
        )}
        {canAnswer ? (
          <PaperWay page={page} />
        ) : (
          <p className="survey-asked">
            <a href={paths.surveySheet(survey.id)}>{t('survey.asked')}</a>
          </p>
        )}
      </div>
    </>
  )
}
