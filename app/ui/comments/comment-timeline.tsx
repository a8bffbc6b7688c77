import type { ReactNode } from 'react'
import type {
  CommentReceipt,
  ReceiptAppeal,
  ReceiptCorrection,
  ReceiptMove,
} from '~/app/domain/comments/receipt-types'
import { paths } from '~/app/paths'
import { decisionKey, WrittenWords } from '~/app/ui/comments/comment-words'
import { formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Timeline, type TimelineStep } from '~/app/ui/timeline'

type Words = { t: ReturnType<typeof useT>; lang: ReturnType<typeof useLang> }

/** The whole way of one comment: received, corrected, moderated, appealed, studied, decided, reported; or withdrawn. */
export function CommentTimeline({ receipt }: { receipt: CommentReceipt }) {
  const words = { t: useT(), lang: useLang() }
  const done = stepsTaken(receipt, words).sort((one, other) => timeOf(one) - timeOf(other))
  return (
    <Timeline
      steps={[...done, ...stepsAhead(receipt, words)]}
      label={words.t('receipt.timeline')}
      format="datetime"
    />
  )
}

function timeOf({ at }: TimelineStep): number {
  return at ? new Date(at).getTime() : 0
}

function stepsTaken(receipt: CommentReceipt, words: Words): TimelineStep[] {
  const { t } = words
  const { channel, receivedAt, terminated, feedbackAt, decisions, consultation, state } = receipt
  const received =
    channel === 'online'
      ? t('receipt.step.received')
      : t('receipt.step.entered', { channel: t(`comment.${channel}`) })
  const steps: TimelineStep[] = [
    { id: 'received', title: received, at: receivedAt, state: 'done' },
    ...receipt.corrections.map((correction) => correctionStep(correction, receipt, words)),
    ...receipt.moves.map((move) => moveStep(move, receipt, words)),
    ...receipt.appeals.map((appeal) => appealStep(appeal, words)),
  ]
  if (terminated)
    steps.push({
      id: 'terminated',
      title: t('receipt.step.terminated'),
      at: terminated.at,
      state: 'done',
      note: terminated.reason,
    })
  if (state === 'withdrawn') return steps
  for (const { issueId, title, decision, decidedAt } of decisions)
    steps.push({
      id: `issue-${issueId}`,
      title: t('receipt.step.decided', { title, decision: t(decisionKey(decision)) }),
      at: decidedAt,
      state: 'done',
    })
  if (feedbackAt)
    steps.push({
      id: 'feedback',
      title: t('receipt.step.feedback'),
      at: feedbackAt,
      state: 'done',
      href: paths.feedback(consultation.id),
    })
  return steps
}

function moveStep({ kind, at, reason }: ReceiptMove, receipt: CommentReceipt, { t }: Words): TimelineStep {
  const id = `${kind}-${new Date(at).getTime()}`
  if (kind === 'withdrawn') {
    const title = t(receipt.isNotMine ? 'receipt.step.notMine' : 'receipt.step.withdrawn')
    return { id, title, at, state: 'done', note: t('receipt.counted') }
  }
  const wasPublic = receipt.moves.some((move) => move.kind === 'published' && move.at < at)
  const title = {
    published: t('receipt.step.published'),
    refused: t(wasPublic ? 'receipt.step.takenDown' : 'receipt.step.refused'),
    restored: t('receipt.step.restored'),
  }[kind]
  return { id, title, at, state: 'done', note: kind === 'published' ? null : reason }
}

function correctionStep(
  { id, at, body, state, settledAt, reason }: ReceiptCorrection,
  receipt: CommentReceipt,
  { t }: Words,
): TimelineStep {
  const isFirstReading = state === 'waiting' && receipt.state === 'pending'
  const when = settledAt ? formatDateTime(settledAt) : ''
  const note = isFirstReading
    ? t('receipt.correction.waiting.first')
    : t(`receipt.correction.${state}`, { at: when, reason: reason ?? '' })
  const isNewest = receipt.corrections.at(-1)?.id === id
  return {
    id: `correction-${id}`,
    title: t('receipt.step.corrected'),
    at,
    state: state === 'waiting' ? 'now' : 'done',
    note: isNewest ? note : <Folded summary={note}>{body}</Folded>,
  }
}

function appealStep(
  { id, at, body, state, answerBy, settledAt, words }: ReceiptAppeal,
  { t, lang }: Words,
): TimelineStep {
  const note =
    state === 'waiting'
      ? t('receipt.appeal.waiting', { by: formatDeadline(answerBy, lang) })
      : t(`receipt.appeal.${state}`, { at: settledAt ? formatDateTime(settledAt) : '' })
  return {
    id: `appeal-${id}`,
    title: t('receipt.step.appealed'),
    at,
    state: state === 'waiting' ? 'now' : 'done',
    note: (
      <>
        <p>{note}</p>
        {words ? <WrittenWords>{words}</WrittenWords> : null}
        <Folded summary={t('receipt.appeal.grounds')}>{body}</Folded>
      </>
    ),
  }
}

function Folded({ summary, children }: { summary: ReactNode; children: string }) {
  return (
    <details>
      <summary>{summary}</summary>
      <WrittenWords>{children}</WrittenWords>
    </details>
  )
}

function stepsAhead({ state, closed, feedbackAt }: CommentReceipt, { t }: Words): TimelineStep[] {
  if (state === 'withdrawn' || feedbackAt) return []
  const steps: TimelineStep[] = []
  if (state === 'pending')
    steps.push({
      id: 'moderation',
      title: t('receipt.step.moderation'),
      state: 'now',
      note: t('receipt.step.moderation.note'),
    })
  if (state !== 'refused')
    steps.push({
      id: 'grouping',
      title: t('receipt.step.grouping'),
      state: state === 'published' && closed ? 'now' : 'coming',
      note: t('receipt.step.grouping.note'),
    })
  const note = state === 'refused' ? null : t('receipt.step.feedback.note')
  steps.push({ id: 'feedback', title: t('receipt.step.feedback'), state: 'coming', note })
  return steps
}
