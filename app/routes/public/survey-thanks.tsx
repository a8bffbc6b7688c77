import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { standingOf } from '~/app/domain/survey-answering/answer-page.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { Actions } from '~/app/ui/form'
import { formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { AnswerHeading } from '~/app/ui/surveys/answer-heading'

export const headers = pageHeaders

type LoaderData = Pick<Awaited<ReturnType<typeof standingOf>>, 'head' | 'state'>

export const handle = {
  breadcrumb: ({ head }: LoaderData, lang: Lang) => [
    { label: translate(lang, 'surveys.title'), href: paths.surveys() },
    { label: head.title, href: paths.survey(head.id) },
    { label: translate(lang, 'surveyThanks.crumb') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => [
  ...siteMeta(
    siteOf(matches),
    `${translate(langOf(matches), 'surveyThanks.title')}：${page?.head.title ?? ''}`,
  ),
  { name: 'robots', content: 'noindex' },
]

/** The same for everybody: the page knows nothing of what was handed in. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { head, state } = await standingOf(await contextFor(request), readId(params.id), undefined)
  return data({ head, state } satisfies LoaderData, { headers: { 'Cache-Control': 'no-store' } })
}

export default function SurveyThanksPage() {
  const { head, state } = useLoaderData<typeof loader>() as LoaderData
  const t = useT()
  const lang = useLang()
  return (
    <div className="answering">
      <AnswerHeading head={head} title={t('surveyThanks.title')} />
      <p>{t('surveyThanks.text')}</p>
      <p>{t('surveyThanks.secret')}</p>
      <section>
        <h2>{t('surveyThanks.next')}</h2>
        <ul className="answering-next">
          {state === 'open' ? (
            <li>{t('surveyThanks.closes', { at: formatDeadline(head.closesAt, lang) })}</li>
          ) : null}
          <li>{t('surveyThanks.results', { department: head.department })}</li>
          {state === 'open' && head.access === 'open' ? <li>{t('surveyThanks.share')}</li> : null}
        </ul>
      </section>
      <Actions>
        <LinkButton href={paths.survey(head.id)}>{t('surveyThanks.survey')}</LinkButton>
        <LinkButton kind="quiet" href={paths.surveys()}>
          {t('surveyThanks.more')}
        </LinkButton>
      </Actions>
    </div>
  )
}
