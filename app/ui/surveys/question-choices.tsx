import { answerTo } from '~/app/domain/surveys/conditions'
import { shuffled } from '~/app/domain/surveys/order'
import { otherOf } from '~/app/domain/surveys/walk'
import { useT } from '~/app/ui/language'
import type { Option, Question } from '~/db/schema/survey-definition'
import {
  anchorOf,
  fieldOf,
  QuestionField,
  QuestionGroup,
  type QuestionProps,
  typedIn,
} from './question-parts'

/** One of several. What may be left out can be taken back: a radio button alone cannot be let go of again. */
export function SingleChoice(props: QuestionProps<'single'>) {
  const { question, answers, seed } = props
  const chosen = typedIn(answers, question.id)
  return (
    <QuestionGroup {...props}>
      {inOrder(question, seed).map(({ id, label }) => (
        <Choice key={id} type="radio" name={question.id} value={id} isChosen={chosen === id} label={label} />
      ))}
      <OtherChoice {...{ ...props, type: 'radio', isChosen: chosen === 'other' }} />
      <NoAnswer question={question} />
    </QuestionGroup>
  )
}

export function YesNo(props: QuestionProps<'yes-no'>) {
  const t = useT()
  const { question, answers } = props
  const chosen = typedIn(answers, question.id)
  return (
    <QuestionGroup {...props}>
      {(['yes', 'no'] as const).map((id) => (
        <Choice
          key={id}
          type="radio"
          name={question.id}
          value={id}
          isChosen={chosen === id}
          label={t(`question.${id}`)}
        />
      ))}
      <NoAnswer question={question} />
    </QuestionGroup>
  )
}

/** Several of several; one that excludes all others stands apart from them. */
export function MultipleChoice(props: QuestionProps<'multiple'>) {
  const t = useT()
  const { question, answers, seed } = props
  const answer = answerTo(answers, question.id)
  const chosen = Array.isArray(answer) ? answer : []
  const all = inOrder(question, seed)
  const box = ({ id, label, exclusive }: Option) => (
    <Choice
      key={id}
      type="checkbox"
      name={question.id}
      value={id}
      isChosen={chosen.includes(id)}
      label={label}
      isExclusive={exclusive}
    />
  )
  const alone = all.filter(({ exclusive }) => exclusive)
  return (
    <QuestionGroup {...props} how={useHowMany(question)}>
      {all.filter(({ exclusive }) => !exclusive).map(box)}
      <OtherChoice {...{ ...props, type: 'checkbox', isChosen: chosen.includes('other') }} />
      {alone.length > 0 ? <p className="question-or">{t('question.or')}</p> : null}
      {alone.map(box)}
    </QuestionGroup>
  )
}

export function DropDown(props: QuestionProps<'drop-down'>) {
  const t = useT()
  const { question, answers, seed } = props
  return (
    <QuestionField {...props}>
      <select {...fieldOf(props)} defaultValue={typedIn(answers, question.id)}>
        <option value="">{t(question.required ? 'question.pick' : 'question.pick.optional')}</option>
        {inOrder(question, seed).map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
        {question.other ? <option value="other">{question.other}</option> : null}
      </select>
      <OtherWords {...props} />
    </QuestionField>
  )
}

export function Place(props: QuestionProps<'place'>) {
  const t = useT()
  const { question, answers, setting } = props
  return (
    <QuestionField {...props}>
      <select {...fieldOf(props)} defaultValue={typedIn(answers, question.id)}>
        <option value="">{t(question.required ? 'question.place' : 'question.pick.optional')}</option>
        {setting.places.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </QuestionField>
  )
}

type ChoiceProps = {
  type: 'radio' | 'checkbox'
  name: string
  value: string
  isChosen: boolean
  label: string
  isExclusive?: boolean | undefined
}

export function Choice({ type, name, value, isChosen, label, isExclusive }: ChoiceProps) {
  return (
    <label className="choice">
      <input
        type={type}
        name={name}
        value={value}
        defaultChecked={isChosen}
        data-exclusive={isExclusive || undefined}
      />
      <span>{label}</span>
    </label>
  )
}

/** A radio button that answers nothing, where nothing has to be answered. */
export function NoAnswer({ question }: { question: Question }) {
  const t = useT()
  if (question.required) return null
  return (
    <label className="choice choice-none">
      <input type="radio" name={question.id} value="" />
      <span>{t('question.none')}</span>
    </label>
  )
}

type OtherProps = QuestionProps<'single' | 'multiple' | 'drop-down'>

function OtherChoice(props: OtherProps & { type: 'radio' | 'checkbox'; isChosen: boolean }) {
  const { question, type, isChosen } = props
  if (!question.other) return null
  return (
    <>
      <Choice type={type} name={question.id} value="other" isChosen={isChosen} label={question.other} />
      <OtherWords {...props} />
    </>
  )
}

/** Seen once `other` is chosen; in an old browser always, and then its label says what it is for. */
function OtherWords({ question, answers, fault }: OtherProps) {
  const t = useT()
  if (!question.other) return null
  const name = otherOf(question.id)
  const typed = typedIn(answers, name)
  const anchor = `${anchorOf(question.id)}-other`
  return (
    <div className={fault && typed ? 'question-other question-other-kept' : 'question-other'}>
      <label htmlFor={anchor}>{t('question.otherWords', { label: question.other })}</label>
      <input
        type="text"
        id={anchor}
        name={name}
        defaultValue={typed}
        autoComplete="off"
        aria-describedby={fault ? `${anchorOf(question.id)}-fault` : undefined}
      />
    </div>
  )
}

function inOrder(
  { id, options, shuffle }: Question & { options: Option[]; shuffle?: boolean | undefined },
  seed: string,
) {
  return shuffle ? shuffled(options, seed, id) : options
}

function useHowMany({ least, most }: { least?: number | undefined; most?: number | undefined }): string {
  const t = useT()
  if (least && most)
    return least === most ? t('question.exactly', { most }) : t('question.between', { least, most })
  if (least) return t('question.atLeast', { least })
  return most ? t('question.atMost', { most }) : t('question.several')
}
