import { eq } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'

/** Who signed a policy: as its text says, else as its number says, else the department that drafted it. */
export async function issuerOf(
  ctx: Ctx,
  documentNumber: string,
  written: string | null,
  department: string,
): Promise<string> {
  return written?.trim() || (await governmentOf(ctx, documentNumber)) || department
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
