import { lastDayForList, lastDayForMaterials } from '~/app/domain/activities/rules'
import type {
  ActivityKind,
  ActivityProfile,
  SeatCategory,
  SeatGroup,
  SelectionMethod,
} from '~/app/domain/activities/types'
import { dayOf, endOfDay, startOfDay } from '~/app/domain/calendar'
import { ageBands, sexes } from '~/db/schema/registrations'
import type { RegistrationState } from './types'

const hour = 3_600_000

type Dated = { kind: ActivityKind; profile: ActivityProfile; startsAt: Date }

/** P6: whoever moves up needs the materials in time. */
export function mayMoveUp(activity: Dated, now: Date): boolean {
  return dayOf(now) <= lastDayForMaterials(activity)
}

/**
 * Until when a seat is kept for somebody to confirm: on the last day for the list only until noon, so that the list is
 * published and the materials are delivered on the same day.
 */
export function confirmByFor(activity: Dated & { confirmHours: number }, now: Date): Date {
  const { startsAt, confirmHours } = activity
  const wished = now.getTime() + confirmHours * hour
  const last = lastDayForList(activity)
  const ends = [startOfDay(last).getTime() + 12 * hour, endOfDay(last).getTime(), startsAt.getTime()]
  const latest = ends.find((end) => end >= now.getTime() + hour) ?? 0
  return new Date(Math.max(Math.min(wished, latest), now.getTime() + hour))
}

/** Who speaks for others says for whom. */
export function wantsOrganisation(group: SeatGroup): boolean {
  return group === 'expert' || group === 'organisation' || group === 'press'
}

/** What the strata are made of, to choose from. */
export const traitChoices = { sex: sexes, ageBand: ageBands }

/** L1: asked for only where the draw has strata of it. */
export function wantedTraits({ trait }: Pick<SeatCategory, 'trait'>) {
  return { township: trait === 'township', sex: trait === 'sex', ageBand: trait === 'age' }
}

/**
 * The digits of a telephone number in the mainland, the same for every way to write it: one person registers once. Null
 * where it is none. Mobile, or with its area code, of which none begins with 01 but Beijing's 010.
 */
export function readPhone(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}\u2212.()·]/gu, '')
  const digits = plain.replace(/^(?:\+|00)?86(?=0?1[3-9]\d{9}$)|^(?:\+|00)86(?=\d{9,12}$)/, '')
  const mobile = digits.replace(/^0(?=1[3-9])/, '')
  if (/^1[3-9]\d{9}$/.test(mobile)) return mobile
  // Behind +86 the area code stands without its 0.
  const landline = digits === plain || digits.startsWith('0') ? digits : `0${digits}`
  return /^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/.test(landline) ? landline : null
}

const doubleSurnames =
  '欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|呼延|完颜|拓跋|轩辕|东郭|南门|百里|西门'
const surname = new RegExp(`^(?:${doubleSurnames}|\\p{L})`, 'u')

/** L2: the whole name in the public list only where the person agreed; else the surname, 王**. */
export function shownNameOf(name: string, publishName: boolean): string {
  if (publishName) return name
  return `${surname.exec(name)?.[0] ?? ''}**`
}

type Standing = {
  steps: readonly { kind: string }[]
  /** `confirmBy` is null once confirmed. */
  seat: { confirmBy: Date | null } | null
  isWaiting: boolean
}

/** A seat counts before what once happened; who gave up, let it lapse or was excluded holds none. */
export function registrationState(
  { steps, seat, isWaiting }: Standing,
  activity: Dated,
  now: Date,
): RegistrationState {
  if (seat) return seat.confirmBy === null ? 'confirmed' : 'offered'
  const end = steps.findLast(({ kind }) => kind === 'withdrawn' || kind === 'lapsed' || kind === 'excluded')
  if (end) return end.kind as 'withdrawn' | 'lapsed' | 'excluded'
  if (isWaiting) return mayMoveUp(activity, now) ? 'waiting' : 'not-selected'
  return 'received'
}

/** Whether somebody may register for this category by himself; the others are put forward by an organisation. */
export function takesRegistrations({ method }: { method: SelectionMethod }): boolean {
  return method !== 'nominated'
}
