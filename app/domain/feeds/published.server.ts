import { and, desc, eq, inArray, lte, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { isPublicAsWell } from '~/app/domain/audit/published.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { activities, activityReports } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { concerns, concernTriages, responses } from '~/db/schema/concerns'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { announcements, matters } from '~/db/schema/matters'
import { policies } from '~/db/schema/policies'
import { surveyResults, surveys } from '~/db/schema/surveys'

const subjects = [
  'activity',
  'activity-report',
  'announcement',
  'concern',
  'consultation',
  'feedback-report',
  'interpretation',
  'matter',
  'policy',
  'response',
  'survey',
  'survey-result',
] as const
type PublishedKind = (typeof subjects)[number]

export type PublishedEntry = {
  kind: PublishedKind
  /** One of its own for every entry: a thing may come twice, published and later extended. */
  key: string
  title: string
  href: string
  at: Date
}

/** P3, P6: whoever follows the feed hears of another end of a consultation, and of another day of a hearing, too. */
const noticeTitles = {
  extended: (title: string, kind: PublishedKind) =>
    kind === 'survey' ? `延长填答时间：${title}` : `延长征求意见：${title}`,
  terminated: (title: string) => `终止征求意见：${title}`,
  postponed: (title: string) => `延期：${title}`,
  cancelled: (title: string) => `取消：${title}`,
  'list-published': (title: string) => `参加人名单：${title}`,
  'version-published': (title: string) => `问卷有改动：${title}`,
}
type Notice = keyof typeof noticeTitles
const notices = Object.keys(noticeTitles) as Notice[]
const ofConsultation: Notice[] = ['extended', 'terminated']
const ofActivity: Notice[] = ['postponed', 'cancelled', 'list-published']
const ofSurvey: Notice[] = ['extended', 'version-published']

/** Whatever became public and still is, and what was said of it later, newest first: the source of the feed and of the site map. */
export async function latestPublished(ctx: Ctx, limit: number): Promise<PublishedEntry[]> {
  const withdrawn = alias(steps, 'withdrawn')
  const rows = await ctx.db
    .select({ step: steps.id, event: steps.kind, kind: steps.subject, id: steps.subjectId, at: steps.at })
    .from(steps)
    .where(
      and(
        inArray(steps.subject, [...subjects]),
        or(
          eq(steps.kind, 'published'),
          and(eq(steps.subject, 'consultation'), inArray(steps.kind, ofConsultation)),
          and(eq(steps.subject, 'activity'), inArray(steps.kind, ofActivity)),
          and(eq(steps.subject, 'survey'), inArray(steps.kind, ofSurvey)),
        ),
        lte(steps.at, ctx.now),
        notExists(
          ctx.db
            .select({ one: sql`1` })
            .from(withdrawn)
            .where(
              and(
                eq(withdrawn.subject, steps.subject),
                eq(withdrawn.subjectId, steps.subjectId),
                eq(withdrawn.kind, 'withdrawn'),
                lte(withdrawn.at, ctx.now),
              ),
            ),
        ),
      ),
    )
    .orderBy(desc(steps.at), desc(steps.id))
    .limit(limit)
  const described = new Map<string, Described>()
  for (const kind of subjects) {
    const ids = [...new Set(rows.filter((row) => row.kind === kind).map((row) => row.id))]
    if (ids.length === 0) continue
    for (const one of await describe[kind](ctx, ids)) described.set(`${kind}:${one.id}`, one)
  }
  return rows.flatMap((row) => {
    const one = described.get(`${row.kind}:${row.id}`)
    return one ? [entryOf({ ...row, kind: row.kind as PublishedKind }, one)] : []
  })
}

type Described = { id: number; title: string; href: string }
type Row = { step: number; event: string; kind: PublishedKind; at: Date }

function entryOf({ step, event, kind, at }: Row, { id, title, href }: Described): PublishedEntry {
  const notice = notices.find((one) => one === event)
  const key = notice ? `${kind}-${id}-${notice}-${step}` : `${kind}-${id}`
  return { kind, key, title: notice ? noticeTitles[notice](title, kind) : title, href, at }
}

/** A thing without an entry here stays out of the feed: what is not open to all, or hangs on what is not public. */
const describe: Record<PublishedKind, (ctx: Ctx, ids: number[]) => Promise<Described[]>> = {
  activity: (ctx, ids) => titled(ctx, activities, ids, paths.activity),
  async 'activity-report'(ctx, ids) {
    const rows = await ctx.db
      .select({ id: activityReports.id, of: activities.id, title: activities.title })
      .from(activityReports)
      .innerJoin(activities, eq(activities.id, activityReports.activityId))
      .where(
        and(
          inArray(activityReports.id, ids),
          isPublicAsWell('activity', activityReports.activityId, ctx.now),
        ),
      )
    return rows.map(({ id, of, title }) => ({
      id,
      title: `报告：${title}`,
      href: paths.activity(of, { anchor: 'report' }),
    }))
  },
  announcement: (ctx, ids) => titled(ctx, announcements, ids, paths.announcement),
  survey: (ctx, ids) => titled(ctx, surveys, ids, paths.survey),
  async 'survey-result'(ctx, ids) {
    const rows = await ctx.db
      .select({ id: surveyResults.id, of: surveys.id, title: surveys.title })
      .from(surveyResults)
      .innerJoin(surveys, eq(surveys.id, surveyResults.surveyId))
      .where(and(inArray(surveyResults.id, ids), isPublicAsWell('survey', surveyResults.surveyId, ctx.now)))
    return rows.map(({ id, of, title }) => ({
      id,
      title: `问卷结果：${title}`,
      href: paths.surveyResults(of),
    }))
  },
  async consultation(ctx, ids) {
    const called = await ctx.db
      .select({ id: consultations.id })
      .from(consultations)
      .where(and(inArray(consultations.id, ids), eq(consultations.form, 'public')))
    return titled(
      ctx,
      consultations,
      called.map((row) => row.id),
      paths.consultation,
    )
  },
  interpretation: (ctx, ids) => titled(ctx, interpretations, ids, paths.interpretation),
  matter: (ctx, ids) => titled(ctx, matters, ids, paths.matter),
  async policy(ctx, ids) {
    const open = await ctx.db
      .select({ id: policies.id })
      .from(policies)
      .where(and(inArray(policies.id, ids), eq(policies.disclosure, 'open')))
    return titled(
      ctx,
      policies,
      open.map((row) => row.id),
      paths.policy,
    )
  },
  async 'feedback-report'(ctx, ids) {
    const rows = await ctx.db
      .select({ id: feedbackReports.id, of: consultations.id, title: consultations.title })
      .from(feedbackReports)
      .innerJoin(consultations, eq(consultations.id, feedbackReports.consultationId))
      .where(and(inArray(feedbackReports.id, ids), isPublicAsWell('consultation', consultations.id, ctx.now)))
    return rows.map((row) => ({
      id: row.id,
      title: `${row.title}：意见采纳情况`,
      href: paths.feedback(row.of),
    }))
  },
  async concern(ctx, ids) {
    const titles = await concernTitles(ctx, ids)
    return [...titles].map(([id, title]) => ({ id, title, href: paths.concern(id) }))
  },
  async response(ctx, ids) {
    const rows = await ctx.db
      .select({ id: responses.id, of: responses.concernId })
      .from(responses)
      .innerJoin(concerns, eq(concerns.id, responses.concernId))
      .where(and(inArray(responses.id, ids), isPublicAsWell('concern', concerns.id, ctx.now)))
    const titles = await concernTitles(
      ctx,
      rows.map((row) => row.of),
    )
    return rows.map((row) => ({
      id: row.id,
      title: `回应：${titles.get(row.of) ?? ''}`,
      href: paths.concern(row.of),
    }))
  },
}

type Titled =
  | typeof activities
  | typeof announcements
  | typeof consultations
  | typeof interpretations
  | typeof matters
  | typeof policies
  | typeof surveys

async function titled(
  ctx: Ctx,
  table: Titled,
  ids: number[],
  hrefOf: (id: number) => string,
): Promise<Described[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .select({ id: table.id, title: table.title })
    .from(table)
    .where(inArray(table.id, ids))
  return rows.map((row) => ({ ...row, href: hrefOf(row.id) }))
}

async function concernTitles(ctx: Ctx, ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectDistinctOn([concernTriages.concernId], {
      id: concernTriages.concernId,
      title: concernTriages.publicTitle,
    })
    .from(concernTriages)
    .where(inArray(concernTriages.concernId, ids))
    .orderBy(concernTriages.concernId, desc(concernTriages.id))
  return new Map(rows.map((row) => [row.id, row.title]))
}
