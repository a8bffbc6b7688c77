import type { PublishedResult } from '~/app/domain/survey-results/result-types'
import type { SurveyAccess } from '~/app/domain/surveys/types'
import { useLang, useT } from '~/app/ui/language'
import { Paragraphs } from '~/app/ui/paragraphs'
import { ResultQuestion } from './result-question'
import { Conclusions, ResultCounts } from './results-head'
import { HowMade, Protection } from './results-notes'
import { questionAnchor } from './results-words'

type ResultsProps = { result: PublishedResult; introduction: string; access: SurveyAccess }

/** The whole of it: first what it shows and what is done about it, then question by question, then how it was made. */
export function Results({ result, introduction, access }: ResultsProps) {
  const t = useT()
  return (
    <div className="results">
      <ResultCounts result={result} />
      <Conclusions result={result} />
      {introduction ? (
        <section className="result-introduction" aria-labelledby="result-introduction">
          <h2 id="result-introduction">{t('surveyResults.introduction')}</h2>
          <Paragraphs text={introduction} />
        </section>
      ) : null}
      <Questions result={result} />
      <HowMade result={result} access={access} />
      <Protection fewest={result.figures.fewest} />
    </div>
  )
}

function Questions({ result }: { result: PublishedResult }) {
  const t = useT()
  const lang = useLang()
  const { figures, charts, open } = result
  const { questions } = figures
  if (questions.length === 0 || figures.people === null) return null
  return (
    <section className="result-questions" aria-labelledby="result-questions">
      <h2 id="result-questions">{t('surveyResults.byQuestion')}</h2>
      <p className="result-reading">{t('surveyResults.reading')}</p>
      {questions.length > 5 ? (
        <details className="result-contents">
          <summary>{t('surveyResults.contents', { count: questions.length })}</summary>
          <ol>
            {questions.map(({ id, versions, title }, at) => (
              <li key={`${id} ${versions.join()}`}>
                <a href={`#${questionAnchor(at)}`}>{title}</a>
              </li>
            ))}
          </ol>
        </details>
      ) : null}
      {questions.map((question, at) => (
        <ResultQuestion
          key={`${question.id} ${question.versions.join()}`}
          question={question}
          chart={charts[lang][at] ?? null}
          at={at}
          people={figures.people}
          open={isFirstOf(questions, at) ? open.filter(({ questionId }) => questionId === question.id) : []}
          versions={figures.versions.length}
        />
      ))}
    </section>
  )
}

/** A question that was mended stands there twice; what people wrote to it stands at the first of them that says something. */
function isFirstOf(questions: PublishedResult['figures']['questions'], at: number): boolean {
  const id = questions[at]?.id
  return questions.findIndex((one) => one.id === id && !one.withheld) === at
}
