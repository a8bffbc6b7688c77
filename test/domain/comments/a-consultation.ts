import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { takeStep } from '~/app/domain/audit/steps.server'
import { endOfDay } from '~/app/domain/calendar'
import { type NewComment, submitComment } from '~/app/domain/comments/submit.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx, Role } from '~/app/server/context'
import type { Db } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { points } from '~/db/schema/issues'
import { matters } from '~/db/schema/matters'
import { accounts, departments } from '~/db/schema/people'

export const opened = new Date('2026-11-02T09:00:00+08:00')
export const during = new Date('2026-11-10T10:00:00+08:00')
export const closing = endOfDay('2026-12-04')
export const after = new Date('2026-12-07T10:00:00+08:00')

const draft = `云岭县路灯管理办法（征求意见稿）
第一条　为了规范路灯管理，制定本办法。
第二条　县城道路路灯每日18时开启，次日6时关闭。
第三条　路灯损坏的，管护单位应当在三日内修复。`

export function contextAt(db: Db, now: Date): Ctx {
  return { db, actor: { kind: 'citizen' }, now, random: randomBytes }
}

export function systemAt(db: Db, now: Date): Ctx {
  return { ...contextAt(db, now), actor: { kind: 'system' } }
}

export async function aDepartment(
  db: Db,
  kind: 'bureau' | 'township' = 'bureau',
  name = '县城市管理局',
): Promise<number> {
  const [row] = await db
    .insert(departments)
    .values({ slug: `d-${randomUUID().slice(0, 8)}`, name, nameEn: name, kind })
    .returning({ id: departments.id })
  return row?.id ?? 0
}

/** A person at the desk, with the roles that the test is about. */
export async function staffAt(db: Db, now: Date, departmentId: number, ...roles: Role[]): Promise<Ctx> {
  const id = randomUUID()
  const stamps = { createdAt: now, updatedAt: now }
  await db
    .insert(accounts)
    .values({ id, name: '田禾', email: `${id}@yunling.example`, departmentId, ...stamps })
  return { ...contextAt(db, now), actor: { kind: 'staff', id, name: '田禾', departmentId, roles } }
}

export type AConsultation = { id: number; departmentId: number; textId: number; clauseIds: number[] }

/** A published consultation with a draft of three articles, open from `opened` to `closing`. */
export async function aConsultation(
  db: Db,
  { published = true, publishedAt = opened } = {},
): Promise<AConsultation> {
  const ctx = systemAt(db, opened)
  const departmentId = await aDepartment(db)
  const [matter] = await db
    .insert(matters)
    .values({
      ...{
        title: '路灯管理',
        kind: 'public-policy' as const,
        summary: '规范路灯管理',
        basis: '条例第三条',
        year: 2026,
      },
      ...{
        departmentId,
        plannedMethods: ['consultation' as const],
        plannedTiming: '第四季度',
        affectedGroups: [],
        createdAt: opened,
      },
    })
    .returning({ id: matters.id })
  const saved = await saveVersion(ctx, { departmentId, parsed: parseText(draft) })
  const [row] = await db
    .insert(consultations)
    .values({
      ...{
        matterId: matter?.id ?? 0,
        departmentId,
        title: '关于路灯管理办法公开征求意见的公告',
        background: '路灯',
        draftingNote: '说明',
      },
      ...{
        draftKind: 'normative' as const,
        textId: saved.textId,
        versionId: saved.versionId,
        opensAt: opened,
        closesAt: closing,
      },
      createdAt: opened,
    })
    .returning({ id: consultations.id })
  const id = row?.id ?? 0
  if (published)
    await takeStep({ ...ctx, now: publishedAt }, { subject: 'consultation', id, kind: 'published' })

  const clauses = (await versionOf(ctx, saved.versionId)).clauses
  return { id, departmentId, textId: saved.textId, clauseIds: clauses.map((clause) => clause.clauseId) }
}

export function aComment(consultationId: number, change: Partial<NewComment> = {}): NewComment {
  return {
    ...{
      key: randomUUID(),
      consultationId,
      body: '冬天六点天还没亮，请延到七点。',
      displayName: '',
      publishName: false,
    },
    ...{ township: '', contact: '', ...change },
  }
}

/** Hands in a comment and gives its number. */
export async function received(
  db: Db,
  consultationId: number,
  change: Partial<NewComment> = {},
): Promise<{ id: number; code: string }> {
  const { code } = await submitComment(contextAt(db, during), aComment(consultationId, change))
  const [row] = await db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
  return { id: row?.id ?? 0, code }
}

/** The point by which a comment is in an issue; 0 where it is not. */
export async function pointIn(db: Db, issueId: number, commentId: number): Promise<number> {
  const [row] = await db
    .select({ id: points.id })
    .from(points)
    .where(and(eq(points.issueId, issueId), eq(points.commentId, commentId)))
  return row?.id ?? 0
}
