import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { stepForm } from '~/app/domain/audit/forms'
import { deskMatter } from '~/app/domain/matters/desk.server'
import { submitForDiscussion } from '~/app/domain/matters/discussion.server'
import { discussionForm, matterForm } from '~/app/domain/matters/forms'
import { takeMatterStep } from '~/app/domain/matters/sign-off.server'
import { changeMatter, updateMatter } from '~/app/domain/matters/write.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
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
  const to = () => paths.desk.matter(id)
  switch (form.get('intent')) {
    case 'update':
      return postForm(ctx, form, { schema: matterForm, work: (tx, typed) => updateMatter(tx, id, typed), to })
    case 'change': {
      const changeReason = String(form.get('changeReason') ?? '')
      return postForm(ctx, form, {
        schema: matterForm,
        work: (tx, typed) => changeMatter(tx, id, typed, changeReason),
        to,
      })
    }
    case 'discuss':
      return postForm(ctx, form, {
        schema: discussionForm,
        work: (tx, typed) => submitForDiscussion(tx, id, typed),
        to,
      })
    default:
      return postForm(ctx, form, {
        schema: stepForm,
        work: (tx, { intent, reason }) => takeMatterStep(tx, id, intent, reason),
        to,
      })
  }
}

export default function DeskMatter() {
  const {
    matter,
    department,
    state,
    canEdit,
    canChange,
    canHear,
    discussion,
    findings,
    steps,
    offered,
    key,
  } = useLoaderData<typeof loader>()
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
      {canHear ? (
        <Actions>
          <LinkButton kind="quiet" href={paths.desk.newActivity({ matter: matter.id })}>
            {t('activityDesk.new.here')}
          </LinkButton>
        </Actions>
      ) : null}
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
