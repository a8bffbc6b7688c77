import { and, desc, eq, gte, isNotNull, lt, ne, or, sql } from 'drizzle-orm'
import { interpretationRow } from '~/app/domain/interpretations/facts.server'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { interpretationDrafts } from '~/db/schema/interpretations'
import { accounts } from '~/db/schema/people'
import { canBeKept } from './draft-document'
import { compareDocuments } from './version-blocks'

export type PresentEditor = {
  accountId: string
  name: string
  seenAt: Date
  /** When they last typed what they have not saved yet; null where there is no such thing. */
  typedAt: Date | null
}
export type Draft = { document: DocumentNode; revision: number; typedAt: Date }

/** Somebody is here as long as their editor said so within this time; it says so every 15 seconds. */
export const presentFor = 45_000

type Kept = {
  /** The revision that is saved now; a larger one than one's own means that somebody else has saved. */
  revision: number
  typedAt: Date | null
  others: PresentEditor[]
}

/**
 * Keeps what was typed since the last save, or (with null) says only that the person is there. It changes the
 * interpretation for nobody, and is no step and no entry in the audit.
 */
export async function keepDraft(
  ctx: Ctx,
  id: number,
  { document, revision }: { document: unknown; revision: number },
): Promise<Kept> {
  const row = await interpretationRow(ctx, id)
  requirePermission(ctx, 'interpretation.write', row)
  const accountId = requireStaff(ctx).id
  if (document !== null && !canBeKept(document))
    throw new Refusal(422, '写下的内容没有完整送达，没有自动保存。请点“保存”。')
  const typed = document === null ? {} : { document, revision, typedAt: ctx.now }
  await ctx.db
    .insert(interpretationDrafts)
    .values({ interpretationId: id, accountId, revision, seenAt: ctx.now, ...typed })
    .onConflictDoUpdate({
      target: [interpretationDrafts.interpretationId, interpretationDrafts.accountId],
      set: { seenAt: ctx.now, ...typed },
    })
  return {
    revision: row.revision,
    typedAt: document === null ? null : ctx.now,
    others: await presentEditors(ctx, id),
  }
}

/** Who else has it open now, the last seen first. */
export async function presentEditors(ctx: Ctx, id: number): Promise<PresentEditor[]> {
  return ctx.db
    .select({
      accountId: interpretationDrafts.accountId,
      name: accounts.name,
      seenAt: interpretationDrafts.seenAt,
      typedAt: interpretationDrafts.typedAt,
    })
    .from(interpretationDrafts)
    .innerJoin(accounts, eq(accounts.id, interpretationDrafts.accountId))
    .where(
      and(
        eq(interpretationDrafts.interpretationId, id),
        ne(interpretationDrafts.accountId, requireStaff(ctx).id),
        gte(interpretationDrafts.seenAt, new Date(ctx.now.getTime() - presentFor)),
      ),
    )
    .orderBy(desc(interpretationDrafts.seenAt))
}

/** What this person typed and did not save; null where that is nothing, or what is saved anyway. */
export async function draftOf(ctx: Ctx, id: number): Promise<Draft | null> {
  const [row] = await ctx.db
    .select()
    .from(interpretationDrafts)
    .where(and(ownDraft(ctx, id), isNotNull(interpretationDrafts.document)))
  if (!row?.typedAt) return null
  const document = row.document as DocumentNode
  const saved = (await interpretationRow(ctx, id)).document as DocumentNode
  const isSaved = compareDocuments(saved, document).every(({ status, moved }) => status === 'same' && !moved)
  return isSaved ? null : { document, revision: row.revision, typedAt: row.typedAt }
}

/** After a save, and when the person does not want it. */
export async function dropDraft(ctx: Ctx, id: number): Promise<void> {
  if (ctx.actor.kind === 'staff') await ctx.db.delete(interpretationDrafts).where(ownDraft(ctx, id))
}

/** What nobody came back to, and what its publishing has overtaken. */
export async function forgetDrafts(ctx: Ctx, seenBefore: Date): Promise<void> {
  const isOvertaken = sql`exists (select 1 from steps s where s.subject = 'interpretation'
    and s.subject_id = ${interpretationDrafts.interpretationId} and s.kind = 'published'
    and s.at > ${interpretationDrafts.seenAt})`
  await ctx.db
    .delete(interpretationDrafts)
    .where(or(lt(interpretationDrafts.seenAt, seenBefore), isOvertaken))
}

function ownDraft(ctx: Ctx, id: number) {
  return and(
    eq(interpretationDrafts.interpretationId, id),
    eq(interpretationDrafts.accountId, requireStaff(ctx).id),
  )
}
