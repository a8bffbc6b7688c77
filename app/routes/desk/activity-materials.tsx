import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { deliverMaterials } from '~/app/domain/materials/delivery.server'
import { deskMaterials } from '~/app/domain/materials/desk-materials.server'
import { deliveryForm, removalForm } from '~/app/domain/materials/material-forms'
import { addMaterial, removeMaterial } from '~/app/domain/materials/materials.server'
import { fingerprints } from '~/app/domain/media/kept-files.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { readUploads } from '~/app/server/uploads'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Findings } from '~/app/ui/findings'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { DeliveryForms } from '~/app/ui/materials/delivery-forms'
import { DeliveryLog } from '~/app/ui/materials/delivery-log'
import { MaterialFiles } from '~/app/ui/materials/material-files'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: ({ head }: { head: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: head.title, href: paths.desk.activity(head.id) },
    { label: translate(lang, 'materialsDesk.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.head.title} · ${translate('zh', 'materialsDesk.title')}` : '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const page = await deskMaterials(ctx, readId(params.id))
  return {
    ...page,
    now: ctx.now,
    keys: { add: newFormKey(ctx), link: newFormKey(ctx), paper: newFormKey(ctx) },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const intent = String(form.get('intent') ?? '')
  if (intent === 'remove') return remove(ctx, id, form)
  if (intent === 'add') {
    const uploads = await readUploads(form, 'files')
    const answer = await answerForm(ctx, form, { intent, files: fingerprints(uploads).join(' ') }, (tx) =>
      addMaterial(tx, id, uploads),
    )
    return answer.ok ? redirect(paths.desk.materials(id), 303) : answer.refused
  }
  const parsed = parseForm(deliveryForm, form)
  if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
  const answer = await answerForm(ctx, form, parsed.values, (tx) => deliverMaterials(tx, id, parsed.value))
  return answer.ok ? redirect(`${paths.desk.materials(id)}#log`, 303) : answer.refused
}

/** Without a form key: what is removed already is removed, and the files go after the row is gone for good. */
async function remove(ctx: Ctx, id: number, form: FormData) {
  const parsed = parseForm(removalForm, form)
  if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
  try {
    await removeMaterial(ctx, id, parsed.value.material)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    return data({ errors: { form: error.message } as Record<string, string>, values: parsed.values }, 422)
  }
  return redirect(paths.desk.materials(id), 303)
}

export default function DeskMaterialsPage() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const { head, people, delivering } = page
  const errors: Record<string, string> = refused?.errors ?? {}
  const typed: Record<string, string> = refused?.values ?? {}
  const served = people.filter(({ completeAt }) => completeAt !== null).length
  const opened = people.filter(({ openedAt }) => openedAt !== null).length
  return (
    <>
      <PageHeading kind={t('materialsDesk.title')} title={head.title} lead={t('materialsDesk.lead')} />
      <ActivityTabs id={head.id} kind={head.kind} current="materials" />
      <ErrorSummary errors={errors} />
      <Limit />
      <MaterialFiles page={page} formKey={page.keys.add} errors={errors} />
      <section id="log">
        <h2>{t('materialsDesk.log')}</h2>
        {people.length === 0 ? (
          <p>{t('materialsDesk.nobody')}</p>
        ) : (
          <>
            <p>{t('materialsDesk.log.summary', { all: people.length, served, opened })}</p>
            <DeliveryLog people={people} hasLimit={page.limit !== null} />
          </>
        )}
        <Findings findings={delivering} title={t('materialsDesk.delivering')} />
        {page.mayHandle && delivering.length === 0 && people.length > 0 ? (
          <DeliveryForms people={people} formKeys={page.keys} errors={errors} typed={typed} now={page.now} />
        ) : null}
        <p className="field-hint no-print">{t('materialsDesk.print')}</p>
        <p className="print-only">{t('materialsDesk.printed', { at: formatDateTime(page.now) })}</p>
      </section>
    </>
  )
}

/** P6, P8: the last day on which it can be delivered, before anything else. */
function Limit() {
  const { limit, head, people, heldAt } = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  if (!limit) return null
  const late = people.filter(({ isLate }) => isLate).length
  const title = t('materialsDesk.limit', { day: formatDate(limit.lastDay, lang) })
  return (
    <Notice tone={late > 0 && !heldAt ? 'warning' : 'info'} title={title}>
      <p>{t('materialsDesk.limit.rule', { days: limit.days, startsAt: formatDateTime(head.startsAt) })}</p>
      {late > 0 && !heldAt ? <p>{t('materialsDesk.limit.past', { count: late })}</p> : null}
    </Notice>
  )
}
