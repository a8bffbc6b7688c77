import type { LoaderFunctionArgs } from '@remix-run/node'
import { trialOf } from '~/app/domain/survey-building/trials.server'
import { exportSurveyJs } from '~/app/domain/survey-js/export'
import { privateFile } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'

/** The questions as SurveyJS JSON, for the desk: of the version in work, else of the one that is answered now. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const { survey, version, setting } = await trialOf(ctx, readId(params.id))
  const { title, purpose } = survey
  const { json } = exportSurveyJs({ title, purpose, definition: version.definition }, setting.places)
  return privateFile({
    ...{ type: 'application/json; charset=utf-8', name: `${title}-v${version.number}.json` },
    bytes: new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`),
  })
}
