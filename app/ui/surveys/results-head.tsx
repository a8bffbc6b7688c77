import type { ReactNode } from 'react'
import type { PublishedConclusion, PublishedResult } from '~/app/domain/survey-results/result-types'
import { DecisionWord } from '~/app/ui/comments/comment-words'
import { CountFigure, CountFigures } from '~/app/ui/count-figure'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { questionAnchor } from './results-words'

/** How many answered, by which ways, to how many questions: what one sees first. */
export function ResultCounts({ result }: { result: PublishedResult }) {
  const t = useT()
  const { people, fewest, ways, questions } = result.figures
  if (people === null) return <p className="result-few">{t('surveyResults.people.few', { fewest })}</p>
  const known = ways.filter((way) => way.people !== null && way.people > 0)
  return (
    <CountFigures>
      <CountFigure value={formatNumber(people)} label={t('surveyResults.people.answers')} />
      {known.length > 1
        ? known.map(({ way, people: count }) => (
            <CountFigure key={way} value={formatNumber(count ?? 0)} label={t(`surveyResults.way.${way}`)} />
          ))
        : null}
      <CountFigure value={questions.length} label={t('surveyResults.questions')} />
    </CountFigures>
  )
}

/** What the answers show, each with its decision and the reason: the same as for an issue. */
export function Conclusions({ result }: { result: PublishedResult }) {
  const t = useT()
  const { conclusions } = result
  return (
    <section className="result-conclusions" aria-labelledby="conclusions">
      <h2 id="conclusions">{t('surveyResults.conclusions')}</h2>
      {conclusions.length === 0 ? <p>{t('surveyResults.conclusions.none')}</p> : null}
      <ol>
        {conclusions.map((conclusion) => (
          <ConclusionItem key={conclusion.id} conclusion={conclusion} result={result} />
        ))}
      </ol>
    </section>
  )
}

function ConclusionItem({
  conclusion,
  result,
}: {
  conclusion: PublishedConclusion
  result: PublishedResult
}) {
  const { finding, questionIds, decision, reason } = conclusion
  return (
    <li id={`conclusion-${conclusion.id}`} className="result-conclusion">
      <p className="result-finding">{finding}</p>
      <div className="result-decision">
        <DecisionWord decision={decision} />
        <p className="result-reason">{reason}</p>
      </div>
      <BasedOn questionIds={questionIds} result={result} />
    </li>
  )
}

function BasedOn({ questionIds, result }: { questionIds: string[]; result: PublishedResult }) {
  const t = useT()
  const links = questionIds.flatMap((id): ReactNode[] => {
    const at = result.figures.questions.findIndex((question) => question.id === id)
    if (at < 0) return []
    return [
      <a key={id} href={`#${questionAnchor(at)}`}>
        {t('surveyResults.questionNumber', { number: at + 1 })}
      </a>,
    ]
  })
  if (links.length === 0) return null
  return (
    <p className="result-based-on">
      {t('surveyResults.basedOn')}
      {links}
    </p>
  )
}
