import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { listMedia } from '~/app/domain/media/library.server'
import { takePlainUpload } from '~/app/domain/media/take-upload.server'
import { isMediaKind, mediaKinds } from '~/app/domain/media/types'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { readUpload } from '~/app/server/uploads'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, Select, TextField } from '~/app/ui/field'
import { Actions } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { MediaList } from '~/app/ui/media/media-list'
import { UploadPanel } from '~/app/ui/media/upload-panel'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  js: true,
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.media') }],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.media') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const kind = query.get('kind') ?? ''
  const asked = {
    kind: isMediaKind(kind) ? kind : '',
    q: (query.get('q') ?? '').slice(0, 80),
    all: query.get('all') === 'on' ? 'on' : '',
  }
  const before = readOptionalId(query, 'before') ?? undefined
  const found = await listMedia(ctx, {
    departmentId: asked.all ? undefined : ctx.actor.departmentId,
    kinds: isMediaKind(asked.kind) ? [asked.kind] : [],
    words: asked.q,
    before,
  })
  const mayUpload = hasPermission(ctx, 'media.write', ctx.actor)
  return { ...found, asked, mayUpload, isFirst: !before, isDeleted: query.get('done') === 'deleted' }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  try {
    const { item, isNew } = await takePlainUpload(ctx, await readUpload(await request.formData(), 'file'))
    return redirect(paths.desk.mediaItem(item.id, { done: isNew ? 'uploaded' : 'known' }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 403) throw error
    return data({ errors: { file: error.message } }, error.status)
  }
}

export default function DeskMedia() {
  const { rows, next, asked, mayUpload, isFirst, isDeleted } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { revalidate } = useRevalidator()
  const t = useT()
  const errors: Record<string, string> = refused?.errors ?? {}
  return (
    <>
      <PageHeading title={t('desk.media')} />
      <ErrorSummary errors={errors} />
      {isDeleted ? <Notice tone="done" title={t('mediaLibrary.deleted')} /> : null}
      {mayUpload ? <UploadPanel error={errors.file} onTaken={revalidate} /> : null}
      <form method="get" className="media-filter" action={paths.desk.media()}>
        <Select
          name="kind"
          label={t('mediaLibrary.filter.kind')}
          value={asked.kind}
          empty={t('mediaLibrary.filter.kind.any')}
          optional
          choices={mediaKinds.map((kind) => ({ value: kind, label: t(`mediaLibrary.kind.${kind}`) }))}
        />
        <TextField name="q" label={t('mediaLibrary.filter.words')} value={asked.q} optional />
        <Checkbox name="all" label={t('mediaLibrary.filter.all')} checked={asked.all === 'on'} />
        <Actions>
          <Button kind="quiet">{t('mediaLibrary.filter.button')}</Button>
        </Actions>
      </form>
      {rows.length === 0 ? (
        <EmptyState title={t('mediaLibrary.none')}>{t('mediaLibrary.none.hint')}</EmptyState>
      ) : null}
      <MediaList rows={rows} showDepartment={asked.all === 'on'} />
      <Pagination
        first={isFirst ? null : paths.desk.media(asked)}
        next={next ? paths.desk.media({ ...asked, before: next }) : null}
      />
    </>
  )
}
