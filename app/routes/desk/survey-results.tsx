import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  addConclusion,
  changeConclusion,
  decideConclusion,
  raiseConclusion,
  removeConclusion,
} from '~/app/domain/survey-results/conclusions.server'
import { saveIntroduction, takeResultStep } from '~/app/domain/survey-results/publish-result.server'
import { type ResultForm, resultForm } from '~/app/domain/survey-results/result-forms'
import {
  proposedIntroduction,
  type ResultDesk,
  resultDesk,
} from '~/app/domain/survey-results/results-desk.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId, readOptionalId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { CountFigure, CountFigures } from '~/app/ui/count-figure'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime, formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'
import { ConclusionForm, DeskConclusion, type Refused } from '~/app/ui/surveys/result-desk-parts'
import { Results } from '~/app/ui/surveys/results'

export const handle = {
  breadcrumb: ({ survey }: ResultDesk, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: survey.title, href: paths.desk.survey(survey.id) },
    { label: translate(lang, 'surveyResultDesk.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'surveyResultDesk.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const [isSaved, opened] = [query.has('saved'), readOptionalId(query, 'conclusion')]
  return { ...(await resultDesk(ctx, readId(params.id))), isSaved, opened, key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const parsed = parseForm(resultForm, form)
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values: parsed.values }, 422)
  const asked = parsed.value
  if (asked.intent === 'propose') {
    const introduction = await proposedIntroduction(ctx, id)
    return data<Refused>({ errors: {}, values: { intent: 'propose', introduction } })
  }
  const { key: _key, ...payload } = parsed.values
  const answer = await answerForm(ctx, form, payload, (tx) => carryOut(tx, id, asked))
  if (!answer.ok) return answer.refused
  return redirect(
    `${paths.desk.surveyResults(id)}${asked.intent === 'save' ? '?saved' : ''}${placeOf(asked)}`,
    303,
  )
}

async function carryOut(ctx: Ctx, id: number, asked: ResultForm): Promise<void> {
  switch (asked.intent) {
    case 'save':
      return saveIntroduction(ctx, id, asked.introduction)
    case 'add-conclusion':
      await addConclusion(ctx, id, asked)
      return
    case 'change-conclusion':
      return changeConclusion(ctx, id, asked)
    case 'remove-conclusion':
      return removeConclusion(ctx, id, asked.conclusionId)
    case 'raise-conclusion':
      return raiseConclusion(ctx, id, asked.conclusionId)
    case 'decide':
      return decideConclusion(ctx, id, { ...asked, reason: asked.why })
    case 'propose':
      return
    default:
      return takeResultStep(ctx, id, asked.intent, asked.reason)
  }
}

/** Back to where one was on a long page. */
function placeOf(asked: ResultForm): string {
  if (asked.intent === 'add-conclusion' || asked.intent === 'remove-conclusion') return '#conclusions-desk'
  return 'conclusionId' in asked ? `#desk-conclusion-${asked.conclusionId}` : ''
}

export default function SurveyResultsDesk() {
  const desk = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { survey, surveyState, state } = desk
  const errors = refused?.errors ?? {}
  return (
    <>
      <PageHeading
        kind={t('surveyResultDesk.title')}
        title={survey.title}
        status={<SignOffWord state={state} />}
        lead={t('surveyResultDesk.lead')}
        actions={
          surveyState === 'reported' ? (
            <LinkButton kind="quiet" href={paths.surveyResults(survey.id)}>
              {t('surveyResultDesk.public')}
            </LinkButton>
          ) : null
        }
      />
      <SurveyTabs id={survey.id} current="results" />
      <Standing />
      <ErrorSummary
        errors={errors}
        labels={{
          introduction: t('surveyResultDesk.introduction.words'),
          finding: t('surveyResultDesk.finding'),
          decision: t('surveyResultDesk.decision'),
          why: t('surveyResultDesk.reason'),
          reason: t('signOff.reason'),
        }}
      />
      {desk.result ? <Work refused={refused} /> : <SoFar />}
    </>
  )
}

/** Before the end: how many, and nothing of what they say. */
function SoFar() {
  const { surveyState, soFar } = useLoaderData<typeof loader>()
  const t = useT()
  if (surveyState !== 'open') return null
  return (
    <CountFigures>
      <CountFigure value={formatNumber(soFar.people)} label={t('surveyResults.people.answers')} />
      {soFar.paper > 0 ? (
        <CountFigure value={formatNumber(soFar.paper)} label={t('surveyResults.way.paper')} />
      ) : null}
    </CountFigures>
  )
}

function Work({ refused }: { refused: Refused | undefined }) {
  const desk = useLoaderData<typeof loader>()
  const t = useT()
  const { survey, surveyState, canEdit, key } = desk
  const errors = refused?.errors ?? {}
  return (
    <>
      <ConclusionsDesk refused={refused} />
      <Introduction refused={refused} />
      {canEdit && desk.steps.length === 0 && desk.offered.length === 0 ? null : (
        <SignOff
          findings={desk.findings}
          offered={desk.offered}
          idempotencyKey={`${key}-step`}
          errors={isStep(refused) ? errors : {}}
          reason={isStep(refused) ? refused?.values.reason : undefined}
        />
      )}
      <SignOffHistory steps={desk.steps} />
      <section aria-labelledby="preview">
        <h2 id="preview">{t('surveyResultDesk.preview')}</h2>
        <p>
          {t(
            surveyState === 'reported'
              ? 'surveyResultDesk.preview.published'
              : 'surveyResultDesk.preview.text',
          )}
        </p>
        <div className="result-preview">
          {desk.result ? (
            <Results result={desk.result} introduction={desk.introduction} access={survey.access} />
          ) : null}
        </div>
      </section>
    </>
  )
}

function isStep(refused: Refused | undefined): boolean {
  return ['submitted', 'returned', 'published', 'withdrawn'].includes(refused?.values.intent ?? '')
}

function Standing() {
  const { survey, surveyState, waitingTexts, isSaved } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      {isSaved ? <Notice tone="done" title={t('surveyResultDesk.saved')} /> : null}
      {surveyState === 'unpublished' ? <Notice title={t('surveyResultDesk.notYet')} /> : null}
      {surveyState === 'upcoming' || surveyState === 'open' ? (
        <Notice title={t('surveyResultDesk.open', { at: formatDateTime(survey.closesAt) })}>
          <p>{t('surveyResultDesk.open.text')}</p>
        </Notice>
      ) : null}
      {surveyState === 'reported' ? <Notice tone="done" title={t('surveyResultDesk.published')} /> : null}
      {waitingTexts > 0 ? (
        <Notice
          tone="warning"
          title={
            <a href={paths.desk.surveyTexts(survey.id)}>
              {t('surveyResultDesk.texts.waiting', { count: waitingTexts })}
            </a>
          }
        />
      ) : null}
    </>
  )
}

function ConclusionsDesk({ refused }: { refused: Refused | undefined }) {
  const { survey, conclusions, questions, canEdit, opened, key } = useLoaderData<typeof loader>()
  const t = useT()
  const form = { surveyId: survey.id, formKey: key, questions, refused }
  const open = refused ? Number(refused.values.conclusionId) : opened
  const isOneOpen = canEdit && conclusions.some(({ id }) => id === open)
  return (
    <section aria-labelledby="conclusions-desk">
      <h2 id="conclusions-desk">{t('surveyResultDesk.conclusions')}</h2>
      <p>{t('surveyResultDesk.conclusions.lead')}</p>
      {conclusions.length === 0 ? <p>{t('surveyResultDesk.conclusions.none')}</p> : null}
      <ol className="desk-conclusions">
        {conclusions.map((conclusion, at) => (
          <DeskConclusion
            key={conclusion.id}
            {...{ conclusion, canEdit, ...form }}
            isFirst={at === 0}
            isOpen={conclusion.id === open}
          />
        ))}
      </ol>
      {canEdit && !isOneOpen ? (
        <details open={refused?.values.intent === 'add-conclusion' || conclusions.length === 0}>
          <summary>{t('surveyResultDesk.add')}</summary>
          <ConclusionForm {...form} />
        </details>
      ) : null}
    </section>
  )
}

function Introduction({ refused }: { refused: Refused | undefined }) {
  const { survey, introduction, isProposed, canEdit, key } = useLoaderData<typeof loader>()
  const t = useT()
  const typed = refused?.values.introduction
  return (
    <section aria-labelledby="introduction-desk">
      <h2 id="introduction-desk">{t('surveyResultDesk.introduction')}</h2>
      {canEdit ? (
        <>
          {isProposed || refused?.values.intent === 'propose' ? (
            <Notice title={t('surveyResultDesk.proposed')} />
          ) : null}
          <Form idempotencyKey={`${key}-words`} action={paths.desk.surveyResults(survey.id)}>
            <TextArea
              name="introduction"
              label={t('surveyResultDesk.introduction.words')}
              hint={t('surveyResultDesk.introduction.hint')}
              error={refused?.errors.introduction}
              value={typed ?? introduction}
              rows={10}
            />
            <Actions>
              <Button name="intent" value="save">
                {t('surveyResultDesk.save')}
              </Button>
              <Button kind="quiet" name="intent" value="propose">
                {t('surveyResultDesk.propose')}
              </Button>
            </Actions>
          </Form>
        </>
      ) : (
        <Paragraphs text={introduction} />
      )}
    </section>
  )
}
