import type { SurveyWay } from '~/app/domain/surveys/types'
import type { QuestionKind } from '~/db/schema/survey-definition'

/** How many people; null where the number could lead to fewer than ten of them, or would give such a number away. */
export type People = number | null

export type Cell = { id: string; label: string; people: People }

export type FigureTable = {
  /** The row of a matrix, the thing that is ranked; empty where the question has one table. */
  id: string
  label: string
  /** Of how many people: all who were asked. */
  base: number
  /** The cells of an additive table are the parts of its base (`unanswered` among them); those of another overlap. */
  additive: boolean
  cells: Cell[]
  /** Of those who answered; null where nothing may be said of it. Numbers are rounded, so that nobody's own can be found. */
  mean: number | null
  median: number | null
}

/** How the groups answered. What is too small by itself is put together under `merged`. */
export type CrossTable = {
  /** Of which table of the question. */
  tableId: string
  label: string
  byId: string
  byTitle: string
  groups: { id: string; label: string; people: number }[]
  /** For each group, in their order, how many people; of an overlapping table only those who chose. */
  rows: { id: string; label: string; people: People[] }[]
}

export type QuestionFigures = {
  id: string
  kind: QuestionKind
  title: string
  /** The versions of the survey in which it was asked with these words and options. */
  versions: number[]
  /** Only some were asked: on which condition, in words; empty where everybody was. */
  condition: string
  /** Nothing is said about it, because too few were asked or it would tell of others who are few. */
  withheld: boolean
  tables: FigureTable[]
  crossings: CrossTable[]
}

/** What a survey shows, suppressed already. Texts of open questions are counted here and quoted elsewhere. */
export type SurveyFigures = {
  /** Null while fewer than ten have answered; then nothing else is said either. */
  people: People
  fewest: number
  ways: { way: SurveyWay; people: People }[]
  versions: { number: number; note: string; people: People }[]
  questions: QuestionFigures[]
}
