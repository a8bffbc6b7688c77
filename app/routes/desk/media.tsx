import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listMedia, storeImage } from '~/app/domain/media/store.server'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { readUpload } from '~/app/server/uploads'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { ErrorSummary } from '~/app/ui/error-summary'
import { FileField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { Time } from '~/app/ui/time'

export const handle = { breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.media') }] }

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.media') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const before = readOptionalId(new URL(request.url).searchParams, 'before') ?? undefined
  return listMedia(ctx, ctx.actor.departmentId, before)
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  try {
    const { name, bytes } = await readUpload(await request.formData(), 'file')
    await storeImage(ctx, { name, bytes, departmentId: ctx.actor.departmentId })
    return redirect(paths.desk.media(), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 403) throw error
    return data({ errors: { file: error.message } }, error.status)
  }
}

export default function DeskMedia() {
  const { rows, next } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused?.errors ?? {}
  return (
    <>
      <PageHeading title={t('desk.media')} />
      <ErrorSummary errors={errors} />
      <Form encType="multipart/form-data">
        <FileField
          name="file"
          label={t('deskMedia.file')}
          hint={t('deskMedia.file.hint')}
          error={errors.file}
          accept="image/*"
        />
        <Actions>
          <Button>{t('deskMedia.upload')}</Button>
        </Actions>
      </Form>
      {rows.length === 0 ? <EmptyState title={t('deskMedia.none')} /> : null}
      <ul className="media-list">
        {rows.map(({ id, sha256, name, width, height, uploadedAt, uses }) => (
          <li key={id}>
            <a href={paths.media(sha256, '1600.webp')}>
              <img src={paths.media(sha256, '480.webp')} alt={name} loading="lazy" />
            </a>
            <MetaLine
              entries={[
                `${width} × ${height}`,
                <Time key="at" at={uploadedAt} />,
                t('deskMedia.uses', { count: uses }),
              ]}
            />
          </li>
        ))}
      </ul>
      <Pagination next={next ? paths.desk.media({ before: next }) : null} />
    </>
  )
}
