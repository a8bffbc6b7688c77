import { isDrawn, type RegistrationStep } from '~/app/domain/activities/types'
import type { RegistrationMove, RegistrationReceipt } from '~/app/domain/registrations/receipt-types'
import { paths } from '~/app/paths'
import type { MessageKey } from '~/app/ui/catalogue'
import { formatDate, formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Timeline, type TimelineStep } from '~/app/ui/timeline'

type Words = { t: ReturnType<typeof useT>; lang: ReturnType<typeof useLang> }

/** The whole way: from the registration to the report, what has been and what comes. */
export function RegistrationTimeline({ receipt }: { receipt: RegistrationReceipt }) {
  const words = { t: useT(), lang: useLang() }
  const done = stepsTaken(receipt, words).sort((one, other) => timeOf(one) - timeOf(other))
  return (
    <Timeline
      steps={[...done, ...stepsAhead(receipt, words)]}
      label={words.t('registration.timeline')}
      format="datetime"
    />
  )
}

function timeOf({ at }: TimelineStep): number {
  return at ? new Date(at).getTime() : 0
}

const moveWords: Record<Exclude<RegistrationStep, 'seated'>, MessageKey> = {
  waiting: 'registration.step.waiting',
  confirmed: 'registration.step.confirmed',
  withdrawn: 'registration.step.withdrawn',
  lapsed: 'registration.step.lapsed',
  excluded: 'registration.step.excluded',
  'materials-delivered': 'registration.step.materials',
  'materials-opened': 'registration.step.opened',
  present: 'registration.step.present',
  absent: 'registration.step.absent',
  'correction-asked': 'registration.step.correction',
  'correction-answered': 'registration.step.correctionAnswered',
  signed: 'registration.step.signed',
  'refused-to-sign': 'registration.step.refused',
}

function stepsTaken(receipt: RegistrationReceipt, { t }: Words): TimelineStep[] {
  const { receivedAt, channel, moves, activity, cancelled, postponed } = receipt
  const steps: TimelineStep[] = [
    {
      id: 'received',
      title: t(channel === 'nominated' ? 'registration.step.nominated' : 'registration.step.received'),
      at: receivedAt,
      state: 'done',
    },
  ]
  const add = (id: string, key: MessageKey, at: Date | null, href?: string, note?: string | null) => {
    if (at) steps.push({ id, title: t(key), at, state: 'done', href, note })
  }
  const page = paths.activity(activity.id)
  add('frozen', 'registration.step.frozen', receipt.frozenAt, paths.draw(activity.id))
  add('drawn', 'registration.step.drawn', receipt.drawnAt, paths.draw(activity.id))
  add('list', 'registration.step.list', receipt.listPublishedAt, page)
  add('postponed', 'registration.step.postponed', postponed?.at ?? null, page, postponed?.reason)
  add('cancelled', 'registration.step.cancelled', cancelled?.at ?? null, page, cancelled?.reason)
  add('held', 'registration.step.held', receipt.heldAt)
  add('transcript', 'registration.step.transcript', receipt.transcriptOpenedAt)
  add('report', 'registration.step.report', receipt.reportedAt, page)
  // After what brought it about, where both have the same moment.
  const told = moves.filter((move, at) => !isSeatedWithIt(move, moves[at - 1]))
  return [...steps, ...told.flatMap((move, at) => moveStep(move, at, t))]
}

/** By order of arrival the seat is confirmed with the registration: one thing to read, not two. */
function isSeatedWithIt({ kind, at }: RegistrationMove, before: RegistrationMove | undefined): boolean {
  return kind === 'confirmed' && before?.kind === 'seated' && before.at.getTime() === at.getTime()
}

function moveStep({ kind, at, reason, way }: RegistrationMove, place: number, t: Words['t']): TimelineStep[] {
  const key =
    kind === 'seated'
      ? (`registration.step.seated.${way ?? 'arrival'}` as const)
      : moveWords[kind as keyof typeof moveWords]
  return key ? [{ id: `${kind}-${place}`, title: t(key), at, state: 'done', note: reason }] : []
}

function stepsAhead(receipt: RegistrationReceipt, { t, lang }: Words): TimelineStep[] {
  const { state, category, activity, cancelled, heldAt, reportedAt, confirmBy, listBy } = receipt
  if (cancelled || reportedAt || ['withdrawn', 'lapsed', 'excluded'].includes(state)) return []
  const steps: TimelineStep[] = []
  const closes = activity.registrationClosesAt
  if (state === 'received' && isDrawn(category.method) && closes)
    steps.push({
      id: 'draw',
      title: t('registration.step.drawn'),
      state: 'coming',
      note: t('registration.step.drawn.note', { at: formatDeadline(closes, lang) }),
    })
  if (state === 'offered' && confirmBy)
    steps.push({
      id: 'confirm',
      title: t('registration.step.toConfirm'),
      state: 'now',
      note: t('registration.step.toConfirm.note', { at: formatDeadline(confirmBy, lang) }),
    })
  if (!receipt.listPublishedAt && !heldAt)
    steps.push({
      id: 'list-ahead',
      title: t('registration.step.list'),
      state: 'coming',
      note: t('registration.step.list.note', { day: formatDate(listBy, lang) }),
    })
  if (!heldAt)
    steps.push({
      id: 'held-ahead',
      title: t('registration.step.held'),
      state: 'coming',
      note: formatDateTime(activity.startsAt),
    })
  steps.push({ id: 'report-ahead', title: t('registration.step.report'), state: 'coming' })
  return steps
}
