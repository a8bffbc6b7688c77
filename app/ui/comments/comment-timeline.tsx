import type { CommentState, Decision } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { decisionKey } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { Timeline, type TimelineStep } from '~/app/ui/timeline'

type Way = {
  consultation: { id: number }
  receivedAt: Date
  state: CommentState
  moderatedAt: Date | null
  refusal: string | null
  withdrawnAt: Date | null
  closed: boolean
  feedbackAt: Date | null
  decisions: { issueId: number; title: string; decision: Decision; reason: string; decidedAt: Date }[]
}

/** The whole way of one comment: received, moderated, studied, decided with a reason, reported; or withdrawn. */
export function CommentTimeline({ receipt }: { receipt: Way }) {
  const t = useT()
  const steps: TimelineStep[] = [
    { id: 'received', title: t('receipt.step.received'), at: receipt.receivedAt, state: 'done' },
  ]
  if (receipt.moderatedAt) {
    const title = t(receipt.refusal ? 'receipt.step.refused' : 'receipt.step.published')
    steps.push({ id: 'moderated', title, at: receipt.moderatedAt, state: 'done', note: receipt.refusal })
  }
  if (receipt.withdrawnAt) {
    const note = t('receipt.counted')
    steps.push({
      id: 'withdrawn',
      title: t('receipt.step.withdrawn'),
      at: receipt.withdrawnAt,
      state: 'done',
      note,
    })
  } else {
    steps.push(...stepsAhead(receipt, t))
  }
  return <Timeline steps={steps} label={t('receipt.timeline')} />
}

function stepsAhead(receipt: Way, t: ReturnType<typeof useT>): TimelineStep[] {
  const { state, closed, feedbackAt, decisions, consultation } = receipt
  const steps: TimelineStep[] = []
  if (state === 'pending') {
    const note = t('receipt.step.moderation.note')
    steps.push({ id: 'moderation', title: t('receipt.step.moderation'), state: 'now', note })
  }
  for (const { issueId, title, decision, reason, decidedAt } of decisions) {
    const words = t('receipt.step.decided', { title, decision: t(decisionKey(decision)) })
    const href = `${paths.feedback(consultation.id)}#issue-${issueId}`
    steps.push({
      id: issueId,
      title: words,
      at: decidedAt,
      state: 'done',
      note: reason || t('feedback.noReason'),
      href,
    })
  }
  if (state !== 'refused' && !feedbackAt) {
    const note = t('receipt.step.grouping.note')
    steps.push({
      id: 'grouping',
      title: t('receipt.step.grouping'),
      state: state === 'published' && closed ? 'now' : 'coming',
      note,
    })
  }
  const href = feedbackAt ? paths.feedback(consultation.id) : null
  const note = feedbackAt || state === 'refused' ? null : t('receipt.step.feedback.note')
  steps.push({
    id: 'feedback',
    title: t('receipt.step.feedback'),
    at: feedbackAt,
    state: feedbackAt ? 'done' : 'coming',
    note,
    href,
  })
  return steps
}
