import { asc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import type { Finding } from '~/app/domain/findings'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { activities, agendaItems } from '~/db/schema/activities'
import { departments } from '~/db/schema/people'
import { type NewAgendaItem, proposedAgenda } from './agenda'
import { chainOf } from './chain.server'
import { type DeskHead, deskHead } from './desk-head.server'
import { agendaFindings, agendaTimeFindings } from './gates'
import { activityRow, categoriesOf, lockActivity, shownOn } from './row.server'

/** P7: what happens in which order, and for how long each speaks. */
export function agendaOf(ctx: Ctx, activityId: number): Promise<NewAgendaItem[]> {
  return ctx.db
    .select({
      part: agendaItems.part,
      title: agendaItems.title,
      speaker: agendaItems.speaker,
      minutes: agendaItems.minutes,
    })
    .from(agendaItems)
    .where(eq(agendaItems.activityId, activityId))
    .orderBy(asc(agendaItems.position))
}

/** The whole agenda at once, until the hearing has been held; what is still missing is found, not refused. */
export async function saveAgenda(ctx: Ctx, id: number, items: NewAgendaItem[]): Promise<void> {
  await transact(ctx, async (tx) => {
    requirePermission(tx, 'activity.write', await activityRow(tx, id))
    const row = await lockActivity(tx, id, 'no key update')
    const refusal = refusalToSave(await chainOf(tx, id))
    if (refusal) throw new Refusal(409, refusal)
    const before = await agendaOf(tx, id)
    await tx.db.delete(agendaItems).where(eq(agendaItems.activityId, id))
    if (items.length > 0)
      await tx.db
        .insert(agendaItems)
        .values(items.map((item, position) => ({ ...item, activityId: id, position })))
    await record(tx, {
      action: 'activity.agenda-saved',
      subject: 'activity',
      id,
      before,
      after: items,
      ...shownOn(row),
    })
  })
}

function refusalToSave({
  kind,
  heldAt,
  cancelledAt,
}: {
  kind: string
  heldAt: Date | null
  cancelledAt: Date | null
}): string | null {
  if (kind !== 'hearing') return '只有听证会才要按法定的次序排议程；其他活动请在“要听取什么意见”里写明安排。'
  if (cancelledAt) return '这次活动已经取消，议程不再修改。'
  return heldAt ? '听证会已经举行，议程不能再改。' : null
}

export type DeskAgenda = {
  head: DeskHead
  items: NewAgendaItem[]
  /** Nothing is saved yet: `items` is what is proposed. */
  isProposal: boolean
  canEdit: boolean
  startsAt: Date
  endsAt: Date
  findings: Finding[]
}

export async function deskAgenda(ctx: Ctx, id: number): Promise<DeskAgenda> {
  const head = await deskHead(ctx, id)
  const [row] = await ctx.db
    .select({ startsAt: activities.startsAt, endsAt: activities.endsAt, department: departments.name })
    .from(activities)
    .innerJoin(departments, eq(departments.id, activities.departmentId))
    .where(eq(activities.id, id))
  if (!row) throw new Error('an activity without its department')
  const saved = await agendaOf(ctx, id)
  const isProposal = saved.length === 0
  const items = isProposal ? proposedAgenda({ ...row, categories: await categoriesOf(ctx, id) }) : saved
  const { startsAt, endsAt } = row
  const isOpen = refusalToSave(await chainOf(ctx, id)) === null
  return {
    head,
    items,
    isProposal,
    canEdit: isOpen && hasPermission(ctx, 'activity.write', head),
    startsAt,
    endsAt,
    findings: [...agendaFindings(saved.map(({ part }) => part)), ...agendaTimeFindings(saved, row)],
  }
}
