import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { surveySheet } from '~/app/domain/surveys/page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { siteMeta } from '~/app/ui/meta-tags'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { PaperSheet } from '~/app/ui/surveys/paper-sheet'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ survey }: { survey: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'surveys.title'), href: paths.surveys() },
    { label: survey.title, href: paths.survey(survey.id) },
    { label: translate(lang, 'surveySheet.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: sheet, matches }) =>
  siteMeta(siteOf(matches), sheet ? `${sheet.survey.title}（${translate('zh', 'surveySheet.title')}）` : '')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const sheet = await surveySheet(ctx, readId(params.id))
  return data(sheet, { headers: { 'X-Cache-Tags': `survey:${sheet.survey.id}` } })
}

export default function SurveySheet() {
  return <PaperSheet sheet={useLoaderData<typeof loader>()} />
}
