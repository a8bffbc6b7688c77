import { asc, eq, isNull } from 'drizzle-orm'
import type { Site } from '~/app/ui/site'
import { departments } from '~/db/schema/people'
import type { Ctx } from './context'
import { env } from './env'

/** M2: the organiser is the government at the root of the tree, the operator its office. */
export async function siteFor(ctx: Ctx, request: Request): Promise<Site> {
  const { SITE_NAME, SITE_ID_CODE, SITE_ICP, SITE_POLICE, SITE_POSTCODE, SITE_URL } = env()
  const [root] = await ctx.db
    .select()
    .from(departments)
    .where(isNull(departments.parentId))
    .orderBy(asc(departments.id))
    .limit(1)
  const office = root ? await officeOf(ctx, root.id) : undefined
  return {
    name: SITE_NAME,
    domain: new URL(SITE_URL ?? request.url).host,
    code: SITE_ID_CODE,
    description: `${SITE_NAME}：重大决策公众参与、政策解读和关切回应。`,
    organiser: root?.name ?? SITE_NAME,
    operator: office?.name ?? root?.name ?? SITE_NAME,
    address: root?.address ?? '',
    postcode: SITE_POSTCODE,
    phone: root?.phone ?? '',
    email: root?.email ?? '',
    icp: SITE_ICP,
    police: SITE_POLICE,
  }
}

async function officeOf(ctx: Ctx, rootId: number) {
  const below = await ctx.db
    .select()
    .from(departments)
    .where(eq(departments.parentId, rootId))
    .orderBy(asc(departments.id))
  return below.find((department) => department.kind === 'government')
}
