import type { LoaderFunctionArgs } from '@remix-run/node'
import { surveyFileFormats } from '~/app/domain/survey-figures/export-files'
import { surveyFile } from '~/app/domain/survey-figures/export-files.server'
import { notFound } from '~/app/server/errors'
import { fileResponse } from '~/app/server/file-response'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** The published results of a survey, with their code book. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { pathname } = new URL(request.url)
  const format = surveyFileFormats.find((each) => pathname.endsWith(`.${each}`))
  if (!format) throw notFound('文件')
  const id = readId(params.id)
  const file = await surveyFile(await contextFor(request), id, format)
  return fileResponse(file, { 'X-Cache-Tags': `survey:${id}` })
}
