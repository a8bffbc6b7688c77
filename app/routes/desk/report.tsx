import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { z } from 'zod'
import { once } from '~/app/domain/audit/idempotency.server'
import { reportDesk } from '~/app/domain/feedback/desk.server'
import { reportForm } from '~/app/domain/feedback/forms'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { blocks, type Finding } from '~/app/domain/findings'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { DecisionWord } from '~/app/ui/comments/comment-words'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea } from '~/app/ui/field'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { LedgerEquation } from '~/app/ui/ledger'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'

export const handle = {
  breadcrumb: (page: { id: number; title: string }) => [
    { label: '征求意见', href: paths.desk.consultations() },
    { label: page.title, href: paths.desk.consultation(page.id) },
    { label: '采纳情况反馈报告' },
  ],
}

export const meta: MetaFunction = () => [
  { title: '采纳情况反馈报告' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const isSaved = new URL(request.url).searchParams.has('saved')
  return { ...(await reportDesk(ctx, readId(params.id))), isSaved, key: newFormKey(ctx) }
}

type Refused = { errors: Record<string, string>; findings: Finding[]; introduction?: string }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const parsed = parseForm(reportForm, await request.formData())
  const introduction = parsed.values.introduction
  if (!parsed.ok) return data({ errors: parsed.fields, findings: [], introduction } satisfies Refused, 422)
  try {
    const key = parsed.values.key || newFormKey(ctx)
    await once(ctx, key, parsed.values, (tx) => carryOut(tx, id, parsed.value))
    return redirect(`${paths.desk.report(id)}${parsed.value.intent === 'save' ? '?saved' : ''}`, 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 403) throw error
    const own = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    const errors = error.findings.length > 0 ? {} : own
    return data({ errors, findings: error.findings, introduction } satisfies Refused, error.status)
  }
}

async function carryOut(ctx: Ctx, id: number, form: z.output<typeof reportForm>): Promise<number> {
  if (form.intent === 'save') await saveReport(ctx, id, form)
  else await publishFeedback(ctx, id)
  return id
}

export default function ReportPage() {
  const report = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { id, title, ledger, findings, publishedAt } = report
  return (
    <>
      <PageHeading
        title={t('report.title')}
        lead={title}
        actions={
          publishedAt ? (
            <>
              {report.mayWrite ? (
                <LinkButton href={paths.desk.newPolicy({ consultation: id })}>
                  {t('deskPolicies.new')}
                </LinkButton>
              ) : null}
              <LinkButton kind="quiet" href={paths.feedback(id)}>
                {t('report.public')}
              </LinkButton>
            </>
          ) : undefined
        }
      />
      <CommentTabs id={id} current="report" />
      {report.isSaved ? <Notice tone="done" title={t('report.saved')} /> : null}
      {publishedAt ? (
        <Notice tone="done" title={t('report.published', { at: formatDateTime(publishedAt) })} />
      ) : null}
      <ErrorSummary errors={refused?.errors ?? {}} labels={{ introduction: t('report.introduction') }} />
      <LedgerEquation {...ledger} undecided={ledger.undecided + ledger.unmoderated} />
      <Findings findings={refused?.findings.length ? refused.findings : findings} />
      <IssueList />
      {publishedAt ? <Introduction text={report.introduction} /> : <WriteAndPublish refused={refused} />}
    </>
  )
}

function IssueList() {
  const { issues } = useLoaderData<typeof loader>()
  const t = useT()
  if (issues.length === 0) return null
  return (
    <section>
      <h2>{t('issues.title')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('issues.name')}</th>
            <th scope="col">{t('feedback.count')}</th>
            <th scope="col">{t('feedback.decision')}</th>
          </tr>
        </thead>
        <tbody>
          {issues.map((issue) => (
            <tr key={issue.id}>
              <td>{issue.title}</td>
              <td>{issue.comments.length}</td>
              <td>
                {issue.decision ? <DecisionWord decision={issue.decision.decision} /> : t('issues.undecided')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Introduction({ text }: { text: string }) {
  const t = useT()
  return (
    <section>
      <h2>{t('report.introduction')}</h2>
      {text.split(/\n+/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  )
}

function WriteAndPublish({ refused }: { refused: Refused | undefined }) {
  const { id, key, introduction, findings, mayWrite, mayPublish } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      {mayWrite ? (
        <Form idempotencyKey={`${key}-save`} action={paths.desk.report(id)}>
          <TextArea
            name="introduction"
            label={t('report.introduction')}
            hint={t('report.introduction.hint')}
            error={refused?.errors.introduction}
            value={refused?.introduction ?? introduction}
            rows={8}
          />
          <Actions>
            <Button kind={mayPublish ? 'quiet' : 'primary'} name="intent" value="save">
              {t('report.save')}
            </Button>
          </Actions>
        </Form>
      ) : (
        <Introduction text={introduction} />
      )}
      {mayPublish ? (
        <Form idempotencyKey={`${key}-publish`} action={paths.desk.report(id)}>
          <p>{t('report.publish.text')}</p>
          <Actions>
            <Button name="intent" value="publish" disabled={blocks(findings).length > 0}>
              {t('report.publish')}
            </Button>
          </Actions>
        </Form>
      ) : (
        <p>{t('report.publish.issuer')}</p>
      )}
    </>
  )
}
