import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { reportDesk, takeFeedbackStep } from '~/app/domain/feedback/desk.server'
import { reportForm } from '~/app/domain/feedback/forms'
import { draftIntroduction } from '~/app/domain/feedback/introduction.server'
import { saveReport } from '~/app/domain/feedback/publish.server'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { DecisionWord } from '~/app/ui/comments/comment-words'
import { CommentTabs } from '~/app/ui/comments/desk-parts'
import { ErrorSummary } from '~/app/ui/error-summary'
import { IntroductionForm } from '~/app/ui/feedback/introduction-form'
import { MissingList } from '~/app/ui/feedback/missing-list'
import { formatDate, formatDateTime, formatNumber } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { LedgerEquation } from '~/app/ui/ledger'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'

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

type Answer = { errors: Record<string, string>; values: Record<string, string>; kept?: string }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(reportForm, form)
  const { values } = parsed
  if (!parsed.ok) return data<Answer>({ errors: parsed.fields, values }, 422)
  const { intent, introduction, kept, reason } = parsed.value
  if (intent === 'regenerate') {
    const fresh = await draftIntroduction(ctx, id)
    return data<Answer>({ errors: {}, values: { introduction: fresh }, kept: introduction })
  }
  if (intent === 'restore') return data<Answer>({ errors: {}, values: { introduction: kept } })
  const { key: _key, ...payload } = values
  const answer = await answerForm(ctx, form, payload, async (tx) => {
    if (intent === 'save') await saveReport(tx, id, { introduction })
    else await takeFeedbackStep(tx, id, intent, reason)
  })
  if (!answer.ok) return answer.refused
  return redirect(`${paths.desk.report(id)}${intent === 'save' ? '?saved' : ''}`, 303)
}

export default function ReportPage() {
  const report = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  const t = useT()
  const { key, ...shown } = report
  const { id, title, ledger, publishedAt, missing, canEdit } = shown
  const errors = answer?.errors ?? {}
  return (
    <>
      <PageHeading
        kind={t('report.title')}
        title={title}
        status={<SignOffWord state={report.state} />}
        actions={<Ways />}
      />
      <CommentTabs id={id} current="report" />
      {report.isSaved && !answer ? <Notice tone="done" title={t('report.saved')} /> : null}
      {publishedAt ? (
        <Notice tone="done" title={t('report.published', { at: formatDateTime(publishedAt) })}>
          {report.mayWritePolicy ? <a href={paths.desk.matter(report.matterId)}>{t('report.next')}</a> : null}
        </Notice>
      ) : null}
      <ErrorSummary errors={errors} labels={{ introduction: t('report.introduction') }} />
      <LedgerEquation {...ledger} undecided={ledger.undecided + ledger.unmoderated} />
      {missing ? <MissingList id={id} missing={missing} {...ledger} /> : null}
      <IssueList />
      <section>
        {canEdit ? null : <h2>{t('report.introduction')}</h2>}
        {canEdit ? (
          <IntroductionForm
            {...shown}
            formKey={`${key}-words`}
            introduction={answer?.values.introduction ?? report.introduction}
            isProposed={report.isProposed && answer === undefined}
            kept={answer?.kept}
            error={errors.introduction}
          />
        ) : (
          <Paragraphs text={report.introduction} />
        )}
      </section>
      {publishedAt ? null : <ToSign errors={errors} reason={answer?.values.reason} />}
      <SignOffHistory steps={report.steps} />
    </>
  )
}

/** From here to the public page, the files, and the policy that comes of it. */
function Ways() {
  const { id, publishedAt, mayDownload, mayWritePolicy } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      {mayWritePolicy ? (
        <LinkButton href={paths.desk.newPolicy({ consultation: id })}>{t('deskPolicies.new')}</LinkButton>
      ) : null}
      {publishedAt ? (
        <LinkButton kind="quiet" href={paths.feedback(id)}>
          {t('report.public')}
        </LinkButton>
      ) : null}
      {mayDownload ? (
        <>
          <LinkButton kind="quiet" href={paths.feedbackFile(id, 'docx')}>
            {t(publishedAt ? 'report.word' : 'report.draftWord')}
          </LinkButton>
          <LinkButton kind="quiet" href={paths.feedbackFile(id, 'xlsx')}>
            {t(publishedAt ? 'report.excel' : 'report.draftExcel')}
          </LinkButton>
        </>
      ) : null}
    </>
  )
}

function IssueList() {
  const { id, issues } = useLoaderData<typeof loader>()
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
              <td>
                <a href={paths.desk.issue(id, issue.id)}>{issue.title}</a>
              </td>
              <td>{formatNumber(issue.points)}</td>
              <td>{issue.decision ? <DecisionWord decision={issue.decision} /> : t('issues.undecided')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ToSign({ errors, reason }: { errors: Record<string, string>; reason: string | undefined }) {
  const report = useLoaderData<typeof loader>()
  const t = useT()
  const lang = useLang()
  const { dueOn, missing, offered, key } = report
  // Each of them is named above, with the way to where it is mended.
  const open = missing
    ? report.ledger.unmoderated +
      report.ledger.undecided +
      missing.undecidedIssues +
      missing.openCorrections +
      missing.openAppeals
    : 0
  const first = { id: 'P9', level: 'block' as const, message: t('report.missing.first') }
  const findings = open > 0 ? [first, ...report.findings.filter(({ id }) => id !== 'P9')] : report.findings
  return (
    <>
      <SignOff
        findings={findings}
        offered={offered}
        idempotencyKey={`${key}-step`}
        errors={errors}
        reason={reason ?? report.reason}
      />
      {report.steps.length === 0 && report.isProposed ? <p>{t('report.saveFirst')}</p> : null}
      <p className="meta-line">
        {dueOn ? t('report.due', { due: formatDate(dueOn, lang) }) : t('report.dueLater')}
      </p>
      <p className="meta-line">{t('report.frozen')}</p>
    </>
  )
}
