import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import { type DeskHead, deskHead } from '~/app/domain/activities/desk-head.server'
import { drawFindings, listFindings } from '~/app/domain/activities/gates'
import { hasDraw, lastDayForList } from '~/app/domain/activities/rules'
import type { SeatGroup } from '~/app/domain/activities/types'
import type { Finding } from '~/app/domain/findings'
import { hasPermission } from '~/app/domain/people/permissions'
import { seatFigures } from '~/app/domain/registrations/figures.server'
import { publishList } from '~/app/domain/registrations/list.server'
import type { SeatFigure } from '~/app/domain/registrations/types'
import type { Ctx } from '~/app/server/context'
import { seatCategories } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import type { DrawStep } from './forms'
import { freezeList, whatHindersFreezing } from './freeze.server'
import { drawSummary } from './page.server'
import { runDraw } from './run.server'
import type { DrawSummary } from './types'

export type DeskStep = {
  kind: DrawStep
  doneAt: Date | null
  /** Those of the gate, as long as the step has not been taken. */
  findings: Finding[]
  mayTake: boolean
  /** Nothing is in its way, and somebody else signs for it. */
  waitsForIssuer: boolean
}
export type Unconfirmed = { pseudonym: string; group: SeatGroup; confirmBy: Date }
export type DrawDesk = {
  head: DeskHead
  /** Freezing and drawing are among them only where somebody is drawn. */
  steps: DeskStep[]
  draw: DrawSummary | null
  figures: SeatFigure[]
  unconfirmed: Unconfirmed[]
  participants: number
  /** P6, P8: the last day for the list. */
  listBy: string
}

/** From the closing of the registration to the list of participants: what is done, what is next, and what stands in its way. */
export async function drawDesk(ctx: Ctx, id: number): Promise<DrawDesk> {
  const head = await deskHead(ctx, id)
  const chain = await chainOf(ctx, id)
  const handles = hasPermission(ctx, 'registration.handle', head)
  const publishes = hasPermission(ctx, 'activity.publish', head)
  const step = (kind: DrawStep, doneAt: Date | null, findings: Finding[]): DeskStep => ({
    ...{ kind, doneAt, findings: doneAt ? [] : findings },
    mayTake:
      (kind === 'list' ? publishes : handles) && !doneAt && !findings.some(({ level }) => level === 'block'),
    waitsForIssuer: kind === 'list' && !publishes && !doneAt && findings.length === 0,
  })
  const drawn = hasDraw(chain.categories)
    ? [
        step('freeze', chain.frozenAt, await whatHindersFreezing(ctx, chain)),
        step('draw', chain.drawnAt, drawFindings(chain)),
      ]
    : []
  return {
    head,
    steps: [...drawn, step('list', chain.listPublishedAt, listFindings(chain, ctx.now))],
    draw: await drawSummary(ctx, id),
    figures: await seatFigures(ctx, id),
    unconfirmed: await unconfirmedOf(ctx, id),
    participants: chain.participants.length,
    listBy: lastDayForList(chain),
  }
}

async function unconfirmedOf(ctx: Ctx, activityId: number): Promise<Unconfirmed[]> {
  const rows = await ctx.db
    .select({
      pseudonym: registrations.pseudonym,
      group: seatCategories.group,
      confirmBy: seats.confirmBy,
    })
    .from(seats)
    .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(and(eq(seatCategories.activityId, activityId), isNotNull(seats.confirmBy)))
    .orderBy(asc(seats.confirmBy), asc(seatCategories.position), asc(seats.number))
  return rows.flatMap(({ confirmBy, ...row }) => (confirmBy ? [{ ...row, confirmBy }] : []))
}

export function takeDrawStep(ctx: Ctx, id: number, step: DrawStep): Promise<void> {
  if (step === 'freeze') return freezeList(ctx, id)
  return step === 'draw' ? runDraw(ctx, id) : publishList(ctx, id)
}
