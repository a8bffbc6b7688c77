import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { deskConsultations } from '~/app/domain/consultations/desk.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ConsultationStateWord } from '~/app/ui/consultation/state-word'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.consultations') }],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.consultations') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = readOptionalId(new URL(request.url).searchParams, 'after')
  const page = await deskConsultations(ctx, after ? { after } : {})
  return { ...page, after, canWrite: hasPermission(ctx, 'consultation.write', ctx.actor) }
}

export default function DeskConsultations() {
  const { rows, next, after, canWrite } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  return (
    <>
      <PageHeading
        title={t('desk.consultations')}
        actions={
          canWrite ? (
            <LinkButton href={paths.desk.newConsultation()}>{t('consultationForm.new')}</LinkButton>
          ) : null
        }
      />
      {rows.length === 0 ? <EmptyState title={t('desk.none')} /> : null}
      <List label={t('desk.consultations')}>
        {rows.map((row) => (
          <ListItem
            key={row.id}
            href={paths.desk.consultation(row.id)}
            title={row.title}
            status={
              row.standing ? (
                <ConsultationStateWord state={row.standing} />
              ) : (
                <SignOffWord state={row.state} />
              )
            }
            kind={row.form === 'targeted' ? t('targeted.desk') : undefined}
            meta={[
              row.matter,
              t('consultations.period', {
                from: formatDate(row.opensAt, lang),
                to: formatDate(row.closesAt, lang),
              }),
            ]}
          />
        ))}
      </List>
      <Pagination
        next={next ? paths.desk.consultations({ after: next }) : null}
        first={after ? paths.desk.consultations() : null}
      />
    </>
  )
}
