import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { hasPermission } from '~/app/domain/people/permissions'
import { readCarried, type TrialView } from '~/app/domain/survey-building/trial-steps'
import {
  clearTrials,
  drawTrials,
  keepTrial,
  trialFigures,
  trialOf,
} from '~/app/domain/survey-building/trials.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { trialAfter, trialPage } from '~/app/server/trial-form.server'
import { Button, LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { SurveyTabs } from '~/app/ui/survey-desk/survey-tabs'
import { Trial } from '~/app/ui/survey-tools/trial'
import { TrialResults } from '~/app/ui/survey-tools/trial-results'

export const handle = {
  breadcrumb: ({ survey }: { survey: { id: number; title: string } }, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: survey.title, href: paths.desk.survey(survey.id) },
    { label: translate(lang, 'surveyTry.title') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${translate('zh', 'surveyTry.title')}：${page?.survey.title ?? ''}` },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const trial = await trialOf(ctx, id)
  const { survey, version, setting, kept } = trial
  const isShown = new URL(request.url).searchParams.get('results') === '1'
  return {
    ...{ survey: { id, title: survey.title }, definition: version.definition, places: setting.places, kept },
    view: trialPage(trial, request),
    figures: isShown ? await trialFigures(ctx, id) : null,
    canKeep: hasPermission(ctx, 'survey.write', survey),
    key: newFormKey(ctx),
  }
}

type Answer = { view: TrialView | null; errors: Record<string, string> }

const keepForm = z.object({ 'form-answers': z.string().max(200_000) })
const nothing = z.object({})

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const to = () => paths.desk.surveyTry(id, { results: '1' })
  switch (form.get('form-intent')) {
    case 'keep':
      return postForm(ctx, form, {
        schema: keepForm,
        work: (tx, typed) => keepTrial(tx, id, readCarried(typed['form-answers'])),
        to,
      })
    case 'draw':
      return postForm(ctx, form, { schema: nothing, work: (tx) => drawTrials(tx, id, 50), to })
    case 'clear':
      return postForm(ctx, form, { schema: nothing, work: (tx) => clearTrials(tx, id), to })
    default:
      return data<Answer>({ view: trialAfter(await trialOf(ctx, id), form), errors: {} })
  }
}

export default function SurveyTry() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useT()
  const { survey, definition, places, kept, figures, canKeep, key } = page
  const errors = sent?.errors ?? {}
  const view = (sent && 'view' in sent ? sent.view : null) ?? page.view
  return (
    <>
      <PageHeading title={survey.title} lead={t('surveyTry.lead')} />
      <SurveyTabs id={survey.id} current="try" />
      <ErrorSummary errors={errors} />
      {definition.pages.length === 0 ? (
        <p>{t('surveyTry.noPages')}</p>
      ) : (
        <Trial
          {...{ view, definition, places }}
          action={paths.desk.surveyTry(survey.id)}
          formKey={canKeep ? key : undefined}
        />
      )}
      <section aria-labelledby="trials" className="trial-results">
        <h2 id="trials">{t('surveyTry.trials')}</h2>
        <p>{t('surveyTry.count', { count: kept })}</p>
        {canKeep ? (
          <Form action={paths.desk.surveyTry(survey.id)} idempotencyKey={newKeyBeside(key)}>
            <Actions>
              <Button kind="quiet" name="form-intent" value="draw">
                {t('surveyTry.draw')}
              </Button>
              {kept > 0 ? (
                <Button kind="quiet" name="form-intent" value="clear">
                  {t('surveyTry.clear')}
                </Button>
              ) : null}
            </Actions>
          </Form>
        ) : null}
        {figures ? (
          <TrialResults figures={figures} />
        ) : kept > 0 ? (
          <p>
            <LinkButton kind="quiet" href={paths.desk.surveyTry(survey.id, { results: '1' })}>
              {t('surveyTry.results')}
            </LinkButton>
          </p>
        ) : null}
      </section>
    </>
  )
}

/** Two forms on one page: each with a key of its own. */
function newKeyBeside(key: string): string {
  return `${key}-2`
}
