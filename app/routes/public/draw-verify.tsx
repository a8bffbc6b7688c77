import { type ActionFunctionArgs, data, type MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { decodeDrawFile } from '~/app/domain/draws/draw'
import { reportOn } from '~/app/domain/draws/report'
import { pageHeaders } from '~/app/server/page-headers'
import { readPreferences } from '~/app/server/preferences'
import { DrawAlgorithm } from '~/app/ui/activity/draw-algorithm'
import { DrawCheckForm } from '~/app/ui/activity/draw-check-form'
import { translate } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'drawVerify.title') }],
}

export const meta: MetaFunction = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'drawVerify.title'))

export function loader() {
  return data(null, { headers: { 'X-Cache-Tags': 'site' } })
}

/** Twenty thousand registrations and their results; in one's own browser, and on the command line, it may be more. */
const mostLines = 50_000

/** For who has no JavaScript: the file is computed and forgotten. */
export async function action({ request }: ActionFunctionArgs) {
  const { lang } = readPreferences(request.headers.get('Cookie'))
  const file = (await request.formData()).get('file')
  const kept = { headers: { 'Cache-Control': 'no-store' } }
  if (!(file instanceof File) || file.size === 0)
    return data({ report: null, error: translate(lang, 'drawVerify.file.missing') }, { status: 422, ...kept })
  const text = decodeDrawFile(await file.arrayBuffer())
  if (text.split('\n', mostLines + 1).length > mostLines)
    return data({ report: null, error: translate(lang, 'drawVerify.file.long') }, { status: 422, ...kept })
  const report = await reportOn(text, (key, values) => translate(lang, key, values))
  return data({ report, error: null }, kept)
}

export default function DrawVerify() {
  const answered = useActionData<typeof action>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('drawVerify.title')} lead={t('drawVerify.lead')} />
      <DrawCheckForm report={answered?.report ?? null} error={answered?.error ?? null} />
      <DrawAlgorithm />
    </>
  )
}
