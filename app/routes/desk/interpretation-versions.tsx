import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  interpretationVersionsPage,
  restoreVersion,
} from '~/app/domain/interpretation-writing/versions.server'
import { restoreForm } from '~/app/domain/interpretations/forms'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId, readOptionalId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { BlockChanges } from '~/app/ui/interpretation-desk/block-changes'
import { CompareForm, VersionTable } from '~/app/ui/interpretation-desk/version-table'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

type Loaded = { interpretation: { id: number; title: string } }

export const handle = {
  breadcrumb: ({ interpretation }: Loaded, lang: Lang) => [
    { label: translate(lang, 'desk.interpretations'), href: paths.desk.interpretations() },
    { label: interpretation.title, href: paths.desk.interpretation(interpretation.id) },
    { label: translate(lang, 'work.versions') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: translate('zh', 'work.versions.title', { title: page?.interpretation.title ?? '' }) },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const asked = { from: readOptionalId(query, 'from'), to: readOptionalId(query, 'to') }
  return { ...(await interpretationVersionsPage(ctx, readId(params.id), asked)), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  return postForm(ctx, await request.formData(), {
    schema: restoreForm,
    work: (tx, chosen) => restoreVersion(tx, id, chosen),
    to: () => paths.desk.interpretation(id),
  })
}

export default function InterpretationVersions() {
  const { interpretation, versions, compared, mayRestore, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  if (versions.length === 0)
    return (
      <>
        <PageHeading title={t('work.versions')} kind={interpretation.title} />
        <EmptyState title={t('work.versions.none')} />
      </>
    )
  return (
    <>
      <PageHeading title={t('work.versions')} kind={interpretation.title} lead={t('work.versions.list')} />
      <ErrorSummary errors={refused?.errors ?? {}} />
      {compared ? (
        <section aria-labelledby="compared">
          <h2 id="compared">
            {t('work.versions.compared', { from: compared.from.revision, to: compared.to.revision })}
          </h2>
          {compared.from.title === compared.to.title ? null : (
            <p>{t('work.versions.renamed', { from: compared.from.title, to: compared.to.title })}</p>
          )}
          {compared.blocks.every(({ status, moved }) => status === 'same' && !moved) ? (
            <p>{t('work.versions.equal')}</p>
          ) : (
            <BlockChanges blocks={compared.blocks} />
          )}
        </section>
      ) : null}
      {compared ? (
        <CompareForm versions={versions} from={compared.from.revision} to={compared.to.revision} />
      ) : null}
      <VersionTable
        interpretation={interpretation}
        versions={versions}
        mayRestore={mayRestore}
        idempotencyKey={key}
      />
    </>
  )
}
