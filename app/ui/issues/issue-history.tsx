import type { IssueEvent } from '~/app/domain/issues/types'
import { decisionKey } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { Timeline } from '~/app/ui/timeline'

/** Who did what with an issue and when, in words, the newest first. */
export function IssueHistory({ events }: { events: IssueEvent[] }) {
  const t = useT()
  const separator = t('comment.separator')
  const titleOf = (event: IssueEvent): string => {
    switch (event.kind) {
      case 'created':
        return t('issues.event.created', { title: event.title })
      case 'changed':
        return t('issues.event.changed', {
          fields: event.fields.map((field) => t(`issues.event.field.${field}`)).join(separator),
        })
      case 'placed':
        return t('issues.event.placed', { count: event.count })
      case 'removed':
        return t('issues.event.removed', { id: event.comment })
      case 'decided':
        return t('issues.event.decided', { decision: t(decisionKey(event.decision)) })
    }
  }
  const noteOf = (event: IssueEvent): string | null => {
    if (event.kind === 'decided') return event.reason || null
    if (event.kind !== 'placed') return null
    const ids = event.comments.join(separator)
    const isMore = event.count > event.comments.length
    const numbers = t(isMore ? 'issues.event.numbers.more' : 'issues.event.numbers', { ids })
    return event.suggested ? `${numbers} · ${t('issues.event.suggested')}` : numbers
  }
  return (
    <Timeline
      label={t('issues.history')}
      format="datetime"
      steps={events.map((event) => ({
        id: event.id,
        title: titleOf(event),
        at: event.at,
        state: 'done',
        note: (
          <>
            {event.by ? <p>{event.by}</p> : null}
            {noteOf(event) ? <p>{noteOf(event)}</p> : null}
          </>
        ),
      }))}
    />
  )
}
