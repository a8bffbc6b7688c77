import { z } from 'zod'
import { endOfDay, isMoment } from '~/app/domain/calendar'
import {
  groupChoices,
  kindChoices,
  methodChoices,
  partChoices,
  profileChoices,
  type SeatMethod,
  storedMethod,
} from './choices'
import type { LedgerChoice } from './ledger.server'
import { periodFault } from './rules'
import type { AgendaPart, SeatCategory, SeatGroup } from './types'

const words = (most: number) => z.string().trim().max(most, `不超过 ${most} 个字`).default('')
const emptyToNull = (value: unknown) => (value === '' || value === undefined ? null : value)
const momentWords = (message: string) => z.string({ error: message }).refine(isMoment, message)
const moment = (message: string) => momentWords(message).transform(readMoment)
const optionalMoment = (message: string) => z.preprocess(emptyToNull, moment(message).nullable())
const optionalId = (message: string) =>
  z.preprocess(emptyToNull, z.coerce.number({ error: message }).int(message).positive(message).nullable())

/** In Asia/Shanghai; 23:59 is said as 24:00 everywhere, and is the end of its day. */
function readMoment(typed: string): Date {
  return typed.endsWith('T23:59') ? endOfDay(typed.slice(0, 10)) : new Date(`${typed}:00+08:00`)
}

export type NewCategory = Pick<SeatCategory, 'group' | 'seats' | 'method' | 'trait' | 'eligibility'>

const seatsWrong = '名额请写 1 到 500 之间的整数，没有这一类就空着'
const categoryFields = Object.fromEntries(
  groupChoices.flatMap((group): [string, z.ZodType][] => [
    [
      `seats-${group}`,
      z.preprocess(
        emptyToNull,
        z.coerce
          .number({ error: seatsWrong })
          .int(seatsWrong)
          .min(1, seatsWrong)
          .max(500, seatsWrong)
          .nullable(),
      ),
    ],
    [`method-${group}`, z.enum(methodChoices, { error: '请选择遴选办法' }).default('arrival')],
    [`eligibility-${group}`, words(500)],
  ]),
)

/** One row for each group, so that no group comes twice; a row without seats is no category. */
const categoriesForm = z.object(categoryFields).transform((typed) => ({
  categories: groupChoices.flatMap((group: SeatGroup): NewCategory[] => {
    const seats = typed[`seats-${group}`] as number | null
    if (seats === null) return []
    const eligibility = typed[`eligibility-${group}`] as string
    return [{ group, seats, ...storedMethod(typed[`method-${group}`] as SeatMethod), eligibility }]
  }),
}))

const explanation = words(20_000)
/** Into which ledger what is said goes: that of a consultation, one of the activity's own, or none yet. */
const ledgerFields = {
  consultationId: optionalId('请从列表中选择征求意见'),
  versionId: optionalId('请从列表中选择文稿'),
  explanation,
}

type TypedLedger = { consultationId: number | null; versionId: number | null; explanation: string }

function refuseTwoLedgers({ consultationId, versionId }: TypedLedger, check: z.RefinementCtx): void {
  if (consultationId !== null && versionId !== null)
    wrong(check, 'versionId', '已经选择并入一次征求意见，就不再选文稿；两项只选一项')
}

function ledgerOf({ consultationId, versionId, explanation }: TypedLedger): LedgerChoice | null {
  if (consultationId !== null) return { consultationId }
  return versionId === null ? null : { versionId, explanation }
}

export const ledgerForm = z
  .object(ledgerFields)
  .superRefine(refuseTwoLedgers)
  .transform((typed, check) => {
    const choice = ledgerOf(typed)
    if (choice) return { choice }
    wrong(check, 'consultationId', '请选择征求意见，或者选择文稿')
    return z.NEVER
  })

const noticeForm = z
  .object({
    kind: z.enum(kindChoices, { error: '请选择活动的方式' }),
    profile: z.enum(profileChoices, { error: '请选择听证会的类别' }).default('general'),
    matterId: z.coerce.number({ error: '请选择决策事项' }).int('请选择决策事项').positive('请选择决策事项'),
    title: z.string({ error: '请填写标题' }).trim().min(1, '请填写标题').max(200, '不超过 200 个字'),
    purpose: words(10_000),
    place: words(300),
    accessibility: words(1000),
    startsAt: moment('请填写开始的日期和时间'),
    endsAt: moment('请填写结束的日期和时间'),
    registrationOpensAt: optionalMoment('请填写报名开始的日期和时间'),
    registrationClosesAt: optionalMoment('请填写报名截止的日期和时间'),
    confirmHours: z.coerce
      .number({ error: '请填写小时数' })
      .int('请填写整数')
      .min(1, '不少于 1 小时')
      .max(720, '不超过 720 小时（30 日）')
      .default(48),
    liveUrl: words(500).refine((typed) => typed === '' || isHttps(typed), '请填写以 https:// 开头的网址'),
    ...ledgerFields,
  })
  .superRefine((typed, check) => {
    for (const { field, message } of slipsOf(typed)) wrong(check, field, message)
    refuseTwoLedgers(typed, check)
  })
  .transform(({ consultationId, versionId, explanation, ...notice }) => ({
    ...notice,
    ledger: ledgerOf({ consultationId, versionId, explanation }),
  }))

export const activityForm = z.intersection(noticeForm, categoriesForm)

export type ActivityForm = z.output<typeof noticeForm> & { categories: NewCategory[] }

type Slip = { field: string; message: string }

/** What cannot be stored at all; whatever else is missing may be saved, and is found before publishing. */
export function slipsOf(
  typed: Pick<
    ActivityForm,
    'kind' | 'profile' | 'startsAt' | 'endsAt' | 'registrationOpensAt' | 'registrationClosesAt'
  >,
): Slip[] {
  const { registrationOpensAt: opens, registrationClosesAt: closes } = typed
  const slips: Slip[] = []
  if (typed.profile === 'price' && typed.kind !== 'hearing')
    slips.push({ field: 'profile', message: '只有听证会才分价格听证会和一般听证会' })
  const fault = periodFault(typed)
  if (fault) slips.push({ field: 'endsAt', message: fault })
  if (opens && !closes) slips.push({ field: 'registrationClosesAt', message: '请同时填写报名截止的时间' })
  if (closes && !opens) slips.push({ field: 'registrationOpensAt', message: '请同时填写报名开始的时间' })
  if (opens && closes && closes <= opens)
    slips.push({ field: 'registrationClosesAt', message: '报名截止的时间要晚于开始的时间' })
  return slips
}

/** Link schemes other than https lead away from what the visitor trusts; a page over http is not shown by browsers. */
function isHttps(typed: string): boolean {
  try {
    return new URL(typed).protocol === 'https:'
  } catch {
    return false
  }
}

function wrong(check: z.RefinementCtx, field: string, message: string): void {
  check.addIssue({ code: 'custom', path: [field], message })
}

export const postponeForm = z
  .object({
    newStartsAt: moment('请填写新的开始日期和时间'),
    newEndsAt: moment('请填写新的结束日期和时间'),
    newRegistrationClosesAt: optionalMoment('请填写新的报名截止日期和时间'),
    changeReason: words(1000),
  })
  .transform((typed) => ({
    startsAt: typed.newStartsAt,
    endsAt: typed.newEndsAt,
    registrationClosesAt: typed.newRegistrationClosesAt,
    reason: typed.changeReason,
  }))

export const cancelForm = z.object({ cancelReason: words(1000) })

/** Rows of an agenda at once; empty ones are ignored. */
export const agendaRows = 40

export type NewAgendaItem = {
  part: AgendaPart
  title: string
  speaker: string
  minutes: number
}

const minutesWrong = '时长请写 1 到 600 之间的整数（分钟）'
const order = z.preprocess(emptyToNull, z.coerce.number({ error: '次序请写数字' }).nullable())
const agendaFields = Object.fromEntries(
  Array.from({ length: agendaRows }).flatMap((_, row): [string, z.ZodType][] => [
    [`order-${row}`, order],
    [`part-${row}`, z.enum(partChoices, { error: '请选择环节' }).default('statements')],
    [`title-${row}`, words(200)],
    [`speaker-${row}`, words(100)],
    [
      `minutes-${row}`,
      z.preprocess(
        emptyToNull,
        z.coerce
          .number({ error: minutesWrong })
          .int(minutesWrong)
          .min(1, minutesWrong)
          .max(600, minutesWrong)
          .nullable(),
      ),
    ],
  ]),
)

/** The whole list, in the order of the numbers before the rows; what has no title is taken out. */
export const agendaForm = z.object(agendaFields).transform((typed, check) => {
  const rows = Array.from({ length: agendaRows }).flatMap((_, row) => {
    const title = typed[`title-${row}`] as string
    const minutes = typed[`minutes-${row}`] as number | null
    if (title === '') return []
    if (minutes === null) wrong(check, `minutes-${row}`, minutesWrong)
    const place = (typed[`order-${row}`] as number | null) ?? Number.MAX_SAFE_INTEGER
    const part = typed[`part-${row}`] as NewAgendaItem['part']
    return [{ place, part, title, speaker: typed[`speaker-${row}`] as string, minutes: minutes ?? 0 }]
  })
  const items = rows.sort((one, other) => one.place - other.place)
  return { items: items.map(({ place: _place, ...item }): NewAgendaItem => item) }
})
