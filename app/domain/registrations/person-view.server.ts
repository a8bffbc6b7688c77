import { activityRow } from '~/app/domain/activities/row.server'
import { record, transact } from '~/app/domain/audit/record.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { openPerson, type Person, registrationRow } from './row.server'

/** L3: one person, for who handles registrations in the activity's own department, and every look is written down. */
export async function seePerson(ctx: Ctx, activityId: number, id: number): Promise<Person> {
  const row = await registrationRow(ctx, id)
  requirePermission(ctx, 'registration.handle', await activityRow(ctx, row.activityId))
  if (row.activityId !== activityId) throw new Refusal(404, '这次活动里没有这个报名。')
  return transact(ctx, async (tx) => {
    const person = openPerson(row)
    if (!person) throw new Refusal(422, '这个人的个人信息已经按规定删除。')
    await record(tx, { action: 'registration.person-seen', subject: 'registration', id })
    return person
  })
}
