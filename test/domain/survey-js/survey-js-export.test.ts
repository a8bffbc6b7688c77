import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportSurveyJs } from '~/app/domain/survey-js/export'
import { faultsOf } from '~/app/domain/surveys/check-answers'
import { otherOf, questionsOf, walk } from '~/app/domain/surveys/walk'
import type { Answer, Answers, SurveyDefinition } from '~/db/schema/survey-definition'
import { runs } from '~/test/support/runs'
import { answersTo, definitions, isNothing, places } from '../surveys/definitions'
import { answerThere, picker } from './headless-survey'

const titled = (definition: SurveyDefinition) => ({ title: '问卷', purpose: '为了改进', definition })

describe('a survey as SurveyJS JSON, read by SurveyJS itself', () => {
  it('asks the same questions and keeps the same answers', () => {
    fc.assert(
      fc.property(
        definitions(),
        fc.array(fc.string(), { minLength: 2, maxLength: 2 }),
        (definition, seeds) => {
          const exported = exportSurveyJs(titled(definition), places)
          const valid = validAnswers(definition)
          for (const seed of seeds) {
            const pick = picker(valid, seed)
            const given = givenBy(pick, definition)
            const { pages, answers } = walk(definition, given)
            const there = answerThere(exported, definition, pick)
            expect(there.visible).toEqual(pages.flatMap(({ questions }) => questions.map(({ id }) => id)))
            expect(there.answers).toEqual(answers)
          }
        },
      ),
      runs(45),
    )
  })

  it('does so too where somebody goes back and changes the answers', () => {
    fc.assert(
      fc.property(definitions(), fc.string(), fc.string(), (definition, first, then) => {
        const exported = exportSurveyJs(titled(definition), places)
        const valid = validAnswers(definition)
        const pick = picker(valid, then)
        const { pages, answers } = walk(definition, givenBy(pick, definition))
        const there = answerThere(exported, definition, pick, picker(valid, first))
        expect(there.visible).toEqual(pages.flatMap(({ questions }) => questions.map(({ id }) => id)))
        expect(there.answers).toEqual(answers)
      }),
      runs(45),
    )
  })

  it('finds the same answers missing', () => {
    fc.assert(
      fc.property(definitions(), fc.string(), (definition, seed) => {
        const exported = exportSurveyJs(titled(definition), places)
        const all = new Map(
          [...validAnswers(definition)].map(([id, answers]) => [id, [...answers, undefined]]),
        )
        const pick = picker(all, seed)
        const { pages, answers } = walk(definition, givenBy(pick, definition))
        const faults = faultsOf(
          pages.flatMap(({ questions }) => questions),
          answers,
          { places },
        )
        expect(answerThere(exported, definition, pick).faults.sort()).toEqual(Object.keys(faults).sort())
      }),
      runs(45),
    )
  })
})

function validAnswers(definition: SurveyDefinition): Map<string, (Answer | undefined)[]> {
  return new Map(
    questionsOf(definition).map((question) => [
      question.id,
      answersTo(question)
        .filter(
          (answer) =>
            (isNothing(answer) && !question.required) ||
            (!isNothing(answer) &&
              Object.keys(faultsOf([question], withOther(question.id, answer), { places })).length === 0),
        )
        .map((answer) => (isNothing(answer) ? undefined : answer)),
    ]),
  )
}

function givenBy(pick: (id: string) => Answer | undefined, definition: SurveyDefinition): Answers {
  return Object.assign({}, ...questionsOf(definition).map(({ id }) => withOther(id, pick(id))))
}

function withOther(id: string, answer: Answer | undefined): Answers {
  if (answer === undefined || isNothing(answer)) return {}
  const isOther = answer === 'other' || (Array.isArray(answer) && answer.includes('other'))
  return { [id]: answer, ...(isOther ? { [otherOf(id)]: '别的' } : {}) }
}
