import type { SignOffState } from '~/app/domain/audit/transitions'

export type ScheduledSubject = 'policy' | 'interpretation'

export type Scheduled = {
  id: number
  /** The moment at which it becomes public by itself. */
  at: Date
  setAt: Date
  /** Who set it, and in whose name it is published. */
  by: string
  /** Why it was refused when its moment came. */
  failure: string
}

/** What the panel of a desk page shows. */
export type Schedule = {
  waiting: Scheduled | null
  /** The last one, where it was refused and nothing has been set since. */
  refused: Scheduled | null
  maySet: boolean
  mayCancel: boolean
}

export type ScheduledThing = {
  id: number
  departmentId: number
  state: SignOffState
  /** Of an interpretation: whether its policy is public. Before that it comes out with the policy. */
  policyIsPublic?: boolean
}
