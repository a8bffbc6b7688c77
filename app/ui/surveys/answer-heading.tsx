import type { AnswerHead } from '~/app/domain/survey-answering/answer-types'
import { Deadline } from '~/app/ui/deadline'
import { useLang, useT } from '~/app/ui/language'

type AnswerHeadingProps = {
  head: AnswerHead
  title: string
  /** How far it is, in words; the bar below says the same to the eye. */
  step?: string
  share?: number
}

export function AnswerHeading({ head, title, step, share }: AnswerHeadingProps) {
  const t = useT()
  const lang = useLang()
  return (
    <header className="answering-head">
      <p className="answering-survey">{t('answering.survey', { title: head.title })}</p>
      <h1>{title}</h1>
      {step ? (
        <p className="answering-step">
          <span>{step}</span>
          <Deadline at={head.closesAt} now={head.now} lang={lang} />
        </p>
      ) : null}
      {share === undefined ? null : (
        <div className="answering-bar" aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
        </div>
      )}
    </header>
  )
}
