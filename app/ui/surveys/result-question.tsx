import type { FigureTable, QuestionFigures } from '~/app/domain/survey-figures/figures'
import type { OpenFigures } from '~/app/domain/survey-results/result-types'
import type { MessageKey } from '~/app/ui/catalogue'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { CrossTables } from './cross-table'
import { OpenAnswers } from './open-answers'
import { FiguresInTable, FiguresOfRows } from './result-table'
import { canChooseSeveral, isNoChoice, mostChosen, questionAnchor } from './results-words'

type ResultQuestionProps = {
  question: QuestionFigures
  chart: string | null
  /** Its place among all questions, from 0. */
  at: number
  /** How many people answered the whole survey. */
  people: number | null
  open: OpenFigures[]
  /** Of the survey's versions, where there is more than one. */
  versions: number
}

/** One question: who was asked it, what most people say, the chart, the table beside it, and how the groups differ. */
export function ResultQuestion({ question, chart, at, people, open, versions }: ResultQuestionProps) {
  const t = useT()
  const { title, withheld, tables, crossings } = question
  const number = at + 1
  const hasRows = tables.length > 1
  const isOnlyOfSome = question.versions.length < versions
  return (
    <section
      id={questionAnchor(at)}
      className="result-question"
      aria-labelledby={`${questionAnchor(at)}-title`}
    >
      <h3 id={`${questionAnchor(at)}-title`}>
        <span className="result-number">{number}</span>
        {title}
      </h3>
      {withheld ? (
        <p className="result-withheld">{t('surveyResults.withheld')}</p>
      ) : (
        <>
          <Headline question={question} />
          <Asked question={question} people={people} />
          {isOnlyOfSome ? (
            <p className="result-asked">
              {t('surveyResults.asVersion', { versions: question.versions.join('、') })}
            </p>
          ) : null}
          <div className="result-pair" data-rows={hasRows || undefined}>
            {isText(question) ? (
              <Figures question={question} number={number} />
            ) : (
              <>
                <Chart svg={chart} />
                <details className="result-numbers">
                  <summary>{t('surveyResults.asTable')}</summary>
                  <Figures question={question} number={number} />
                </details>
              </>
            )}
          </div>
          {open.map((one) => (
            <OpenAnswers key={String(one.isOther)} open={one} />
          ))}
          <CrossTables crossings={crossings} />
        </>
      )}
    </section>
  )
}

/** How many wrote something is a number, no picture. */
function isText({ kind }: Pick<QuestionFigures, 'kind'>): boolean {
  return kind === 'short-text' || kind === 'long-text'
}

/** Said in words first: a percentage is how many of a hundred people. */
function Headline({ question }: { question: QuestionFigures }) {
  const t = useT()
  const { kind, tables } = question
  const [table] = tables
  if (!table || tables.length > 1) return null
  const words = sayHeadline(t, kind, table)
  return words ? <p className="result-headline">{words}</p> : null
}

function sayHeadline(
  t: ReturnType<typeof useT>,
  kind: QuestionFigures['kind'],
  table: FigureTable,
): string | null {
  if (isText({ kind })) {
    const written = table.cells.find(({ id }) => id === 'answered')?.people
    return written ? t('surveyResults.headline.written', { count: formatNumber(written) }) : null
  }
  if (kind === 'rating') {
    const steps = table.cells.filter(({ id }) => !isNoChoice(id)).length
    return table.mean === null
      ? null
      : t('surveyResults.headline.rating', { mean: table.mean.toFixed(1), steps })
  }
  const most = mostChosen(table)
  return most && t(headlineKeys[kind] ?? 'surveyResults.headline', most)
}

const headlineKeys: Partial<Record<QuestionFigures['kind'], MessageKey>> = {
  multiple: 'surveyResults.headline.most',
  number: 'surveyResults.headline.answer',
  date: 'surveyResults.headline.answer',
  place: 'surveyResults.headline.answer',
}

/** The denominator: how many people were asked, and who they are where it was not everybody. */
function Asked({ question, people }: { question: QuestionFigures; people: number | null }) {
  const t = useT()
  const base = question.tables[0]?.base ?? 0
  const count = formatNumber(base)
  return (
    <p className="result-asked">
      <span>
        {base === people ? t('surveyResults.askedAll', { count }) : t('surveyResults.askedSome', { count })}
      </span>
      {question.condition ? (
        <span>{t('surveyResults.condition', { condition: question.condition })}</span>
      ) : null}
      {canChooseSeveral(question) ? <span>{t('surveyResults.several')}</span> : null}
    </p>
  )
}

function Figures({ question, number }: { question: QuestionFigures; number: number }) {
  const { tables } = question
  return tables.length > 1 ? (
    <FiguresOfRows question={question} number={number} />
  ) : (
    tables.map((table) => <FiguresInTable key={table.id} {...{ question, table, number }} />)
  )
}

/** Drawn by ECharts on the server when the results were published. */
function Chart({ svg }: { svg: string | null }) {
  if (!svg) return null
  // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn on the server from the published figures
  return <div className="result-chart" dangerouslySetInnerHTML={{ __html: svg }} />
}
