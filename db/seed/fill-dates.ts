import { isWorkday } from '~/app/domain/calendar'
import type { Day } from './types'

const oneDay = 24 * 60 * 60 * 1000

/** Replaces `{{date:35}}`, `{{workday:35}}` and `{{year:0}}` by the day that many days from `dayZero`. */
export function fillDates(text: string, dayZero: Date): string {
  return text.replace(/\{\{(date|workday|year):(-?\d+)\}\}/g, (_, form: string, offset: string) => {
    const day = dayFrom(dayZero, Number(offset))
    if (form === 'year') return String(day.getUTCFullYear())
    return inChinese(form === 'workday' ? nextWorkday(day) : day)
  })
}

function dayFrom(dayZero: Date, offset: Day): Date {
  const shanghaiNoon = new Date(dayZero.getTime() + 8 * 60 * 60 * 1000)
  shanghaiNoon.setUTCHours(12, 0, 0, 0)
  return new Date(shanghaiNoon.getTime() + offset * oneDay)
}

function nextWorkday(day: Date): Date {
  return isWorkday(day.toISOString().slice(0, 10)) ? day : nextWorkday(new Date(day.getTime() + oneDay))
}

function inChinese(day: Date): string {
  return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日`
}
