import { recordOf } from '~/app/domain/activity-reports/record.server'
import { drawSummary } from '~/app/domain/draws/page.server'
import { materialNames } from '~/app/domain/materials/materials.server'
import { occasionOf } from '~/app/domain/occasions/occasion.server'
import { seatFigures } from '~/app/domain/registrations/figures.server'
import { participantList } from '~/app/domain/registrations/list.server'
import type { Ctx } from '~/app/server/context'
import { agendaOf } from './agenda.server'
import { type AgendaEntry, agendaTimes } from './agenda-times'

export type ActivityParts = Awaited<ReturnType<typeof activityParts>>

/** What hangs on a public activity, each part from where it is kept; what is not there yet is null or empty. */
export async function activityParts(ctx: Ctx, id: number, startsAt: Date) {
  return {
    agenda: agendaTimes(startsAt, await agendaOf(ctx, id)) satisfies AgendaEntry[],
    figures: await seatFigures(ctx, id),
    participants: await participantList(ctx, id),
    draw: await drawSummary(ctx, id),
    materials: await materialNames(ctx, id),
    record: await recordOf(ctx, id),
    occasion: await occasionOf(ctx, id),
  }
}
