import type { Permission } from '~/app/domain/people/permissions'

export type SignOffState = 'draft' | 'submitted' | 'reviewed' | 'returned' | 'published' | 'withdrawn'
export type SignOffKind = 'submitted' | 'reviewed' | 'returned' | 'published' | 'withdrawn'

type Transition = {
  from: readonly SignOffState[]
  /** Any one of these is enough. */
  permissions: readonly Permission[]
  needsReason?: true
  refusal: string
}

type Table = Partial<Record<SignOffKind, Transition>>

const editable = ['draft', 'returned'] as const
const anyBeforePublishing = ['draft', 'submitted', 'returned'] as const

/** Drafter, reviewer, issuer: three people for what binds citizens. */
function threeHands(thing: string, write: Permission, review: Permission, publish: Permission): Table {
  return {
    submitted: {
      from: editable,
      permissions: [write],
      refusal: `${thing}已经送审，或者已经公开，不能再次送审。`,
    },
    reviewed: {
      from: ['submitted'],
      permissions: [review],
      refusal: `${thing}送审之后才能审核，已审核或已公开的不用再审。`,
    },
    returned: {
      from: ['submitted', 'reviewed'],
      permissions: [review, publish],
      needsReason: true,
      refusal: `${thing}正在审签时才能退回。`,
    },
    published: {
      from: ['reviewed'],
      permissions: [publish],
      refusal: `${thing}审核通过之后才能公开；已经公开的，公开日期不变（国办秘函〔2019〕19号）。`,
    },
    withdrawn: {
      from: ['published'],
      permissions: [publish],
      needsReason: true,
      refusal: `${thing}公开之后才能撤回。`,
    },
  }
}

/** One writes, another publishes. */
function twoHands(
  thing: string,
  write: Permission,
  publish: Permission,
  publishFrom: readonly SignOffState[],
): Table {
  return {
    submitted: {
      from: editable,
      permissions: [write],
      refusal: `${thing}已经送审，或者已经公开，不能再次送审。`,
    },
    returned: {
      from: ['submitted'],
      permissions: [publish],
      needsReason: true,
      refusal: `${thing}正在审签时才能退回。`,
    },
    published: {
      from: publishFrom,
      permissions: [publish],
      refusal: publishFrom.includes('draft')
        ? `${thing}已经公开，或者已经撤回，公开日期不变（国办秘函〔2019〕19号）。`
        : `${thing}送审之后才能公开；已经公开的，公开日期不变（国办秘函〔2019〕19号）。`,
    },
    withdrawn: {
      from: ['published'],
      permissions: [publish],
      needsReason: true,
      refusal: `${thing}公开之后才能撤回。`,
    },
  }
}

const tables = {
  consultation: threeHands('征求意见', 'consultation.write', 'consultation.review', 'consultation.publish'),
  policy: threeHands('政策文件', 'policy.write', 'policy.review', 'policy.publish'),
  interpretation: threeHands(
    '解读',
    'interpretation.write',
    'interpretation.review',
    'interpretation.publish',
  ),
  response: twoHands('回应', 'response.write', 'response.publish', ['submitted']),
  matter: twoHands('决策事项', 'matter.write', 'matter.publish', anyBeforePublishing),
  activity: twoHands('活动公告', 'activity.write', 'activity.publish', ['submitted']),
  'activity-report': twoHands('活动报告', 'activity.write', 'activity.publish', ['submitted']),
  survey: twoHands('问卷', 'survey.write', 'survey.publish', ['submitted']),
  'survey-result': twoHands('问卷结果', 'survey.write', 'survey.publish', ['submitted']),
  announcement: twoHands('公告', 'announcement.write', 'announcement.publish', anyBeforePublishing),
  'feedback-report': twoHands('采纳情况反馈', 'feedback.write', 'feedback.publish', anyBeforePublishing),
} as const satisfies Record<string, Table>

export type SignOffSubject = keyof typeof tables

const kinds: readonly SignOffKind[] = ['submitted', 'reviewed', 'returned', 'published', 'withdrawn']

/** The state that the steps, oldest first, have led to; steps that are no sign-off (changed, extended) leave it. */
export function stateAfter(steps: readonly { kind: string }[]): SignOffState {
  const last = steps.findLast((step) => (kinds as readonly string[]).includes(step.kind))
  return (last?.kind as SignOffKind | undefined) ?? 'draft'
}

/** Why a step may not be taken from this state, in words for the person; null where it may. */
export function refusalFor(subject: SignOffSubject, state: SignOffState, kind: SignOffKind): string | null {
  const transition = transitionOf(subject, kind)
  if (!transition) return '这类内容没有这一步。'
  return transition.from.includes(state) ? null : transition.refusal
}

export type OfferedStep = { kind: SignOffKind; needsReason: boolean }
export type NextStep = { kind: SignOffKind; permissions: readonly Permission[]; needsReason: boolean }

/** The steps that the state allows, for the buttons of a desk page. */
export function nextSteps(subject: SignOffSubject, state: SignOffState): NextStep[] {
  return kinds.flatMap((kind) => {
    const transition = transitionOf(subject, kind)
    if (!transition?.from.includes(state)) return []
    return [{ kind, permissions: transition.permissions, needsReason: transition.needsReason ?? false }]
  })
}

export function transitionOf(subject: SignOffSubject, kind: SignOffKind): Transition | undefined {
  return (tables[subject] as Table)[kind]
}

/** While a thing is in sign-off or public, its drafter can no longer change it. */
export function isEditable(state: SignOffState): boolean {
  return (editable as readonly SignOffState[]).includes(state)
}

/** The step by which the public sees it at `now`, or undefined while it does not. */
export function publicStep<S extends { kind: string; at: Date }>(
  steps: readonly S[],
  now: Date,
): S | undefined {
  const published = steps.find((step) => step.kind === 'published' && step.at <= now)
  const withdrawn = steps.some((step) => step.kind === 'withdrawn' && step.at <= now)
  return withdrawn ? undefined : published
}
