import { isClosing, type PublicDate } from '~/app/domain/public-dates/types'
import { paths } from '~/app/paths'
import { type MessageKey, translate } from '~/app/ui/catalogue'
import { formatDateTime, formatDeadline } from '~/app/ui/format'

export function hrefOfDate({ kind, id }: Pick<PublicDate, 'kind' | 'id'>): string {
  if (kind === 'survey') return paths.survey(id)
  return kind === 'consultation' ? paths.consultation(id) : paths.activity(id)
}

/** What became of a date since it was announced, as a word; null while nothing did. */
export function stateKey({ state, event }: Pick<PublicDate, 'state' | 'event'>): MessageKey | null {
  if (state === 'planned') return null
  return event === 'closes' || event === 'survey-closes'
    ? `calendar.state.${state}.closes`
    : `calendar.state.${state}`
}

/** What stands in a telephone's calendar: content, so in Chinese. */
export function fileWords(date: PublicDate, url: string) {
  const say = (key: MessageKey, values?: Record<string, string>) => translate('zh', key, values)
  const { title, event, kind } = date
  const kindWord = say(`calendar.kind.${kind}`)
  const held = title.includes(kindWord) ? title : say('calendarFile.held', { kind: kindWord, title })
  const summary =
    event === 'held' ? held : say('calendarFile.moment', { event: say(`calendar.event.${event}`), title })
  const called = event === 'closes' ? 'calendarFile.terminated' : 'calendarFile.cancelled'
  return {
    summary: date.state === 'cancelled' ? say(called, { summary }) : summary,
    description: [
      say(...timeWords(date)),
      date.place === '' ? '' : say('calendarFile.place', { place: date.place }),
      say('calendarFile.department', { department: date.department }),
      say('calendarFile.more', { url }),
    ]
      .filter((line) => line !== '')
      .join('\n'),
    reminder: event === 'held' ? say('calendarFile.reminder', { title }) : undefined,
  }
}

function timeWords({ event, at, endsAt }: PublicDate): [MessageKey, { at: string }] {
  if (isClosing(event)) return ['calendarFile.deadline', { at: formatDeadline(at) }]
  if (endsAt === null) return ['calendarFile.opening', { at: formatDateTime(at) }]
  return ['calendarFile.at', { at: `${formatDateTime(at)}—${formatDateTime(endsAt)}` }]
}
