import { eq, isNull, sql } from 'drizzle-orm'
import { chooseLedger, moveOwnLedger } from '~/app/domain/activities/ledger.server'
import { activityRow } from '~/app/domain/activities/row.server'
import { newCode } from '~/app/domain/audit/codes'
import { takeStep } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import type { Db } from '~/db/client'
import { activities, agendaItems, agendaParts, seatCategories } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import { aConsultedMatter, at, type Office } from '~/test/domain/consultations/a-consulted-matter'

export { at }
export const noticed = at('2026-09-10T09:00:00')
export const registrationOpens = at('2026-09-11T09:00:00')
export const registrationCloses = at('2026-09-25T18:00:00')
export const begins = at('2026-11-10T09:00:00')
export const ends = at('2026-11-10T11:30:00')

/** A department with a published matter, a draft, and a consultation on it that runs from September to October 2026. */
export type County = {
  office: Office
  matterId: number
  consultationId: number
  textId: number
  versionId: number
}

export async function aCounty(db: Db, slug = 'housing'): Promise<County> {
  const { id, firstVersion, ...rest } = await aConsultedMatter(db, slug)
  return { ...rest, consultationId: id, versionId: firstVersion }
}

type Row = typeof activities.$inferInsert
type Category = Omit<typeof seatCategories.$inferInsert, 'activityId' | 'position' | 'id'>

export type Wanted = Partial<Omit<Row, 'id' | 'departmentId' | 'matterId' | 'consultationId'>> & {
  /** Seats; a hearing has eight of four kinds when not said. */
  categories?: Category[]
  /** `joined`: what is said goes into the county's consultation. */
  ledger?: 'own' | 'joined' | 'none'
  /** False: a draft that nobody sees. */
  published?: boolean
  /** When its notice became public. */
  at?: Date
}

export const fourSides: Category[] = [
  { group: 'consumer', seats: 3, method: 'arrival', eligibility: '住在本县、年满18周岁的居民' },
  { group: 'affected', seats: 2, method: 'lottery', eligibility: '小区物业服务企业' },
  { group: 'expert', seats: 1, method: 'nominated', eligibility: '县消费者协会推荐' },
  { group: 'observer', seats: 2, method: 'arrival', eligibility: '' },
]

/** A hearing with its rows written directly, noticed on 2026-09-10 for 2026-11-10; nobody has registered. */
export function aHearing(county: County, wanted: Wanted = {}) {
  const times = { registrationOpensAt: registrationOpens, registrationClosesAt: registrationCloses }
  return anActivity(county, 'hearing', {
    ...{ title: '电动自行车停放管理听证会', categories: fourSides, ...times },
    ...wanted,
  })
}

export function aSymposium(county: County, wanted: Wanted = {}) {
  return anActivity(county, 'symposium', { title: '充电设施座谈会', ...wanted })
}

export async function anActivity(county: County, kind: Row['kind'], wanted: Wanted = {}) {
  const { categories = [], ledger = 'own', published = true, at: on = noticed, ...words } = wanted
  const drafter = county.office.as('drafter', on)
  const [row] = await drafter.db
    .insert(activities)
    .values({
      ...{ kind, title: '一次活动', purpose: '听听大家的意见。', place: '县政务服务中心二楼会议室' },
      ...{ accessibility: '有无障碍坡道。', startsAt: begins, endsAt: ends, createdAt: on },
      ...{ matterId: county.matterId, departmentId: county.office.departmentId, ...words },
    })
    .returning({ id: activities.id })
  const id = row?.id ?? 0
  if (categories.length > 0)
    await drafter.db
      .insert(seatCategories)
      .values(categories.map((category, position) => ({ ...category, position, activityId: id })))
  if (ledger !== 'none') {
    const { consultationId, versionId } = county
    const choice = ledger === 'joined' ? { consultationId } : { versionId, explanation: '草案的说明。' }
    await chooseLedger(drafter, await activityRow(drafter, id), choice)
  }
  if (published) await publishRows(county.office.as('issuer', on), id)
  return { id, categories: await categoriesIn(drafter, id) }
}

async function publishRows(issuer: Ctx, id: number): Promise<void> {
  await takeStep(issuer, { subject: 'activity', id, kind: 'submitted' })
  await takeStep(issuer, { subject: 'activity', id, kind: 'published' })
  for (const category of await categoriesIn(issuer, id))
    await issuer.db.execute(sql`insert into seats (category_id, number)
      select ${category.id}, number from generate_series(1, ${category.seats}::int) as number`)
  await moveOwnLedger(issuer, await activityRow(issuer, id), { step: 'published' })
}

function categoriesIn({ db }: Ctx, activityId: number) {
  return db
    .select()
    .from(seatCategories)
    .where(eq(seatCategories.activityId, activityId))
    .orderBy(seatCategories.position)
}

/** The agenda of P7, half an hour for each part. */
export async function withAgenda({ db }: Ctx, activityId: number): Promise<void> {
  const titles = ['主持人宣布开始', '承办单位介绍草案', '参加人陈述', '询问和辩论', '主持人小结', '确认签字']
  await db.insert(agendaItems).values(
    agendaParts.map((part, position) => ({
      ...{ activityId, position, part, title: titles[position] ?? part, minutes: 30 },
      speaker: part === 'presentation' ? '县住房和城乡建设局' : '',
    })),
  )
}

type Person = Partial<typeof registrations.$inferInsert> & {
  /** Sits on the first free seat of the category; waits for nothing otherwise. */
  isSeated?: boolean
  /** Null: has confirmed. */
  confirmBy?: Date | null
}

/** Somebody who has registered, with the rows written directly, and who has a seat unless said otherwise. */
export async function aRegistered(
  ctx: Ctx,
  category: { id: number; activityId: number },
  { isSeated = true, confirmBy = null, ...person }: Person = {},
) {
  const code = newCode(ctx)
  const [row] = await ctx.db
    .insert(registrations)
    .values({
      ...{
        code,
        pseudonym: `A${code.slice(0, 4)}`,
        activityId: category.activityId,
        categoryId: category.id,
      },
      ...{ channel: 'online', receivedAt: ctx.now, shownName: '王**', original: {} },
      ...person,
    })
    .returning()
  if (!row) throw new Error('no row came back from the insert of a registration')
  if (isSeated) {
    const [free] = await ctx.db
      .select()
      .from(seats)
      .where(sql`${eq(seats.categoryId, category.id)} and ${isNull(seats.registrationId)}`)
      .orderBy(seats.number)
      .limit(1)
    if (!free) throw new Error('there is no free seat')
    await ctx.db
      .update(seats)
      .set({ registrationId: row.id, confirmBy })
      .where(sql`${eq(seats.categoryId, category.id)} and ${eq(seats.number, free.number)}`)
    await takeStep(ctx, { subject: 'registration', id: row.id, kind: 'seated', data: { way: 'arrival' } })
    if (!confirmBy) await takeStep(ctx, { subject: 'registration', id: row.id, kind: 'confirmed' })
  }
  return row
}

/** A further dated step of the chain, as if the department had taken it. */
export function takeChainStep(
  { office }: County,
  id: number,
  kind: string,
  on: Date,
  more: { reason?: string; data?: Record<string, unknown> } = {},
): Promise<void> {
  return takeStep(office.as('drafter', on), { subject: 'activity', id, kind, ...more })
}
