import { describe, expect, it } from 'vitest'
import { pageAfter, progressOf } from '~/app/domain/survey-answering/answer-progress'
import type { Answers } from '~/db/schema/survey-definition'
import { everyKind } from '../surveys/a-survey'
import { marketSurvey } from '../surveys/market-survey'

describe('how far somebody is', () => {
  it('is said with "about" only while answers to come may change it', () => {
    expect(progressOf(marketSurvey, {}, 'you')).toMatchObject({ at: 1, total: 3, isAbout: true })
    expect(progressOf(marketSurvey, { often: 'daily' }, 'market')).toMatchObject({
      ...{ at: 2, total: 3, isAbout: false, back: 'you', isLast: false },
    })
    expect(progressOf(everyKind, {}, 'choices')).toMatchObject({
      at: 1,
      total: 2,
      isAbout: false,
      back: null,
    })
  })

  it('counts only the pages that the answers lead through', () => {
    expect(progressOf(marketSurvey, { often: 'never' }, 'wishes')).toMatchObject({
      ...{ at: 2, total: 2, back: 'you', isLast: true },
    })
  })
})

describe('after a change from the review', () => {
  const next = (before: Answers, answers: Answers, isReviewed = true) =>
    pageAfter(marketSurvey, { before, answers, pageId: 'you', isReviewed, hasFaults: () => false })

  it('leads back to the review when nothing new is asked', () => {
    expect(next({ often: 'daily' }, { often: 'weekly' })).toBe('end')
  })

  it('leads to what is asked only now', () => {
    expect(next({ often: 'never' }, { often: 'weekly' })).toBe('market')
  })

  it('goes page by page for who has not seen it yet', () => {
    expect(next({}, { often: 'weekly' }, false)).toBe('market')
    expect(next({}, { often: 'never' }, false)).toBe('wishes')
  })
})
