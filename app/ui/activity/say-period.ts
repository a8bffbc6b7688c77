import { formatDateTime, type When } from '~/app/ui/format'
import type { useT } from '~/app/ui/language'
import type { Lang } from '~/app/ui/preferences'

/** 2026-11-10 09:00 至 11:30, or with both days where it lasts longer. */
export function sayPeriod(
  { startsAt, endsAt }: { startsAt: When; endsAt: When },
  t: ReturnType<typeof useT>,
): string {
  const [from, to] = [formatDateTime(startsAt), formatDateTime(endsAt)]
  const isOneDay = from.slice(0, 10) === to.slice(0, 10)
  return t('activity.period', { from, to: isOneDay ? to.slice(11) : to })
}

/** For who has to come: with the day of the week, where it is one day. */
export function sayPeriodAndWeekday(
  period: { startsAt: When; endsAt: When },
  t: ReturnType<typeof useT>,
  lang: Lang,
): string {
  const said = sayPeriod(period, t)
  if (formatDateTime(period.startsAt).slice(0, 10) !== formatDateTime(period.endsAt).slice(0, 10)) return said
  const weekday = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'long',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(period.startsAt))
  return t('activity.period.weekday', { said, weekday })
}

/** Beside the day: 09:00 至 11:30; where it lasts longer, the whole period. */
export function sayHours(period: { startsAt: When; endsAt: When }, t: ReturnType<typeof useT>): string {
  const said = sayPeriod(period, t)
  const [from, to] = [formatDateTime(period.startsAt), formatDateTime(period.endsAt)]
  return from.slice(0, 10) === to.slice(0, 10) ? said.slice(11) : said
}

/** The last minute of a day is its end: 2026-12-03 24:00. */
export function sayUntil(at: When): string {
  return formatDateTime(at).replace(/ 23:59$/, ' 24:00')
}
