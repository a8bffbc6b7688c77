import * as activities from '~/app/ui/catalogue/activities'
import * as activitiesDesk from '~/app/ui/catalogue/activities-desk'
import * as analysis from '~/app/ui/catalogue/analysis'
import * as audit from '~/app/ui/catalogue/audit'
import * as blocks from '~/app/ui/catalogue/blocks'
import * as calendar from '~/app/ui/catalogue/calendar'
import * as campaigns from '~/app/ui/catalogue/campaigns'
import * as coding from '~/app/ui/catalogue/coding'
import * as commenting from '~/app/ui/catalogue/commenting'
import * as comments from '~/app/ui/catalogue/comments'
import * as common from '~/app/ui/catalogue/common'
import * as concerns from '~/app/ui/catalogue/concerns'
import * as consultations from '~/app/ui/catalogue/consultations'
import * as desk from '~/app/ui/catalogue/desk'
import * as drafting from '~/app/ui/catalogue/drafting'
import * as draws from '~/app/ui/catalogue/draws'
import * as editorBlocks from '~/app/ui/catalogue/editor-blocks'
import * as exports from '~/app/ui/catalogue/exports'
import * as interpretationWork from '~/app/ui/catalogue/interpretation-work'
import * as interpretationsDesk from '~/app/ui/catalogue/interpretations-desk'
import * as materials from '~/app/ui/catalogue/materials'
import * as mediaLibrary from '~/app/ui/catalogue/media-library'
import * as moderation from '~/app/ui/catalogue/moderation'
import * as occasions from '~/app/ui/catalogue/occasions'
import * as policies from '~/app/ui/catalogue/policies'
import * as policiesDesk from '~/app/ui/catalogue/policies-desk'
import * as policyLibrary from '~/app/ui/catalogue/policy-library'
import * as receipts from '~/app/ui/catalogue/receipts'
import * as registrations from '~/app/ui/catalogue/registrations'
import * as registrationsDesk from '~/app/ui/catalogue/registrations-desk'
import * as reports from '~/app/ui/catalogue/reports'
import * as rounds from '~/app/ui/catalogue/rounds'
import * as search from '~/app/ui/catalogue/search'
import * as site from '~/app/ui/catalogue/site'
import * as surveyAnswering from '~/app/ui/catalogue/survey-answering'
import * as surveyBuild from '~/app/ui/catalogue/survey-build'
import * as surveyBuilder from '~/app/ui/catalogue/survey-builder'
import * as surveyEntry from '~/app/ui/catalogue/survey-entry'
import * as surveyResults from '~/app/ui/catalogue/survey-results'
import * as surveyResultsDesk from '~/app/ui/catalogue/survey-results-desk'
import * as surveys from '~/app/ui/catalogue/surveys'
import * as surveysDesk from '~/app/ui/catalogue/surveys-desk'
import * as takeAlong from '~/app/ui/catalogue/take-along'
import * as transcripts from '~/app/ui/catalogue/transcripts'
import * as transcriptsDesk from '~/app/ui/catalogue/transcripts-desk'
import * as unclearClauses from '~/app/ui/catalogue/unclear-clauses'
import type { Lang } from '~/app/ui/preferences'

const zh = {
  ...activities.zh,
  ...activitiesDesk.zh,
  ...common.zh,
  ...comments.zh,
  ...consultations.zh,
  ...materials.zh,
  ...moderation.zh,
  ...occasions.zh,
  ...policies.zh,
  ...policiesDesk.zh,
  ...unclearClauses.zh,
  ...takeAlong.zh,
  ...policyLibrary.zh,
  ...mediaLibrary.zh,
  ...interpretationsDesk.zh,
  ...interpretationWork.zh,
  ...editorBlocks.zh,
  ...blocks.zh,
  ...concerns.zh,
  ...search.zh,
  ...desk.zh,
  ...drafting.zh,
  ...analysis.zh,
  ...audit.zh,
  ...calendar.zh,
  ...campaigns.zh,
  ...coding.zh,
  ...commenting.zh,
  ...draws.zh,
  ...exports.zh,
  ...receipts.zh,
  ...registrations.zh,
  ...registrationsDesk.zh,
  ...reports.zh,
  ...rounds.zh,
  ...site.zh,
  ...surveyAnswering.zh,
  ...surveyBuild.zh,
  ...surveyBuilder.zh,
  ...surveyEntry.zh,
  ...surveyResults.zh,
  ...surveyResultsDesk.zh,
  ...surveys.zh,
  ...surveysDesk.zh,
  ...transcripts.zh,
  ...transcriptsDesk.zh,
}

export type MessageKey = keyof typeof zh

const en: Record<MessageKey, string> = {
  ...activities.en,
  ...activitiesDesk.en,
  ...common.en,
  ...comments.en,
  ...consultations.en,
  ...materials.en,
  ...moderation.en,
  ...occasions.en,
  ...policies.en,
  ...policiesDesk.en,
  ...unclearClauses.en,
  ...takeAlong.en,
  ...policyLibrary.en,
  ...mediaLibrary.en,
  ...interpretationsDesk.en,
  ...interpretationWork.en,
  ...editorBlocks.en,
  ...blocks.en,
  ...concerns.en,
  ...search.en,
  ...desk.en,
  ...drafting.en,
  ...analysis.en,
  ...audit.en,
  ...calendar.en,
  ...campaigns.en,
  ...coding.en,
  ...commenting.en,
  ...draws.en,
  ...exports.en,
  ...receipts.en,
  ...registrations.en,
  ...registrationsDesk.en,
  ...reports.en,
  ...rounds.en,
  ...site.en,
  ...surveyAnswering.en,
  ...surveyBuild.en,
  ...surveyBuilder.en,
  ...surveyEntry.en,
  ...surveyResults.en,
  ...surveyResultsDesk.en,
  ...surveys.en,
  ...surveysDesk.en,
  ...transcripts.en,
  ...transcriptsDesk.en,
}

const messages = { zh, en }

/** The interface string of a key; `{name}` in it is replaced by `values.name`. */
export function translate(lang: Lang, key: MessageKey, values: Record<string, string | number> = {}): string {
  return messages[lang][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
