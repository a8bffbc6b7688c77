import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { checklistOf } from '~/app/domain/interpretation-writing/checklist'
import { type Conflict, conflictOf } from '~/app/domain/interpretation-writing/conflict.server'
import {
  blocksOf,
  type DeskInterpretationPage,
  deskInterpretation,
  policyToInterpret,
} from '~/app/domain/interpretations/desk.server'
import { takeDeskAction } from '~/app/domain/interpretations/desk-actions.server'
import { interpretationForm } from '~/app/domain/interpretations/forms'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { scheduleOf } from '~/app/domain/publishing/schedule.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { type FormValues, newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import editorStyles from '~/app/ui/editor/editor.css?url'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checklist } from '~/app/ui/interpretation-desk/checklist'
import { ConflictChoice } from '~/app/ui/interpretation-desk/conflict'
import { CopiedShare } from '~/app/ui/interpretation-desk/copied-share'
import { EditTogether } from '~/app/ui/interpretation-desk/edit-together'
import { ReadTogether } from '~/app/ui/interpretation-desk/read-together'
import { PresentPeople } from '~/app/ui/interpretation-desk/saving-line'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { SchedulePanel } from '~/app/ui/policy/schedule-panel'
import type { Lang } from '~/app/ui/preferences'
import { ReturnReason } from '~/app/ui/return-reason'
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
  const { interpretation, state, policy, mayEdit } = page
  const { clauses } = mayEdit ? await policyToInterpret(ctx, policy.id) : { clauses: [] }
  const schedule = await scheduleOf(ctx, 'interpretation', {
    ...{ id: interpretation.id, departmentId: interpretation.departmentId, state },
    policyIsPublic: policy.isPublic,
  })
  return { page, clauses, blocks: await blocksOf(ctx, interpretation), schedule, key: newFormKey(ctx) }
}

type Refused = {
  errors: Record<string, string>
  /** The one error is about no field. */
  isGeneral: boolean
  values: FormValues
  conflict: Conflict | null
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(interpretationForm, form)
  try {
    const isSaid = form.get('intent') === 'remark' || form.get('intent') === 'resolve'
    if (!isSaid) await takeDeskAction(ctx, id, form)
    else {
      const answer = await answerForm(ctx, form, parsed.values, (tx) => takeDeskAction(tx, id, form))
      if (!answer.ok)
        return data<Refused>(
          { ...answer.refused.data, isGeneral: false, conflict: null },
          answer.refused.init ?? 422,
        )
    }
    return redirect(paths.desk.interpretation(id), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 422)) throw error
    const conflict = error.status === 409 && parsed.ok ? await overtaken(ctx, id, parsed.value) : null
    return answerRefusal(error, parsed.values, conflict)
  }
}

/** Whether somebody else has saved since: only then are there two texts to choose from. */
async function overtaken(ctx: Ctx, id: number, mine: { document: unknown; revision: number }) {
  const conflict = await conflictOf(ctx, id, mine)
  return conflict.theirs.revision === mine.revision ? null : conflict
}

/** After a lost race the next save counts from the other person's revision, which is shown beside one's own. */
function answerRefusal(error: Refusal, values: FormValues, conflict: Conflict | null) {
  const isGeneral = Object.keys(error.fields).length === 0
  const errors = isGeneral ? { form: error.message } : error.fields
  const kept = conflict ? { ...values, revision: String(conflict.theirs.revision) } : values
  return data<Refused>({ errors, isGeneral, values: kept, conflict }, error.status)
}

export default function DeskInterpretation() {
  const { page, clauses, blocks, schedule, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors: Record<string, string> = refused?.errors ?? {}
  const values: FormValues = refused?.values ?? {}
  // What stands under `form` may be about the whole form, or about the field of that name.
  const fieldErrors = refused?.isGeneral ? {} : errors
  const { interpretation, policy, state, findings, offered, steps, mayEdit } = page
  const t = useT()
  return (
    <>
      <PageHeading
        kind={<a href={paths.desk.policy(policy.id)}>{policy.title}</a>}
        status={<SignOffWord state={state} />}
        title={interpretation.title}
        actions={
          <>
            <LinkButton kind="quiet" href={paths.desk.interpretationPreview(interpretation.id)}>
              {t('deskInterpretation.preview')}
            </LinkButton>
            <LinkButton kind="quiet" href={paths.desk.interpretationVersions(interpretation.id)}>
              {t('work.versions')}
            </LinkButton>
          </>
        }
      />
      {refused?.conflict ? (
        <ConflictChoice theirs={refused.conflict.theirs} mine={values} blocks={refused.conflict.blocks} />
      ) : (
        <ErrorSummary errors={errors} />
      )}
      <ReturnReason state={state} steps={steps} />
      {state === 'reviewed' && !policy.isPublic ? (
        <Notice title={t('deskInterpretation.withPolicy')} />
      ) : null}
      {page.overtaken.length > 0 ? (
        <Notice title={t('earlierText.title')}>
          <p>
            {page.overtaken.map(({ label }) => label).join(t('work.comma'))}{' '}
            <a href={paths.desk.interpretationEarlierText(interpretation.id)}>{t('earlierText.look')}</a>
          </p>
        </Notice>
      ) : null}
      {mayEdit ? (
        <EditTogether
          page={page}
          clauses={clauses}
          blocks={blocks}
          typed={values}
          errors={fieldErrors}
          idempotencyKey={key}
        />
      ) : (
        <>
          {page.editors.length > 0 ? <PresentPeople others={page.editors} /> : null}
          <ReadTogether page={page} blocks={blocks} typed={values} errors={errors} idempotencyKey={key} />
          <Checklist
            entries={checklistOf(interpretation.document as unknown as DocumentNode)}
            elsewhere={page.elsewhere}
          />
          <CopiedShare {...page.copied} />
        </>
      )}
      <SignOff findings={findings} offered={offered} errors={errors} reason={values.reason} />
      <SchedulePanel
        schedule={schedule}
        subject="interpretation"
        idempotencyKey={key}
        errors={errors}
        values={values}
      />
      <SignOffHistory steps={steps} />
    </>
  )
}
