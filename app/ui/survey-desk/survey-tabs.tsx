import { paths } from '~/app/paths'
import { Tabs } from '~/app/ui/comments/desk-parts'
import { useT } from '~/app/ui/language'

const places = {
  survey: paths.desk.survey,
  build: (id: number) => paths.desk.surveyBuild(id),
  preview: (id: number) => paths.desk.surveyPreview(id),
  try: (id: number) => paths.desk.surveyTry(id),
  invitations: (id: number) => paths.desk.surveyInvitations(id),
  sheets: (id: number) => paths.desk.surveySheets(id),
  texts: (id: number) => paths.desk.surveyTexts(id),
  results: paths.desk.surveyResults,
}

export type SurveyPlace = keyof typeof places

/** From one page of a survey to the others, in the order of the work. */
export function SurveyTabs({ id, current }: { id: number; current: SurveyPlace }) {
  const t = useT()
  const tabs = (Object.keys(places) as SurveyPlace[]).map((place) => ({
    label: t(`surveyTabs.${place}`),
    href: places[place](id),
    current: place === current,
  }))
  return <Tabs label={t('surveyTabs.label')} tabs={tabs} />
}
