import { asc, eq } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { departments } from '~/db/schema/people'

export type Department = typeof departments.$inferSelect
export type DepartmentNode = { department: Department; below: DepartmentNode[] }

/** The whole tree: the government, its bureaus, the townships and their villages. */
export async function departmentTree(ctx: Ctx): Promise<DepartmentNode[]> {
  const all = await ctx.db.select().from(departments).orderBy(asc(departments.id))
  const nodes = (parentId: number | null): DepartmentNode[] =>
    all
      .filter((department) => department.parentId === parentId)
      .map((department) => ({ department, below: nodes(department.id) }))
  return nodes(null)
}

export type DepartmentPage = Department & { above: Department | null; below: Department[] }

export async function departmentPage(ctx: Ctx, slug: string): Promise<DepartmentPage> {
  const [department] = await ctx.db.select().from(departments).where(eq(departments.slug, slug))
  if (!department) throw notFound('部门')
  const below = await ctx.db
    .select()
    .from(departments)
    .where(eq(departments.parentId, department.id))
    .orderBy(asc(departments.id))
  const [above] =
    department.parentId === null
      ? []
      : await ctx.db.select().from(departments).where(eq(departments.id, department.parentId))
  return { ...department, above: above ?? null, below }
}
