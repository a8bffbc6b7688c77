import type { Finding } from '~/app/domain/findings'
import { requirePermission } from '~/app/domain/people/permissions'
import { contentFindings, quotasOf } from '~/app/domain/survey-building/findings.server'
import { placesOf, surveyRow } from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import type { Note } from './file'
import type { Renamed } from './ids'
import { importSurveyJs } from './read'

type Read = {
  file: string
  definition: SurveyDefinition
  notes: Note[]
  renamed: Renamed[]
  findings: Finding[]
}

/** What a file would become for this survey; nothing is saved. */
export async function readableSurvey(
  ctx: Ctx,
  surveyId: number,
  text: string,
): Promise<{ ok: true; read: Read } | { ok: false; why: string }> {
  const survey = await surveyRow(ctx, surveyId)
  requirePermission(ctx, 'survey.write', survey)
  if (text.trim() === '') return { ok: false, why: '请选择文件，或者粘贴文件内容' }
  const places = await placesOf(ctx)
  const imported = importSurveyJs(text, places)
  if (!imported.ok) return imported
  const { definition, notes, renamed } = imported
  const findings = contentFindings(definition, await quotasOf(ctx, surveyId), places)
  return { ok: true, read: { file: text, definition, notes, renamed, findings } }
}
