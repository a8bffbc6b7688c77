import { categoriesOf, lockActivity, type StoredActivity } from '~/app/domain/activities/row.server'
import { lastDayForMaterials, refusalToRegister } from '~/app/domain/activities/rules'
import { callsPeople, type SeatCategory } from '~/app/domain/activities/types'
import { lastStep, type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { knownTownships } from '~/app/domain/departments/list.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { missingDetails } from './missing-details'
import type { Received } from './receive.server'
import { mayMoveUp, takesRegistrations, wantedTraits } from './rules'
import { freeSeats, lockCategories } from './seats.server'

export type Passed = { received: Received; category: SeatCategory }
type Checked = {
  passed: Passed[]
  refused: Map<Received, Refusal>
  activities: Map<number, StoredActivity>
}

/** Checks a batch, each thing asked once for all who need it; from here on the seats of their categories are this transaction's. */
export async function checkAll(tx: Ctx, batch: Received[]): Promise<Checked> {
  const checked: Checked = { passed: [], refused: new Map(), activities: new Map() }
  const townships = await knownTownships(tx, batch)
  const ids = [...new Set(batch.map(({ activityId }) => activityId))].sort((a, b) => a - b)
  const settings = new Map<number, Setting | Refusal>()
  for (const id of ids) settings.set(id, await settingOf(tx, id))
  for (const received of batch) {
    try {
      const setting = settings.get(received.activityId)
      if (!setting || setting instanceof Refusal) throw setting ?? notFound('活动')
      checked.passed.push({ received, category: check(tx, received, setting, townships) })
      checked.activities.set(setting.activity.id, setting.activity)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      checked.refused.set(received, error)
    }
  }
  // Also those of a draw, where nothing is given yet: how many have registered is kept for each category.
  await lockCategories(tx, [...new Set(checked.passed.map(({ category }) => category.id))])
  await refuseBeyondSeats(tx, checked)
  return checked
}

type Setting = { activity: StoredActivity; steps: Step[]; categories: SeatCategory[] }

async function settingOf(tx: Ctx, id: number): Promise<Setting | Refusal> {
  try {
    const activity = await lockActivity(tx, id, 'share')
    const steps = await stepsOf(tx, 'activity', id)
    return { activity, steps, categories: await categoriesOf(tx, id) }
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function check(tx: Ctx, received: Received, setting: Setting, townships: Set<string>): SeatCategory {
  const { activity, categories } = setting
  const { channel, township } = received
  if (channel !== 'online') requirePermission(tx, 'registration.handle', activity)
  // By the clock of its own request, not of the batch.
  if (!callsPeople(activity.kind) || !publicStep(setting.steps, received.at)) throw notFound('活动')
  if (channel === 'nominated') requireNominationInTime(received, setting)
  else requireRegistrationOpen(received, setting)
  const category = categories.find(({ id }) => id === received.categoryId)
  if (!category) throw wrongField('categoryId', '请从列表中选择以什么身份参加')
  if (takesRegistrations(category) !== (channel !== 'nominated'))
    throw wrongField(
      'categoryId',
      channel === 'nominated'
        ? '这一类由个人报名，不用推荐；请选择电话或者窗口'
        : '这一类由有关单位推荐，不能自己报名；请选择其他身份',
    )
  requireDetails(received, category)
  if (wantedTraits(category).township && !townships.has(township))
    throw wrongField('township', '请从列表中选择乡镇或街道')
  return category
}

function requireRegistrationOpen({ at }: Received, { activity, steps }: Setting): void {
  const cancelledAt = lastStep(steps, 'cancelled')?.at ?? null
  const refusal = refusalToRegister({ ...activity, cancelledAt }, at)
  if (refusal) throw new Refusal(refusal.status, refusal.message)
  if (lastStep(steps, 'list-frozen')) throw new Refusal(410, '报名名单已经封存，不再接受报名。')
}

function requireNominationInTime({ at }: Received, { activity, steps }: Setting): void {
  if (lastStep(steps, 'cancelled')) throw new Refusal(410, '这次活动已经取消，不再接受推荐。')
  if (lastStep(steps, 'held') || !mayMoveUp(activity, at))
    throw new Refusal(410, `推荐的参加人须在 ${lastDayForMaterials(activity)} 前录入，现在已经晚了。`)
}

/** What the category asks for has to be there. */
function requireDetails(received: Received, category: SeatCategory): void {
  const fields = missingDetails(received, category)
  if (Object.keys(fields).length > 0) throw new Refusal(422, Object.values(fields).join('；'), { fields })
}

/** Nobody waits to be nominated: who puts more forward than there are seats is told so. */
async function refuseBeyondSeats(tx: Ctx, checked: Checked): Promise<void> {
  const nominated = checked.passed.filter(({ category }) => category.method === 'nominated')
  for (const { received, category } of nominated) {
    const before = checked.passed.filter(
      (other) => other.category.id === category.id && !checked.refused.has(other.received),
    )
    const free = await freeSeats(tx, category.id, before.length)
    if (before.findIndex((other) => other.received === received) < free.length) continue
    checked.refused.set(
      received,
      new Refusal(409, `这一类的 ${category.seats} 个名额已经满了；要换人的，请先取消一位。`),
    )
  }
  checked.passed = checked.passed.filter(({ received }) => !checked.refused.has(received))
}
