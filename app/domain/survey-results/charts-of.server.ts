import { chartOf } from '~/app/domain/survey-figures/chart.server'
import type { FigureTable, SurveyFigures } from '~/app/domain/survey-figures/figures'
import { stackOf } from '~/app/domain/survey-figures/stack.server'
import type { PublishedResult } from './result-types'

/** Drawn once, when the results are published: the page only sets them beside their tables. */
export function chartsOf({ questions }: SurveyFigures): PublishedResult['charts'] {
  const draw = (lang: 'zh' | 'en') =>
    questions.map(({ withheld, tables }) =>
      withheld ? null : tables.length > 1 ? stackOf(tables, lang) : drawOne(tables, lang),
    )
  return { zh: draw('zh'), en: draw('en') }
}

function drawOne([table]: FigureTable[], lang: 'zh' | 'en'): string | null {
  return table ? chartOf(withoutEmpty(table), lang) : null
}

/** As in the table: where everybody answered, nobody need see that nobody did not. */
function withoutEmpty(table: FigureTable): FigureTable {
  const cells = table.cells.filter(({ id, people }) => id !== 'unanswered' || people !== 0)
  return { ...table, cells }
}
