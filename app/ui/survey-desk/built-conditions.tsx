import type { Setting } from '~/app/domain/surveys/check-answers'
import { theEnd } from '~/app/domain/surveys/definition'
import { sayCondition } from '~/app/domain/surveys/say-condition'
import { useT } from '~/app/ui/language'
import type { Condition, Page, SurveyDefinition } from '~/db/schema/survey-definition'

/** `第 2 页：停车`; by its number alone where it has no title. */
export function usePageName({ pages }: SurveyDefinition): (id: string) => string {
  const t = useT()
  return (id) => {
    const at = pages.findIndex((page) => page.id === id)
    const number = t('builder.page', { number: at + 1 })
    const title = pages[at]?.title
    return title ? `${number}：${title}` : number
  }
}

/** A condition as a sentence with the questions' own words. */
export function conditionWords(condition: Condition, definition: SurveyDefinition, setting: Setting): string {
  const words = sayCondition(condition, definition, setting, ({ title }) => `“${title}”`)
  // A number at its end is not to be read together with the word that follows.
  return words.replace(/(\d)$/, '$1 ')
}

/** When there is this page, and where it leads. */
export function PageConditions({
  definition,
  page,
  setting,
}: {
  definition: SurveyDefinition
  page: Page
  setting: Setting
}) {
  const t = useT()
  const nameOf = usePageName(definition)
  const say = (condition: Condition) => conditionWords(condition, definition, setting)
  if (!page.showIf && page.skips.length === 0) return null
  return (
    <ul className="built-conditions">
      {page.showIf ? <li>{t('builder.pageOnlyIf', { condition: say(page.showIf) })}</li> : null}
      {page.skips.map(({ when, to }) => (
        <li key={`${to}-${JSON.stringify(when)}`}>
          {t('builder.skip', {
            condition: say(when),
            target: to === theEnd ? t('builder.skip.end') : nameOf(to),
          })}
        </li>
      ))}
    </ul>
  )
}
