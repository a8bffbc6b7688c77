import { eq } from 'drizzle-orm'
import { type Clause, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'
import { attachmentsOf } from './attachments.server'
import { publicPolicy } from './public-policy.server'
import { type ShownValidity, shownValidity } from './shown-validity.server'

/** A policy as the document that it is, without anything that hangs on it. */
export type OfficialDocument = {
  id: number
  textId: number
  title: string
  documentNumber: string
  /** Who signed it: as the text says, else as the number says, else the department. */
  issuer: string
  /** YYYY-MM-DD */
  signedOn: string
  publishedAt: Date
  validity: ShownValidity
  body: Clause[]
  /** What stands after the signature: 附件1. */
  annexes: Clause[]
  /** The names of the files that go with it, and of the annexes, in their order. */
  attachments: string[]
}

export async function officialDocument(ctx: Ctx, id: number): Promise<OfficialDocument> {
  const { policy, department, publishedAt, versionId } = await publicPolicy(ctx, id)
  const version = await versionOf(ctx, versionId)
  const end = version.clauses.findIndex(({ kind }) => kind === 'annex')
  const annexes = end < 0 ? [] : version.clauses.slice(end)
  const files = await attachmentsOf(ctx, id)
  return {
    ...{ id, textId: policy.textId, title: policy.title, documentNumber: policy.documentNumber },
    issuer: version.issuer?.trim() || (await governmentOf(ctx, policy.documentNumber)) || department.name,
    signedOn: policy.signedOn,
    publishedAt,
    validity: await shownValidity(ctx, id),
    body: end < 0 ? version.clauses : version.clauses.slice(0, end),
    annexes,
    attachments: [
      ...annexes
        .filter(({ kind }) => kind === 'annex')
        .map(({ label, heading, body }) => heading || body || label || ''),
      ...files.map(({ title }) => title),
    ],
  }
}

/** 岭政发〔2026〕5号 is the government's own number, 岭政办发 that of its office; null for a department's number. */
async function governmentOf(ctx: Ctx, documentNumber: string): Promise<string | null> {
  const office = /^[\u4e00-\u9fa5]{1,3}政(办?)(?:发|规|函|字|〔)/.exec(documentNumber.trim())
  if (!office) return null
  const governments = await ctx.db
    .select({ id: departments.id, name: departments.name, parentId: departments.parentId })
    .from(departments)
    .where(eq(departments.kind, 'government'))
    .orderBy(departments.id)
  const root = governments.find(({ parentId }) => parentId === null)
  if (!office[1]) return root?.name ?? null
  return governments.find(({ parentId }) => root && parentId === root.id)?.name ?? null
}

/** 2026年11月16日, in Arabic numerals (GB/T 9704). */
export function sayDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
