import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { saveActivityReport, takeReportStep } from '~/app/domain/activity-reports/report.server'
import {
  activityReportDesk,
  proposedReport,
  type ReportDesk,
} from '~/app/domain/activity-reports/report-desk.server'
import { activityReportForm } from '~/app/domain/activity-reports/report-forms'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: ({ head }: ReportDesk, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: head.title, href: paths.desk.activity(head.id) },
    { label: translate(lang, `activityReport.title.${head.kind}`) },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'activityReport.title.hearing') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const isSaved = new URL(request.url).searchParams.has('saved')
  return { ...(await activityReportDesk(ctx, readId(params.id))), isSaved, key: newFormKey(ctx) }
}

type Answer = { errors: Record<string, string>; values: Record<string, string>; isFresh?: true }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(activityReportForm, form)
  const { values } = parsed
  if (!parsed.ok) return data<Answer>({ errors: parsed.fields, values }, 422)
  const { intent, body, reason } = parsed.value
  if (intent === 'propose') {
    await activityReportDesk(ctx, id)
    return data<Answer>({ errors: {}, values: { body: await proposedReport(ctx, id) }, isFresh: true })
  }
  const { key: _key, ...payload } = values
  const answer = await answerForm(ctx, form, payload, async (tx) => {
    if (intent === 'save') await saveActivityReport(tx, id, body)
    else await takeReportStep(tx, id, intent, reason)
  })
  if (!answer.ok) return answer.refused
  return redirect(`${paths.desk.activityReport(id)}${intent === 'save' ? '?saved' : ''}`, 303)
}

export default function ActivityReportPage() {
  const report = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  const t = useT()
  const { head, publishedAt, canEdit, body, key } = report
  const errors = answer?.errors ?? {}
  return (
    <>
      <PageHeading
        kind={t(`activityReport.title.${head.kind}`)}
        title={head.title}
        status={<SignOffWord state={report.state} />}
        lead={t(head.kind === 'hearing' ? 'activityReport.lead.hearing' : 'activityReport.lead')}
        actions={
          publishedAt ? (
            <LinkButton kind="quiet" href={paths.activity(head.id, { anchor: 'report' })}>
              {t('activityReport.public')}
            </LinkButton>
          ) : undefined
        }
      />
      <ActivityTabs id={head.id} kind={head.kind} current="report" />
      {report.isSaved && !answer ? <Notice tone="done" title={t('activityReport.saved')} /> : null}
      {answer?.isFresh ? <Notice title={t('activityReport.kept')} /> : null}
      {publishedAt ? (
        <Notice tone="done" title={t('activityReport.published', { at: formatDateTime(publishedAt) })} />
      ) : null}
      <ErrorSummary errors={errors} labels={{ body: t('activityReport.body') }} />
      {canEdit ? (
        <>
          {report.isProposed && !answer ? <Notice title={t('activityReport.proposed')} /> : null}
          <Form idempotencyKey={`${key}-words`}>
            <TextArea
              name="body"
              label={t('activityReport.body')}
              hint={t('activityReport.body.hint')}
              error={errors.body}
              value={answer?.values.body ?? body}
              rows={22}
            />
            <Actions>
              <Button name="intent" value="save">
                {t('activityReport.save')}
              </Button>
              <Button kind="quiet" name="intent" value="propose">
                {t('activityReport.propose')}
              </Button>
            </Actions>
          </Form>
        </>
      ) : (
        <section>
          <h2>{t('activityReport.body')}</h2>
          <Paragraphs text={body} />
        </section>
      )}
      {report.state === 'withdrawn' ? null : (
        <SignOff
          findings={report.findings}
          offered={report.offered}
          idempotencyKey={`${key}-step`}
          errors={errors}
          reason={answer?.values.reason}
        />
      )}
      {report.steps.length === 0 && canEdit ? <p>{t('activityReport.saveFirst')}</p> : null}
      <SignOffHistory steps={report.steps} />
    </>
  )
}
