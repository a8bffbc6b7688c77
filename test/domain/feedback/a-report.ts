import { eq } from 'drizzle-orm'
import { publishComments } from '~/app/domain/comments/moderate.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import type { Ctx } from '~/app/server/context'
import type { Db } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import {
  type AConsultation,
  aConsultation,
  after,
  during,
  received,
  staffAt,
  systemAt,
} from '../comments/a-consultation'

/** A consultation that is over, with the two people who make its report. */
export async function aReport(db: Db) {
  const consultation = await aConsultation(db)
  const { departmentId } = consultation
  return {
    consultation,
    drafter: await staffAt(db, after, departmentId, 'drafter'),
    issuer: await staffAt(db, after, departmentId, 'issuer'),
    publishedComments: (count: number) => publishedComments(db, consultation, count),
    decided: (by: Ctx, commentIds: number[]) => decided(by, consultation, commentIds),
  }
}

async function publishedComments(db: Db, { id }: AConsultation, count: number) {
  const all: { id: number; code: string }[] = []
  for (let at = 0; at < count; at++) all.push(await received(db, id, { body: `意见${at}` }))
  await publishComments(
    systemAt(db, during),
    all.map((one) => ({ id: one.id })),
  )
  return all
}

/** An issue on the second article, partially adopted. */
async function decided(by: Ctx, { id, clauseIds }: AConsultation, commentIds: number[]): Promise<number> {
  const issueId = await createIssue(by, {
    consultationId: id,
    title: '推迟关灯',
    summary: '冬天推迟到7时',
    clauseIds: clauseIds.slice(1, 2),
    commentIds,
  })
  await decideIssue(by, { issueId, decision: 'partially-adopted', reason: '冬季推迟半小时。' })
  return issueId
}

export async function idOf(db: Db, code: string): Promise<number> {
  const [row] = await db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
  return row?.id ?? 0
}

export async function pointsOf(db: Db, commentId: number): Promise<number[]> {
  const rows = await db.select().from(points).where(eq(points.commentId, commentId)).orderBy(points.id)
  return rows.map(({ id }) => id)
}
