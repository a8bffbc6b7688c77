import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '~/db/client'
import { activities } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { concernTriages } from '~/db/schema/concerns'
import { consultations } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { announcements, matters } from '~/db/schema/matters'
import { policies } from '~/db/schema/policies'
import { surveys } from '~/db/schema/surveys'
import type { ThingKind } from './targets'

export type TitleMatch = { kind: ThingKind; id: number; title: string }

/** What PostgreSQL can find while the engine is away: public things whose title has every word, newest first. */
export async function matchesByTitle(db: Db, text: string): Promise<TitleMatch[]> {
  const words = text.normalize('NFKC').trim().split(/\s+/).filter(Boolean).slice(0, 6)
  if (words.length === 0) return []
  const titles = unionAll(
    db
      // Named unlike any column of the tables joined below: an alias is written without its table.
      .select({ thing: sql<ThingKind>`'policy'`.as('thing'), id: policies.id, title: policies.title })
      .from(policies),
    db
      .select({ thing: sql<ThingKind>`'consultation'`, id: consultations.id, title: consultations.title })
      .from(consultations)
      .where(eq(consultations.form, 'public')),
    db
      .select({
        thing: sql<ThingKind>`'interpretation'`,
        id: interpretations.id,
        title: interpretations.title,
      })
      .from(interpretations),
    db.select({ thing: sql<ThingKind>`'matter'`, id: matters.id, title: matters.title }).from(matters),
    db
      .select({ thing: sql<ThingKind>`'announcement'`, id: announcements.id, title: announcements.title })
      .from(announcements),
    db
      .select({ thing: sql<ThingKind>`'activity'`, id: activities.id, title: activities.title })
      .from(activities),
    db.select({ thing: sql<ThingKind>`'survey'`, id: surveys.id, title: surveys.title }).from(surveys),
    // In the department's words, never in the citizen's own (L3).
    db
      .select({
        thing: sql<ThingKind>`'concern'`,
        id: concernTriages.concernId,
        title: concernTriages.publicTitle,
      })
      .from(concernTriages)
      .where(
        sql`${concernTriages.id} = (select max(t.id) from concern_triages t where t.concern_id = ${concernTriages.concernId})`,
      ),
  ).as('titles')
  const hasWord = (word: string) => sql`${titles.title} ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`
  const withdrawn = sql`select 1 from steps w where w.subject = ${steps.subject} and w.subject_id = ${steps.subjectId} and w.kind = 'withdrawn'`
  return db
    .select({ kind: titles.thing, id: titles.id, title: titles.title })
    .from(titles)
    .innerJoin(
      steps,
      and(
        sql`${steps.subject} = ${titles.thing}`,
        eq(steps.subjectId, titles.id),
        inArray(steps.kind, ['published']),
      ),
    )
    .where(and(...words.map(hasWord), sql`not exists (${withdrawn})`))
    .orderBy(desc(steps.at))
    .limit(20)
}
