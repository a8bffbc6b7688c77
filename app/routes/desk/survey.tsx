import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { stepForm } from '~/app/domain/audit/forms'
import { surveyChoices } from '~/app/domain/survey-building/choices.server'
import { copySurvey } from '~/app/domain/survey-building/copy.server'
import { deskSurvey } from '~/app/domain/survey-building/desk.server'
import { extendSurvey } from '~/app/domain/survey-building/extend.server'
import {
  anyFields,
  extendForm,
  mendForm,
  publishVersionForm,
  surveyForm,
} from '~/app/domain/survey-building/forms'
import { saveTypedQuotas } from '~/app/domain/survey-building/quotas.server'
import {
  changeNote,
  dropVersion,
  mendSurvey,
  publishVersion,
} from '~/app/domain/survey-building/versions.server'
import { takeSurveyStep, updateSurvey } from '~/app/domain/survey-building/write.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
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
import { ExtendForm, MendForm, VersionInWork } from '~/app/ui/survey-desk/change-forms'
import { QuotaSection } from '~/app/ui/survey-desk/quota-section'
import { SurveyContent, Versions } from '~/app/ui/survey-desk/survey-content'
import { SurveyFields } from '~/app/ui/survey-desk/survey-fields'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'
import { surveyValues } from '~/app/ui/survey-desk/survey-values'
import { SurveyStateWord } from '~/app/ui/surveys/survey-words'

export const handle = {
  breadcrumb: ({ survey }: { survey: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: survey.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.survey.title ?? '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const page = await deskSurvey(ctx, readId(params.id))
  return { ...page, choices: page.canEdit ? await surveyChoices(ctx) : null, key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const to = () => paths.desk.survey(id)
  switch (form.get('intent')) {
    case 'update':
      return postForm(ctx, form, { schema: surveyForm, work: (tx, typed) => updateSurvey(tx, id, typed), to })
    case 'quotas':
      return postForm(ctx, form, {
        schema: anyFields,
        work: (tx, typed) => saveTypedQuotas(tx, id, typed),
        to,
      })
    case 'extend':
      return postForm(ctx, form, {
        schema: extendForm,
        work: (tx, typed) =>
          extendSurvey(tx, id, { closesAt: typed.newClosesAt, reason: typed.extendReason }),
        to,
      })
    case 'mend':
      return postForm(ctx, form, {
        schema: mendForm,
        work: (tx, typed) => mendSurvey(tx, id, typed),
        to: () => paths.desk.surveyBuild(id),
      })
    case 'note':
      return postForm(ctx, form, { schema: mendForm, work: (tx, typed) => changeNote(tx, id, typed), to })
    case 'drop-version':
      return postForm(ctx, form, { schema: anyFields, work: (tx) => dropVersion(tx, id), to })
    case 'publish-version':
      return postForm(ctx, form, {
        schema: publishVersionForm,
        work: (tx, typed) => publishVersion(tx, id, typed),
        to,
      })
    case 'copy':
      return postForm(ctx, form, {
        schema: anyFields,
        work: (tx) => copySurvey(tx, id),
        to: (copy) => paths.desk.survey(copy.id),
      })
    default:
      return postForm(ctx, form, {
        schema: stepForm,
        work: (tx, { intent, reason }) => takeSurveyStep(tx, id, intent, reason),
        to,
      })
  }
}

export default function DeskSurvey() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const typed = refused?.values
  const { survey, signOff, state, choices, key, inWork } = page
  const change = { formKey: key, errors, typed }
  const isPublic = signOff === 'published'
  const steps = (
    <SignOff
      // Those of a mended version stand beside it: nothing here publishes it.
      findings={inWork ? [] : page.findings}
      offered={page.offered}
      idempotencyKey={key}
      errors={errors}
      reason={typed?.reason}
    />
  )
  return (
    <>
      <PageHeading
        title={survey.title}
        status={state === 'unpublished' ? <SignOffWord state={signOff} /> : <SurveyStateWord state={state} />}
        meta={[
          t('surveyDesk.period.value', {
            from: formatDateTime(survey.opensAt),
            to: formatDateTime(survey.closesAt),
          }),
          t('surveyDesk.questions', { count: page.questions }),
          state === 'unpublished' ? null : t('surveyDesk.people', { count: page.people }),
        ]}
        actions={
          isPublic ? (
            <LinkButton kind="quiet" href={paths.survey(survey.id)}>
              {t('desk.public')}
            </LinkButton>
          ) : (
            <LinkButton href={paths.desk.surveyBuild(survey.id)}>
              {t(
                page.canEdit
                  ? page.questions === 0
                    ? 'surveyDesk.toBuild'
                    : 'surveyDesk.toBuild.edit'
                  : 'surveyDesk.toBuild.look',
              )}
            </LinkButton>
          )
        }
      />
      <SurveyTabs id={survey.id} current="survey" />
      <ErrorSummary errors={errors} />
      {isPublic ? null : steps}
      {inWork ? (
        <VersionInWork
          {...change}
          id={survey.id}
          version={inWork}
          findings={page.findings}
          canWrite={page.canWrite}
          canPublish={page.canPublishVersion}
        />
      ) : null}
      {isPublic && !inWork && state !== 'reported' ? (
        <Notice title={t('surveyDesk.frozen')}>{t('surveyDesk.frozen.text')}</Notice>
      ) : null}
      {page.canEdit && choices ? (
        <section aria-labelledby="edit">
          <h2 id="edit">{t('desk.content')}</h2>
          <Form idempotencyKey={key}>
            <SurveyFields
              choices={choices}
              values={surveyValues(survey, typed?.title === undefined ? undefined : typed)}
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
        <SurveyContent survey={survey} belonging={page.belonging} />
      )}
      <QuotaSection
        {...change}
        quotas={page.quotas}
        definition={page.definition}
        setting={{ places: page.places }}
        canEdit={page.canEdit}
      />
      {page.canExtend || page.canMend ? (
        <section aria-labelledby="change">
          <h2 id="change">{t('surveyDesk.change')}</h2>
          {page.canExtend ? <ExtendForm {...change} closesAt={survey.closesAt} /> : null}
          {page.canMend ? <MendForm {...change} /> : null}
        </section>
      ) : null}
      {page.versions.length > 1 ? <Versions versions={page.versions} /> : null}
      {isPublic && page.offered.length > 0 ? steps : null}
      {page.canCopy ? (
        <section aria-labelledby="copy">
          <h2 id="copy">{t('surveyDesk.copy')}</h2>
          <p>{t('surveyDesk.copy.hint')}</p>
          <Form idempotencyKey={key}>
            <Actions>
              <Button kind="quiet" name="intent" value="copy">
                {t('surveyDesk.copy')}
              </Button>
            </Actions>
          </Form>
        </section>
      ) : null}
      <SignOffHistory steps={page.steps} />
    </>
  )
}
