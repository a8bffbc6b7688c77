import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import type { DepartmentForm } from './forms'

export async function createDepartment(ctx: Ctx, department: DepartmentForm): Promise<number> {
  requirePermission(ctx, 'department.manage')
  return transact(ctx, async (tx) => {
    if (department.parentId !== null) await requireParent(tx, department.parentId)
    const [row] = await tx.db
      .insert(departments)
      .values(department)
      .onConflictDoNothing()
      .returning({ id: departments.id })
    if (!row) throw slugTaken()
    await recordChange(tx, 'department.created', row.id, null, department)
    return row.id
  })
}

export async function changeDepartment(ctx: Ctx, id: number, change: DepartmentForm): Promise<void> {
  requirePermission(ctx, 'department.manage')
  await transact(ctx, async (tx) => {
    // All of them: two moves at once must not close a ring.
    const all = await tx.db.select().from(departments).for('update')
    const before = all.find((department) => department.id === id)
    if (!before) throw notFound('部门')
    if (all.some((department) => department.slug === change.slug && department.id !== id)) throw slugTaken()
    const parents = new Map(all.map((department) => [department.id, department.parentId]))
    for (let above = change.parentId; above !== null; above = parents.get(above) ?? null) {
      if (above === id) throw wrongField('parentId', '上级不能是它自己或它的下级')
    }
    if (change.parentId !== null && !parents.has(change.parentId)) throw noSuchParent()
    await tx.db.update(departments).set(change).where(eq(departments.id, id))
    await recordChange(tx, 'department.changed', id, before, change)
  })
}

/** The department that a tool of the command line names; without a name the government's own office. */
export async function departmentNamed(ctx: Ctx, slug: string | undefined): Promise<number> {
  const wanted = slug === undefined ? eq(departments.kind, 'government') : eq(departments.slug, slug)
  const [found] = await ctx.db
    .select({ id: departments.id })
    .from(departments)
    .where(wanted)
    .orderBy(departments.id)
    .limit(1)
  if (found) return found.id
  if (slug !== undefined) throw new Refusal(422, `没有这个部门 (no such department): ${slug}`)
  // What an empty database begins with; its real name is put in at the desk.
  const contact = { duties: '', address: '', phone: '', email: '' }
  const government = { slug: 'government', name: '人民政府办公室', nameEn: 'Government Office' }
  return createDepartment(ctx, { ...government, ...contact, kind: 'government', parentId: null })
}

function recordChange(
  tx: Ctx,
  action: string,
  id: number,
  before: unknown,
  after: DepartmentForm,
): Promise<void> {
  const search = [{ kind: 'department' as const, id }]
  return record(tx, {
    action,
    subject: 'department',
    id,
    before,
    after,
    search,
    tags: ['departments', 'home'],
  })
}

async function requireParent(tx: Ctx, id: number): Promise<void> {
  const [found] = await tx.db.select({ id: departments.id }).from(departments).where(eq(departments.id, id))
  if (!found) throw noSuchParent()
}

function noSuchParent(): Refusal {
  return wrongField('parentId', '请从列表中选择上级部门')
}

function slugTaken(): Refusal {
  return wrongField('slug', '这个网址代号已经有部门在用')
}
