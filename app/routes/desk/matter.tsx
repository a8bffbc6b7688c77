import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { deskMatter } from '~/app/domain/matters/desk.server'
import { submitForDiscussion } from '~/app/domain/matters/discussion.server'
import { discussionForm, matterForm } from '~/app/domain/matters/forms'
import { takeMatterStep } from '~/app/domain/matters/sign-off.server'
import { changeMatter, updateMatter } from '~/app/domain/matters/write.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { DiscussionSection } from '~/app/ui/matter/discussion-section'
import { MatterFacts } from '~/app/ui/matter/matter-facts'
import { MatterFields, matterValues } from '~/app/ui/matter/matter-fields'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: ({ matter }: { matter: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.matters'), href: paths.desk.matters() },
    { label: matter.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.matter.title ?? '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { ...(await deskMatter(ctx, readId(params.id))), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const intent = String(form.get('intent'))
  const reason = String(form.get('reason') ?? '')
  if (intent === 'update' || intent === 'change') {
    const parsed = parseForm(matterForm, form)
    if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
    const changeReason = parsed.values.changeReason ?? ''
    const work = (tx: Ctx) =>
      intent === 'update'
        ? updateMatter(tx, id, parsed.value)
        : changeMatter(tx, id, parsed.value, changeReason)
    const answer = await answerForm(ctx, form, parsed.values, work)
    return answer.ok ? redirect(paths.desk.matter(id), 303) : answer.refused
  }
  if (intent === 'discuss') {
    const parsed = parseForm(discussionForm, form)
    if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
    const answer = await answerForm(ctx, form, parsed.values, (tx) =>
      submitForDiscussion(tx, id, parsed.value),
    )
    return answer.ok ? redirect(paths.desk.matter(id), 303) : answer.refused
  }
  const answer = await answerForm(ctx, form, { intent, reason }, (tx) =>
    takeMatterStep(tx, id, intent, reason),
  )
  return answer.ok ? redirect(paths.desk.matter(id), 303) : answer.refused
}

export default function DeskMatter() {
  const { matter, department, state, canEdit, canChange, discussion, findings, steps, offered, key } =
    useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const typed = refused?.values.title === undefined ? undefined : refused.values
  const values = matterValues(matter, typed, String(matter.year))
  return (
    <>
      <PageHeading
        kind={t('matter.kind')}
        title={matter.title}
        status={<SignOffWord state={state} />}
        meta={[
          department,
          state === 'published' ? (
            <a key="public" href={paths.matter(matter.id)}>
              {t('desk.public')}
            </a>
          ) : null,
        ]}
      />
      <ErrorSummary errors={errors} />
      <SignOff
        findings={findings}
        offered={offered}
        idempotencyKey={key}
        errors={errors}
        reason={refused?.values.reason}
      />
      {canEdit ? null : (
        <section>
          <h2>{t('desk.content')}</h2>
          <Paragraphs text={matter.summary} />
          <MatterFacts matter={matter} department={department} />
        </section>
      )}
      {canEdit ? (
        <section>
          <h2>{t('desk.content')}</h2>
          <Form idempotencyKey={key}>
            <MatterFields values={values} errors={errors} />
            <Actions>
              <Button name="intent" value="update">
                {t('desk.saveChanges')}
              </Button>
            </Actions>
          </Form>
        </section>
      ) : null}
      {discussion ? (
        <DiscussionSection
          discussion={discussion}
          idempotencyKey={key}
          errors={errors}
          typed={refused?.values}
        />
      ) : null}
      {canChange ? (
        <section>
          <h2>{t('matterForm.change')}</h2>
          <p>{t('matterForm.change.hint')}</p>
          <Form idempotencyKey={key}>
            <MatterFields values={values} errors={errors} />
            <TextArea
              name="changeReason"
              label={t('matterForm.change.reason')}
              error={errors.changeReason}
              value={typed?.changeReason}
              rows={3}
            />
            <Actions>
              <Button name="intent" value="change">
                {t('matterForm.change.submit')}
              </Button>
            </Actions>
          </Form>
        </section>
      ) : null}
      <SignOffHistory steps={steps} />
    </>
  )
}
