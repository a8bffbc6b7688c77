import { formatDate, formatDateTime, machineTime, type When } from '~/app/ui/format'
import { useLang } from '~/app/ui/language'

export function Time({ at, format = 'date' }: { at: When; format?: 'date' | 'datetime' }) {
  const lang = useLang()
  return (
    <time dateTime={machineTime(at)}>{format === 'date' ? formatDate(at, lang) : formatDateTime(at)}</time>
  )
}
