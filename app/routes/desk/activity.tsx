import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { cancelActivity, postponeActivity, settleLedger } from '~/app/domain/activities/change.server'
import { activityChoices, deskActivity } from '~/app/domain/activities/desk.server'
import { activityForm, cancelForm, ledgerForm, postponeForm } from '~/app/domain/activities/forms'
import { takeActivityStep, updateActivity } from '~/app/domain/activities/write.server'
import { stepForm } from '~/app/domain/audit/forms'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { ActivityStateWord, activityKindKey } from '~/app/ui/activity/activity-words'
import { ActivityContent } from '~/app/ui/activity-desk/activity-content'
import { ActivityFields } from '~/app/ui/activity-desk/activity-fields'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { activityValues } from '~/app/ui/activity-desk/activity-values'
import { CancelForm, LedgerForm, PostponeForm } from '~/app/ui/activity-desk/change-forms'
import { Checklist, Next } from '~/app/ui/activity-desk/checklist'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: ({ activity }: { activity: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: activity.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.activity.title ?? '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const page = await deskActivity(ctx, readId(params.id))
  const choices = page.canEdit || page.canSettleLedger ? await activityChoices(ctx) : null
  return { ...page, choices, now: ctx.now, key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const to = () => paths.desk.activity(id)
  switch (form.get('intent')) {
    case 'update':
      return postForm(ctx, form, {
        schema: activityForm,
        work: (tx, typed) => updateActivity(tx, id, typed),
        to,
      })
    case 'postpone':
      return postForm(ctx, form, {
        schema: postponeForm,
        work: (tx, typed) => postponeActivity(tx, id, typed),
        to,
      })
    case 'cancel':
      return postForm(ctx, form, {
        schema: cancelForm,
        work: (tx, { cancelReason }) => cancelActivity(tx, id, cancelReason),
        to,
      })
    case 'ledger':
      return postForm(ctx, form, {
        schema: ledgerForm,
        work: (tx, { choice }) => settleLedger(tx, id, choice),
        to,
      })
    default:
      return postForm(ctx, form, {
        schema: stepForm,
        work: (tx, { intent, reason }) => takeActivityStep(tx, id, intent, reason),
        to,
      })
  }
}

export default function DeskActivity() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const { activity, state, standing, choices, key } = page
  const { id, kind } = activity
  const change = { formKey: key, errors, typed: refused?.values }
  const isPublic = state === 'published'
  const signOff = (
    <SignOff
      findings={page.findings}
      offered={page.offered}
      idempotencyKey={key}
      errors={errors}
      reason={refused?.values.reason}
    />
  )
  const checklist = <Checklist id={id} kind={kind} items={page.chain} />
  return (
    <>
      <PageHeading
        kind={t(activityKindKey(activity))}
        title={activity.title}
        status={standing ? <ActivityStateWord state={standing} /> : <SignOffWord state={state} />}
        meta={[
          formatDateTime(activity.startsAt),
          activity.place,
          <a key="matter" href={paths.desk.matter(activity.matterId)}>
            {page.matter}
          </a>,
          page.registrations > 0 ? t('activityDesk.registrations', { count: page.registrations }) : null,
        ]}
        actions={
          isPublic ? (
            <LinkButton kind="quiet" href={paths.activity(id)}>
              {t('desk.public')}
            </LinkButton>
          ) : null
        }
      />
      <ActivityTabs id={id} kind={kind} current="activity" />
      <ErrorSummary errors={errors} />
      <Next id={id} kind={kind} next={page.next} now={page.now} />
      {standing === 'reported' && page.ledger ? (
        <Notice title={t('activityDesk.after')}>
          <a href={paths.desk.issues(page.ledger.consultationId)}>{t('activityDesk.after.issues')}</a>
        </Notice>
      ) : null}
      {isPublic ? null : signOff}
      {page.canEdit ? null : checklist}
      {page.canSettleLedger && choices ? <LedgerForm {...change} choices={choices} /> : null}
      {page.canEdit && choices ? (
        <section aria-labelledby="edit">
          <h2 id="edit">{t('desk.content')}</h2>
          <Form idempotencyKey={key}>
            <ActivityFields
              choices={choices}
              values={activityValues({ ...activity, ...page }, typedNotice(refused?.values))}
              errors={errors}
            />
            <Actions>
              <Button name="intent" value="update">
                {t('desk.saveChanges')}
              </Button>
            </Actions>
          </Form>
        </section>
      ) : (
        <ActivityContent activity={activity} categories={page.categories} ledger={page.ledger} />
      )}
      {page.canEdit ? checklist : null}
      {page.canPostpone || page.canCancel ? (
        <section aria-labelledby="change">
          <h2 id="change">{t('activityDesk.change')}</h2>
          {page.canPostpone ? (
            <PostponeForm
              {...change}
              registrations={page.registrations}
              canExtend={page.canExtendRegistration}
            />
          ) : null}
          {page.canCancel ? <CancelForm {...change} registrations={page.registrations} /> : null}
        </section>
      ) : null}
      {isPublic && page.offered.length > 0 ? signOff : null}
      <SignOffHistory steps={page.steps} />
    </>
  )
}

/** Only what was typed in this form, not the reason in another. */
function typedNotice(values: Record<string, string> | undefined) {
  return values?.title === undefined ? undefined : values
}
