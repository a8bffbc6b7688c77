import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { once } from '~/app/domain/audit/idempotency.server'
import { sheetForm } from '~/app/domain/survey-sheets/sheet-forms'
import {
  dropSheet,
  enterAgain,
  enterSheet,
  type Settlement,
  settleSheet,
} from '~/app/domain/survey-sheets/sheets.server'
import {
  openSheetPage,
  secondEntryPage,
  settlePage,
  sheetsDesk,
} from '~/app/domain/survey-sheets/sheets-desk.server'
import { paths } from '~/app/paths'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'
import { SheetDesk } from '~/app/ui/survey-entry/sheet-desk'
import { sheetPrefix } from '~/app/ui/survey-entry/sheet-inputs'
import { DropSheetPage, SecondEntry, SettleEntries } from '~/app/ui/survey-entry/sheet-pages'

const number = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined)
const said = z.string().max(40).optional().catch(undefined)
const parameters = z.object({
  ...{ second: number, settle: number, drop: number, version: number, before: number },
  ...{ entered: said, agreed: said, settled: said, dropped: said },
})

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ page }: { page: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: page.title, href: paths.desk.survey(page.id) },
    { label: translate(lang, 'sheets.title'), href: paths.desk.surveySheets(page.id) },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: shown ? `${shown.page.title} · ${translate('zh', 'sheets.title')}` : '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const asked = parameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  // Answers of one person are on it.
  return data(
    { ...(await pageOf(ctx, id, asked)), key: newFormKey(ctx), asked },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

async function pageOf(ctx: Ctx, id: number, asked: z.output<typeof parameters>) {
  if (asked.second) return { view: 'second' as const, page: await secondEntryPage(ctx, id, asked.second) }
  if (asked.settle) return { view: 'settle' as const, page: await settlePage(ctx, id, asked.settle) }
  if (asked.drop) return { view: 'drop' as const, page: await openSheetPage(ctx, id, asked.drop) }
  const { version = null, before = null } = asked
  return { view: 'desk' as const, page: await sheetsDesk(ctx, id, { version, before }) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const parsed = parseForm(sheetForm, await request.formData())
  if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
  const { value, values } = parsed
  try {
    // What was typed is no part of what is kept under the key: answers are kept nowhere else.
    const about = value.intent === 'enter' ? value.number : value.sheet
    const payload = { by: accountIdOf(ctx), intent: value.intent, survey: id, about }
    return redirect(await once(ctx, value.key, payload, (tx) => act(tx, id, value, values)), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 422)) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return data({ errors, values }, error.status)
  }
}

/** Does it, and gives where the clerk goes next. */
async function act(
  tx: Ctx,
  id: number,
  asked: z.output<typeof sheetForm>,
  values: FormValues,
): Promise<string> {
  const typed = (name: string) => values[`${sheetPrefix}${name}`] ?? ''
  switch (asked.intent) {
    case 'enter': {
      const { number: entered } = await enterSheet(tx, id, { ...asked, typed })
      return paths.desk.surveySheets(id, { entered, version: asked.version })
    }
    case 'again': {
      const { number: agreed, differed, next } = await enterAgain(tx, id, asked.sheet, typed)
      // The paper is still in the hand.
      if (differed > 0) return paths.desk.surveySheets(id, { settle: asked.sheet })
      return paths.desk.surveySheets(id, next === null ? { agreed } : { second: next, agreed })
    }
    case 'settle': {
      const choiceOf = (questionId: string) => settlementOf(values[`settle-${questionId}`])
      const { number: settled, next } = await settleSheet(tx, id, asked.sheet, { choiceOf, typed })
      return paths.desk.surveySheets(id, next === null ? { settled } : { second: next, settled })
    }
    case 'drop':
      await dropSheet(tx, id, asked.sheet, asked.reason)
      return paths.desk.surveySheets(id, { dropped: 1 })
  }
}

function settlementOf(value: string | undefined): Settlement | null {
  return value === 'first' || value === 'second' || value === 'typed' ? value : null
}

export default function SurveySheets() {
  const shown = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused?.errors ?? {}
  const typed: Record<string, string> = refused?.values ?? {}
  const form = { errors, typed, formKey: shown.key }
  const summary = <ErrorSummary errors={errors} labels={labelsOf(shown)} />
  switch (shown.view) {
    case 'second':
      return (
        <SecondEntry page={shown.page} {...form}>
          <Done />
          {summary}
        </SecondEntry>
      )
    case 'settle':
      return (
        <SettleEntries page={shown.page} {...form}>
          {summary}
        </SettleEntries>
      )
    case 'drop':
      return (
        <DropSheetPage page={shown.page} {...form}>
          {summary}
        </DropSheetPage>
      )
    default:
      return (
        <>
          <PageHeading
            kind={t('sheets.title')}
            title={shown.page.title}
            lead={leadOf(shown.page.percent, t)}
          />
          <SurveyTabs id={shown.page.id} current="sheets" />
          <Done />
          {summary}
          <SheetDesk page={shown.page} {...form} />
        </>
      )
  }
}

function leadOf(percent: number, t: ReturnType<typeof useT>): string {
  return percent === 0 ? t('sheets.lead.none') : t('sheets.lead', { percent })
}

/** What was just done. */
function Done() {
  const { asked } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  if (refused) return null
  if (asked.entered) return <Notice tone="done" title={t('sheets.entered', { number: asked.entered })} />
  if (asked.agreed) return <Notice tone="done" title={t('sheets.again.same', { number: asked.agreed })} />
  if (asked.settled) return <Notice tone="done" title={t('sheets.settled', { number: asked.settled })} />
  if (asked.dropped) return <Notice tone="done" title={t('sheets.dropped')} />
  return null
}

/** The errors are listed in the order of the sheet, with the number of each question. */
function labelsOf(shown: ReturnType<typeof useLoaderData<typeof loader>>): Record<string, string> {
  const questions =
    shown.view === 'desk' || shown.view === 'second'
      ? shown.page.questions
      : shown.view === 'settle'
        ? shown.page.differences.map(({ question }) => question)
        : []
  return {
    number: '',
    ...Object.fromEntries(questions.map(({ id, title }, at) => [`q-${id}`, `${at + 1} ${title}`])),
  }
}
