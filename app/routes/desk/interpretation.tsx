import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  type DeskInterpretationPage,
  deskInterpretation,
  policyToInterpret,
} from '~/app/domain/interpretations/desk.server'
import { interpretationForm } from '~/app/domain/interpretations/forms'
import {
  publishInterpretation,
  returnInterpretation,
  reviewInterpretation,
  submitInterpretation,
  withdrawInterpretation,
} from '~/app/domain/interpretations/sign-off.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { type FormValues, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { Facts } from '~/app/ui/document-header'
import editorStyles from '~/app/ui/editor/editor.css?url'
import { InterpretationForm } from '~/app/ui/editor/interpretation-form'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { Prose } from '~/app/ui/prose'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  js: true,
  breadcrumb: ({ page }: { page: DeskInterpretationPage }, lang: Lang) => [
    { label: translate(lang, 'desk.interpretations'), href: paths.desk.interpretations() },
    { label: page.interpretation.title },
  ],
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: editorStyles }]

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded?.page.interpretation.title ?? translate('zh', 'desk.interpretations') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const page = await deskInterpretation(ctx, readId(params.id))
  const { clauses } = page.mayEdit ? await policyToInterpret(ctx, page.policy.id) : { clauses: [] }
  return { page, clauses }
}

type Refused = { errors: Record<string, string>; values: FormValues; theirs: { html: string } | null }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(interpretationForm, form)
  try {
    if (form.get('intent') !== 'save') await takeStep(ctx, id, form)
    else if (!parsed.ok)
      return data<Refused>({ errors: parsed.fields, values: parsed.values, theirs: null }, 422)
    else {
      const { interpretation } = await deskInterpretation(ctx, id)
      await saveInterpretation(ctx, { ...parsed.value, id, policyId: interpretation.policyId })
    }
    return redirect(paths.desk.interpretation(id), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 422)) throw error
    return answerRefusal(ctx, id, error, parsed.values)
  }
}

/** After a lost race the next save counts from the other person's revision, which is shown beside one's own. */
async function answerRefusal(ctx: Ctx, id: number, error: Refusal, values: FormValues) {
  const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
  const { interpretation } = await deskInterpretation(ctx, id)
  const isRace =
    error.status === 409 &&
    values.revision !== undefined &&
    values.revision !== String(interpretation.revision)
  const kept = isRace ? { ...values, revision: String(interpretation.revision) } : values
  return data<Refused>(
    { errors, values: kept, theirs: isRace ? { html: interpretation.html } : null },
    error.status,
  )
}

function takeStep(ctx: Ctx, id: number, form: FormData): Promise<void> {
  const reason = String(form.get('reason') ?? '')
  switch (form.get('intent')) {
    case 'submitted':
      return submitInterpretation(ctx, id, { reason })
    case 'reviewed':
      return reviewInterpretation(ctx, id)
    case 'returned':
      return returnInterpretation(ctx, id, reason)
    case 'published':
      return publishInterpretation(ctx, id)
    case 'withdrawn':
      return withdrawInterpretation(ctx, id, reason)
    default:
      throw new Refusal(422, '没有这一步，请刷新页面后再试。')
  }
}

export default function DeskInterpretation() {
  const { page, clauses } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors: Record<string, string> = refused?.errors ?? {}
  const { interpretation, policy, state, findings, offered, steps, mayEdit } = page
  const t = useT()
  return (
    <>
      <PageHeading
        kind={<a href={paths.desk.policy(policy.id)}>{policy.title}</a>}
        status={<SignOffWord state={state} />}
        title={interpretation.title}
        actions={
          <LinkButton kind="quiet" href={paths.desk.interpretationPreview(interpretation.id)}>
            {t('deskInterpretation.preview')}
          </LinkButton>
        }
      />
      <ErrorSummary errors={errors} />
      {state === 'reviewed' && !policy.isPublic ? (
        <Notice title={t('deskInterpretation.withPolicy')} />
      ) : null}
      {mayEdit ? (
        <InterpretationForm values={valuesOf(page, refused?.values)} errors={errors} clauses={clauses} />
      ) : (
        <ReadOnly page={page} />
      )}
      {refused?.theirs ? (
        <section aria-labelledby="theirs">
          <h2 id="theirs">{t('deskInterpretation.theirs')}</h2>
          <Prose html={refused.theirs.html} lang="zh-CN" />
        </section>
      ) : null}
      <SignOff findings={findings} offered={offered} errors={errors} reason={refused?.values.reason} />
      <SignOffHistory steps={steps} />
    </>
  )
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>['page']

function valuesOf({ interpretation }: Page, typed: FormValues | undefined): FormValues {
  if (typed?.document !== undefined) return typed
  const { title, form, author, interpreterName, interpreterTitle, revision, document } = interpretation
  return {
    ...{ title, form, author, interpreterName, interpreterTitle },
    revision: String(revision),
    document: JSON.stringify(document),
  }
}

function ReadOnly({ page: { interpretation } }: { page: Page }) {
  const t = useT()
  return (
    <>
      <p>{t('deskInterpretation.locked')}</p>
      <Facts
        facts={[
          [t('deskInterpretation.form'), t(`interpretation.form.${interpretation.form}`)],
          [t('deskInterpretation.author'), interpretation.author],
          [
            t('interpretation.interpreter'),
            `${interpretation.interpreterName}（${interpretation.interpreterTitle}）`,
          ],
        ]}
      />
      <Prose html={interpretation.html} lang="zh-CN" />
    </>
  )
}
