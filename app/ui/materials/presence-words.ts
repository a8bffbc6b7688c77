import type { Seated } from '~/app/domain/check-in/check-in-types'
import { formatDateTime } from '~/app/ui/format'
import type { useT } from '~/app/ui/language'

/** 09:12 到场; 缺席; 未登记. */
export function presenceWords(
  { presence, markedAt }: Pick<Seated, 'presence' | 'markedAt'>,
  t: ReturnType<typeof useT>,
): string {
  if (presence === null) return t('checkIn.state.none')
  if (presence === 'absent') return t('checkIn.state.absent')
  return t('checkIn.state.present', { time: markedAt ? formatDateTime(markedAt).slice(11) : '' })
}
