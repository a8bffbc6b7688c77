import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { trialOf } from '~/app/domain/survey-building/trials.server'
import { paths } from '~/app/paths'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { trialAfter, trialPage } from '~/app/server/trial-form.server'
import { useT } from '~/app/ui/language'
import { Trial } from '~/app/ui/survey-tools/trial'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.title ?? '' },
  { name: 'robots', content: 'noindex' },
]

/** What stands in the phone of the preview: the survey alone, without the desk around it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const trial = await trialOf(ctx, readId(params.id))
  const { definition } = trial.version
  const { id, title } = trial.survey
  return { id, title, definition, places: trial.setting.places, view: trialPage(trial, request) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const trial = await trialOf(ctx, readId(params.id))
  return data({ view: trialAfter(trial, await request.formData()) })
}

export default function SurveyFrame() {
  const { id, title, definition, places, view } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useT()
  return (
    <main className="frame-page" aria-label={t('surveyPreview.frame')}>
      <h1>{title}</h1>
      {definition.pages.length === 0 ? (
        <p>{t('surveyTry.noPages')}</p>
      ) : (
        <Trial view={sent?.view ?? view} {...{ definition, places }} action={paths.desk.surveyFrame(id)} />
      )}
    </main>
  )
}
