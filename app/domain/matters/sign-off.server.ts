import { record, transact } from '~/app/domain/audit/record.server'
import { takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { matterRow, publishMatter } from './write.server'

/** One step of the sign-off, as the desk page's button names it. */
export async function takeMatterStep(ctx: Ctx, id: number, kind: string, reason: string): Promise<void> {
  if (kind === 'published') return publishMatter(ctx, id, { reason })
  if (kind !== 'submitted' && kind !== 'returned' && kind !== 'withdrawn')
    throw new Refusal(422, '没有这一步。')
  await transact(ctx, async (tx) => {
    await takeSignOffStep(tx, 'matter', await matterRow(tx, id), kind, reason)
    const shown = kind === 'withdrawn'
    await record(tx, {
      action: `matter.${kind}`,
      subject: 'matter',
      id,
      after: { reason },
      search: shown ? [{ kind: 'matter', id }] : [],
      tags: shown ? [`matter:${id}`, 'matters', 'home'] : [],
    })
  })
}
