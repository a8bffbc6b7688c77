import type { ReactNode } from 'react'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { pipe } from '~/app/domain/surveys/say-answer'
import type { Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { DropDown, MultipleChoice, Place, SingleChoice, YesNo } from './question-choices'
import { DateInput, LongText, NumberInput, ShortText } from './question-inputs'
import type { QuestionProps } from './question-parts'
import { Matrix, Ranking, Rating } from './question-scales'

type QuestionFieldsProps = {
  definition: SurveyDefinition
  /** In the order in which they stand. */
  questions: Question[]
  /** All that was answered so far: earlier ones stand in later titles. */
  answers: Answers
  faults?: Record<string, string>
  /** Whose order of options it is. */
  seed: string
  setting: Setting
  /** The ids of those that are asked; the others are there, hidden, until an answer asks for them. Without it, all are. */
  asked?: string[]
  /** The ids of those that an answer on this page has just asked for. */
  added?: string[]
  /** By the question's id; for sheets of paper, which count them. */
  numbers?: Record<string, number>
}

/** The fields of questions, named as `readAnswers` reads them. */
export function QuestionFields(props: QuestionFieldsProps) {
  const {
    definition,
    questions,
    answers,
    faults = {},
    seed,
    setting,
    asked,
    added = [],
    numbers = {},
  } = props
  const say = (text: string | undefined) => pipe(text ?? '', definition, answers, setting)
  return (
    <div className="questions">
      {questions.map((question) => (
        <QuestionOf
          key={question.id}
          question={question}
          title={say(question.title)}
          hint={say(question.hint)}
          answers={answers}
          fault={faults[question.id]}
          seed={seed}
          setting={setting}
          number={numbers[question.id]}
          isHidden={asked !== undefined && !asked.includes(question.id)}
          isNew={added.includes(question.id)}
        />
      ))}
    </div>
  )
}

function QuestionOf({ question, ...rest }: QuestionProps): ReactNode {
  switch (question.kind) {
    case 'single':
      return <SingleChoice {...rest} question={question} />
    case 'drop-down':
      return <DropDown {...rest} question={question} />
    case 'multiple':
      return <MultipleChoice {...rest} question={question} />
    case 'yes-no':
      return <YesNo {...rest} question={question} />
    case 'place':
      return <Place {...rest} question={question} />
    case 'rating':
      return <Rating {...rest} question={question} />
    case 'matrix':
      return <Matrix {...rest} question={question} />
    case 'ranking':
      return <Ranking {...rest} question={question} />
    case 'number':
      return <NumberInput {...rest} question={question} />
    case 'date':
      return <DateInput {...rest} question={question} />
    case 'short-text':
      return <ShortText {...rest} question={question} />
    case 'long-text':
      return <LongText {...rest} question={question} />
  }
}
