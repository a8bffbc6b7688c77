import type { ReactNode } from 'react'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { answerTo } from '~/app/domain/surveys/conditions'
import { useT } from '~/app/ui/language'
import type { Answers, Question } from '~/db/schema/survey-definition'

/** One question as it stands in a form: with its words ready to be read, and what was answered so far. */
export type QuestionProps<Kind extends Question['kind'] = Question['kind']> = {
  question: Question & { kind: Kind }
  /** With earlier answers put in. */
  title: string
  hint: string
  answers: Answers
  fault: string | undefined
  seed: string
  setting: Setting
  /** Where questions have numbers: on paper. */
  number: number | undefined
  /** Its condition does not hold (yet). */
  isHidden: boolean
  /** An answer on this page has just asked for it. */
  isNew: boolean
}

/** The question's id in the page; what is wrong with it links there. */
export function anchorOf(questionId: string): string {
  return `q-${questionId}`
}

/** For the error summary: faults under the anchors of their questions. */
export function faultLinks(faults: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(faults).map(([id, fault]) => [id === 'form' ? id : anchorOf(id), fault]),
  )
}

/** Before a colon, without the question mark. */
export function labelOf(title: string): string {
  return title.replace(/[？?。：:]+$/, '')
}

/** What stands in a field: as it was typed, also where it cannot be an answer. */
export function typedIn(answers: Answers, id: string): string {
  const answer = answerTo(answers, id)
  return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
}

type FrameProps = Pick<
  QuestionProps,
  'question' | 'title' | 'hint' | 'fault' | 'number' | 'isHidden' | 'isNew'
> & {
  /** How it is answered, where that does not go without saying. */
  how?: string
  children: ReactNode
}

/** A question of several fields: they are one group, named by the question. */
export function QuestionGroup({ question, fault, isHidden, children, ...rest }: FrameProps) {
  return (
    <fieldset
      className={classOf({ fault, ...rest })}
      id={anchorOf(question.id)}
      data-question={question.id}
      tabIndex={-1}
      hidden={isHidden}
      aria-describedby={describedBy({ question, fault, ...rest })}
    >
      <legend className="question-title">
        <Title {...{ question, ...rest }} />
      </legend>
      <Beside {...{ question, fault, ...rest }} />
      {children}
    </fieldset>
  )
}

/** A question of one field, which its title labels. */
export function QuestionField({ question, fault, isHidden, children, ...rest }: FrameProps) {
  return (
    <div className={classOf({ fault, ...rest })} data-question={question.id} hidden={isHidden}>
      <label className="question-title" htmlFor={anchorOf(question.id)}>
        <Title {...{ question, ...rest }} />
      </label>
      <Beside {...{ question, fault, ...rest }} />
      {children}
    </div>
  )
}

/** What every field of one question carries. */
export function fieldOf({ question, hint, how, fault, isNew }: Omit<FrameProps, 'children'>) {
  return {
    id: anchorOf(question.id),
    name: question.id,
    required: question.required || undefined,
    'aria-describedby': describedBy({ question, hint, how, fault, isNew }),
    'aria-invalid': fault ? true : undefined,
  }
}

type Words = Pick<FrameProps, 'question' | 'hint' | 'how' | 'fault' | 'isNew'>

function Title({ question, title, number }: Pick<FrameProps, 'question' | 'title' | 'number'>) {
  const t = useT()
  return (
    <>
      {number === undefined ? null : <span className="question-number">{number}. </span>}
      {title}
      {question.required ? null : <span className="question-optional">{t('question.optional')}</span>}
    </>
  )
}

function Beside({ question, hint, how, fault, isNew }: Words) {
  const t = useT()
  const anchor = anchorOf(question.id)
  return (
    <>
      {isNew ? (
        <p className="question-added" id={`${anchor}-new`}>
          {t('question.added')}
        </p>
      ) : null}
      {hint ? (
        <p className="question-hint" id={`${anchor}-hint`}>
          {hint}
        </p>
      ) : null}
      {how ? (
        <p className="question-how" id={`${anchor}-how`}>
          {how}
        </p>
      ) : null}
      {fault ? (
        <p className="field-error" id={`${anchor}-fault`}>
          <span className="visually-hidden">{t('field.error')}</span>
          {fault}
        </p>
      ) : null}
    </>
  )
}

function describedBy({ question, hint, how, fault, isNew }: Words): string | undefined {
  const anchor = anchorOf(question.id)
  const ids = [
    isNew && `${anchor}-new`,
    hint && `${anchor}-hint`,
    how && `${anchor}-how`,
    fault && `${anchor}-fault`,
  ]
  return ids.filter(Boolean).join(' ') || undefined
}

function classOf({ fault, isNew }: Pick<FrameProps, 'fault' | 'isNew'>): string {
  return ['question', fault && 'question-wrong', isNew && 'question-new'].filter(Boolean).join(' ')
}
