import { record, type Subject, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { createContext } from '~/app/server/context'
import type { Db } from '~/db/client'
import { activities, activityReports } from '~/db/schema/activities'
import { interpretations } from '~/db/schema/interpretations'
import { announcements, matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { clauses, clauseVersions, texts, textVersions } from '~/db/schema/texts'
import type { ThingKind } from '~/search/targets'

export const officeName = '住房和城乡建设局'

const offices = ['交通运输局', '教育局', '民政局', '水务局', '财政局', '司法局', '应急管理局']

/** Departments, and a context: the rows of search tests are written directly, without the sign-off around them. */
export async function makeDepartment(db: Db) {
  const names = [officeName, ...offices]
  const [department] = await db
    .insert(departments)
    .values(names.map((name, at) => ({ slug: `office-${at}`, name, nameEn: name, kind: 'bureau' as const })))
    .returning()
  return { ctx: createContext(db, { kind: 'system' }), departmentId: department?.id ?? 0 }
}

type Article = { label: string; body: string }

export async function makePolicy(
  ctx: Ctx,
  departmentId: number,
  title: string,
  number: string,
  articles: Article[],
) {
  return transact(ctx, async (tx) => {
    const [text] = await tx.db.insert(texts).values({ departmentId, createdAt: tx.now }).returning()
    const textId = text?.id ?? 0
    const [version] = await tx.db
      .insert(textVersions)
      .values({ textId, number: 1, title, createdAt: tx.now })
      .returning()
    const versionId = version?.id ?? 0
    const ids = await tx.db
      .insert(clauses)
      .values(articles.map(() => ({ textId })))
      .returning()
    await tx.db.insert(clauseVersions).values(
      articles.map((article, position) => ({
        ...article,
        versionId,
        clauseId: ids[position]?.id ?? 0,
        position,
        kind: 'article' as const,
        depth: 0,
      })),
    )
    const [policy] = await tx.db
      .insert(policies)
      .values({
        textId,
        versionId,
        departmentId,
        title,
        documentNumber: number,
        indexNumber: `I-${number}`,
        theme: '住房保障',
        kind: '规范性文件',
        audience: [],
        signedOn: '2026-03-01',
        effectiveOn: '2026-04-01',
        createdAt: tx.now,
      })
      .returning()
    return { id: policy?.id ?? 0, clauseIds: ids.map((row) => row.id) }
  })
}

export async function makeMatter(ctx: Ctx, departmentId: number, title: string): Promise<number> {
  const [matter] = await ctx.db
    .insert(matters)
    .values({
      title,
      kind: 'public-policy',
      summary: `${title}的说明`,
      basis: '依据',
      year: 2026,
      departmentId,
      plannedMethods: ['consultation'],
      plannedTiming: '全年',
      affectedGroups: [],
      createdAt: ctx.now,
    })
    .returning()
  return matter?.id ?? 0
}

export async function makeAnnouncement(ctx: Ctx, departmentId: number, title: string): Promise<number> {
  const [announcement] = await ctx.db
    .insert(announcements)
    .values({ departmentId, title, body: `${title}的正文`, createdAt: ctx.now })
    .returning()
  return announcement?.id ?? 0
}

export async function makeActivity(ctx: Ctx, departmentId: number, title: string): Promise<number> {
  const [activity] = await ctx.db
    .insert(activities)
    .values({
      ...{ kind: 'site-visit', departmentId, title, purpose: `${title}的目的`, place: '东关社区' },
      matterId: await makeMatter(ctx, departmentId, '实地走访所属的事'),
      startsAt: ctx.now,
      endsAt: new Date(ctx.now.getTime() + 3_600_000),
      createdAt: ctx.now,
    })
    .returning()
  return activity?.id ?? 0
}

/** Its report, which is public only once its own step is taken; its id. */
export async function makeReport(ctx: Ctx, activityId: number, body: string): Promise<number> {
  const [report] = await ctx.db
    .insert(activityReports)
    .values({ activityId, body, createdAt: ctx.now })
    .returning()
  return report?.id ?? 0
}

export async function makeInterpretation(
  ctx: Ctx,
  departmentId: number,
  policyId: number,
  title: string,
): Promise<number> {
  const [interpretation] = await ctx.db
    .insert(interpretations)
    .values({
      policyId,
      departmentId,
      title,
      form: 'text',
      author: '某某',
      interpreterName: '某某',
      interpreterTitle: '局长',
      document: {},
      html: '',
      plain: `${title}的正文`,
      createdAt: ctx.now,
    })
    .returning()
  return interpretation?.id ?? 0
}

export function publish(ctx: Ctx, kind: ThingKind, id: number): Promise<void> {
  return step(ctx, kind, id, 'published')
}

export function withdraw(ctx: Ctx, kind: ThingKind, id: number): Promise<void> {
  return step(ctx, kind, id, 'withdrawn')
}

function step(ctx: Ctx, kind: ThingKind, id: number, taken: string): Promise<void> {
  const subject = kind as Subject
  return transact(ctx, async (tx) => {
    await takeStep(tx, { subject, id, kind: taken })
    await record(tx, { action: `${kind}.${taken}`, subject, id, search: [{ kind, id }] })
  })
}
