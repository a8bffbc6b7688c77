import { dayOf } from '~/app/domain/calendar'
import type { Db } from '~/db/client'
import type { People } from './people'

export const cast = {
  drafter: 'housing.drafter@yunling.example',
  reviewer: 'housing.reviewer@yunling.example',
  issuer: 'housing.issuer@yunling.example',
  spokesperson: 'housing.spokesperson@yunling.example',
  moderator: 'moderator@yunling.example',
  countySpokesperson: 'spokesperson@yunling.example',
}

/** What one step leaves to the next, as a person would have it on the screen or on paper. */
export type Story = {
  people: People
  db: Db
  today: string
  text: number
  matter: number
  consultation: number
  policy: number
  interpretation: number
  concern: number
  commentCode: string
  concernCode: string
  clauseAnchor: string
  /** The address of the picture in the interpretation. */
  picture: string
}

export function beginStory(): Story {
  const numbers = { text: 0, matter: 0, consultation: 0, policy: 0, interpretation: 0, concern: 0 }
  const nobody = {} as Pick<Story, 'people' | 'db'>
  return {
    ...nobody,
    ...numbers,
    today: dayOf(new Date()),
    commentCode: '',
    concernCode: '',
    clauseAnchor: '',
    picture: '',
  }
}
