import type { useT } from '~/app/ui/language'
import type { Lang } from '~/app/ui/preferences'

const numerals = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** How a round is counted in words: 二 in 第二轮. */
export function roundNumber(round: number, lang: Lang): string {
  return lang === 'zh' ? (numerals[round] ?? String(round)) : String(round)
}

export function roundName(round: number, t: ReturnType<typeof useT>, lang: Lang): string {
  return t('consultation.round', { round: roundNumber(round, lang) })
}
