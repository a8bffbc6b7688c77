import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { deskInterpretations } from '~/app/domain/interpretations/desk.server'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.interpretations') }],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.interpretations') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return deskInterpretations(ctx, {
    after: readOptionalId(new URL(request.url).searchParams, 'after') ?? undefined,
  })
}

export default function DeskInterpretations() {
  const { rows, next } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('desk.interpretations')} />
      {rows.length === 0 ? <EmptyState title={t('deskInterpretations.none')} /> : null}
      <List>
        {rows.map(({ id, title, policyTitle, form, state, openRemarks, editors }) => (
          <ListItem
            key={id}
            href={paths.desk.interpretation(id)}
            title={title}
            kind={t(`interpretation.form.${form}`)}
            status={<SignOffWord state={state} />}
            meta={[
              policyTitle,
              openRemarks > 0 ? t('work.list.remarks', { count: openRemarks }) : null,
              editors.length > 0 ? t('work.list.editors', { names: editors.join(t('work.comma')) }) : null,
            ]}
          />
        ))}
      </List>
      <Pagination next={next ? paths.desk.interpretations({ after: next }) : null} />
    </>
  )
}
