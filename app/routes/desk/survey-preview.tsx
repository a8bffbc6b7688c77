import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { trialOf } from '~/app/domain/survey-building/trials.server'
import { paths } from '~/app/paths'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'

export const handle = {
  breadcrumb: ({ survey }: { survey: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: survey.title, href: paths.desk.survey(survey.id) },
    { label: translate(lang, 'surveyPreview.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${translate('zh', 'surveyPreview.title')}：${page?.survey.title ?? ''}` },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const { survey, version } = await trialOf(ctx, readId(params.id))
  const pages = version.definition.pages.map(({ id, title }) => ({ id, title }))
  const asked = new URL(request.url).searchParams.get('page')
  const page = pages.find(({ id }) => id === asked)?.id ?? null
  const { id, title } = survey
  return { survey: { id, title }, pages, page }
}

export default function SurveyPreview() {
  const { survey, pages, page } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={survey.title} lead={t('surveyPreview.lead')} />
      <SurveyTabs id={survey.id} current="preview" />
      {pages.length > 1 ? (
        <nav aria-labelledby="preview-pages">
          <p id="preview-pages">{t('surveyPreview.pages')}</p>
          <ol className="preview-pages">
            {pages.map(({ id, title }, at) => (
              <li key={id}>
                <a
                  href={paths.desk.surveyPreview(survey.id, { page: id })}
                  aria-current={id === (page ?? pages[0]?.id) ? 'true' : undefined}
                >
                  {title || t('surveyPreview.page', { at: at + 1 })}
                </a>
              </li>
            ))}
          </ol>
          <p>{t('surveyPreview.hidden')}</p>
        </nav>
      ) : null}
      <div className="phone">
        <iframe title={t('surveyPreview.frame')} src={paths.desk.surveyFrame(survey.id, { page })} />
      </div>
    </>
  )
}
