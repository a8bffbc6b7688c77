import { and, eq, inArray, sql } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import { type Chain, freezeFindings, shareFindings } from '~/app/domain/activities/gates'
import { lockActivity, type StoredActivity, shownOn } from '~/app/domain/activities/row.server'
import { isDrawn, isParticipantGroup, type SeatCategory, type SeatGroup } from '~/app/domain/activities/types'
import { record, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import type { Finding } from '~/app/domain/findings'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { refuseIfBlocked } from '~/app/server/errors'
import { seatCategories } from '~/db/schema/activities'
import { draws, registrations } from '~/db/schema/registrations'
import { type DrawEntry, sha256, writeList } from './draw'

/** What the head of the file keeps as it was on that day, whatever is postponed or renamed later. */
export type FrozenData = { sha256: string; count: number; title: string; closed: string }

/** Closes the list of those who take part in the draw, and publishes it under pseudonyms with its fingerprint (P6). */
export function freezeList(ctx: Ctx, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, id, 'no key update')
    requirePermission(tx, 'registration.handle', activity)
    const chain = await chainOf(tx, id)
    refuseIfBlocked(await whatHindersFreezing(tx, chain))
    const entries = await entriesOf(tx, chain.categories)
    const list = writeList(entries)
    const listHash = await sha256(list)
    await tx.db.update(draws).set({ list, listHash, frozenAt: tx.now }).where(eq(draws.activityId, id))
    const data: FrozenData = { sha256: listHash, count: entries.length, ...namesOf(activity) }
    await takeStep(tx, { subject: 'activity', id, kind: 'list-frozen', data })
    await record(tx, {
      ...{ action: 'activity.list-frozen', subject: 'activity', id, after: data },
      ...shownOn(activity),
    })
  })
}

/** What the page shows and freezing refuses. As long as it is not frozen, more consumers may still register (P8). */
export async function whatHindersFreezing(ctx: Ctx, chain: Chain): Promise<Finding[]> {
  const findings = freezeFindings(chain, ctx.now)
  if (findings.length > 0) return findings
  return shareFindings(chain, groupsAfterDraw(chain, await entriesOf(ctx, chain.categories)))
}

/** Who will take part at most: those who sit already, and as many of those to be drawn as there are seats. */
function groupsAfterDraw({ participants, categories }: Chain, entries: DrawEntry[]): SeatGroup[] {
  const drawn = categories.filter(({ method, group }) => isDrawn(method) && isParticipantGroup(group))
  return [
    ...participants.map(({ group }) => group),
    ...drawn.flatMap(({ group, seats }) =>
      entries.flatMap((entry) => (entry.group === group ? [group] : [])).slice(0, seats),
    ),
  ]
}

function namesOf({ title, registrationClosesAt }: StoredActivity) {
  return { title, closed: registrationClosesAt?.toISOString() ?? '' }
}

/** Whoever has registered in a category that is drawn, and has neither withdrawn nor been excluded. */
async function entriesOf(tx: Ctx, categories: SeatCategory[]): Promise<DrawEntry[]> {
  const drawn = categories.filter(({ method }) => isDrawn(method))
  const rows = await tx.db
    .select({
      pseudonym: registrations.pseudonym,
      group: seatCategories.group,
      trait: seatCategories.trait,
      township: registrations.township,
      sex: registrations.sex,
      age: registrations.ageBand,
    })
    .from(registrations)
    .innerJoin(seatCategories, eq(seatCategories.id, registrations.categoryId))
    .where(
      and(
        inArray(
          registrations.categoryId,
          drawn.map(({ id }) => id),
        ),
        stillStanding,
      ),
    )
  return rows.map(({ pseudonym, group, trait, ...traits }) => ({
    pseudonym,
    group,
    stratum: trait && traits[trait],
  }))
}

/** For a query of registrations: false for who has gone. In plain SQL, since drizzle leaves out the tables' names at times. */
export const stillStanding = sql<boolean>`not exists (
  select 1 from steps where steps.subject = 'registration' and steps.subject_id = registrations.id
    and steps.kind in ('withdrawn', 'excluded'))`
