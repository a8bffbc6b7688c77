import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { hasPermission } from '~/app/domain/people/permissions'
import { deskSurveys } from '~/app/domain/survey-building/desk.server'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { SignOffWord } from '~/app/ui/sign-off'
import { SurveyStateWord } from '~/app/ui/surveys/survey-words'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.surveys') }],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.surveys') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = readOptionalId(new URL(request.url).searchParams, 'after')
  const page = await deskSurveys(ctx, after ? { after } : {})
  return { ...page, after, canWrite: hasPermission(ctx, 'survey.write', ctx.actor) }
}

export default function DeskSurveys() {
  const { rows, next, after, canWrite } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        title={t('desk.surveys')}
        lead={t('surveyDesk.lead')}
        actions={
          <>
            {canWrite ? <LinkButton href={paths.desk.newSurvey()}>{t('surveyDesk.new')}</LinkButton> : null}
            <LinkButton kind="quiet" href={paths.desk.questionBank()}>
              {t('surveyDesk.bank')}
            </LinkButton>
          </>
        }
      />
      {rows.length === 0 ? <EmptyState title={t('desk.none')} /> : null}
      <List label={t('desk.surveys')}>
        {rows.map((row) => (
          <ListItem
            key={row.id}
            href={paths.desk.survey(row.id)}
            title={row.title}
            status={
              row.state === 'unpublished' ? (
                <SignOffWord state={row.signOff} />
              ) : (
                <SurveyStateWord state={row.state} />
              )
            }
            meta={[
              row.department,
              t('surveyDesk.period.value', {
                from: formatDateTime(row.opensAt),
                to: formatDateTime(row.closesAt),
              }),
              t('surveyDesk.questions', { count: row.questions }),
              row.state === 'unpublished' ? null : t('surveyDesk.people', { count: row.people }),
              row.isMended ? t('surveyDesk.mended') : null,
            ]}
          />
        ))}
      </List>
      <Pagination
        next={next ? paths.desk.surveys({ after: next }) : null}
        first={after ? paths.desk.surveys() : null}
      />
    </>
  )
}
