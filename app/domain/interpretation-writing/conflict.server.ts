import { desc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit } from '~/app/domain/audit/sign-off.server'
import { interpretationRow } from '~/app/domain/interpretations/facts.server'
import type { DocumentNode, InterpretationForm } from '~/app/domain/interpretations/types'
import { anchoredDocument, refuseOvertaken } from '~/app/domain/interpretations/write.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { interpretations, interpretationVersions } from '~/db/schema/interpretations'
import { accounts } from '~/db/schema/people'
import { dropDraft } from './drafts.server'
import { keepFirstVersion, keepVersion } from './keep-version.server'
import { type BlockChange, compareDocuments } from './version-blocks'

export type Head = {
  title: string
  form: string
  author: string
  interpreterName: string
  interpreterTitle: string
}
export type Conflict = {
  /** What the other person saved meanwhile. */
  theirs: Head & {
    form: InterpretationForm
    revision: number
    at: Date
    accountName: string | null
    html: string
  }
  /** From theirs to one's own: `added` is only in one's own, `removed` only in theirs. */
  blocks: BlockChange[]
}

/** Both texts side by side, for the second of two who saved. */
export async function conflictOf(ctx: Ctx, id: number, mine: { document: unknown }): Promise<Conflict> {
  const row = await interpretationRow(ctx, id)
  requirePermission(ctx, 'interpretation.write', row)
  const [saved] = await ctx.db
    .select({ at: interpretationVersions.at, accountName: accounts.name })
    .from(interpretationVersions)
    .leftJoin(accounts, eq(accounts.id, interpretationVersions.accountId))
    .where(eq(interpretationVersions.interpretationId, id))
    .orderBy(desc(interpretationVersions.revision))
    .limit(1)
  const { title, form, author, interpreterName, interpreterTitle, revision, html } = row
  return {
    theirs: {
      ...{ title, form, author, interpreterName, interpreterTitle, revision, html },
      at: saved?.at ?? row.createdAt,
      accountName: saved?.accountName ?? null,
    },
    blocks: compareDocuments(row.document as DocumentNode, mine.document as DocumentNode),
  }
}

/**
 * Their text stays what is valid. One's own is not thrown away: it becomes a version of its own, between theirs and
 * theirs again.
 */
export function takeTheirs(
  ctx: Ctx,
  id: number,
  mine: { title: string; document: unknown; revision: number },
): Promise<{ revision: number }> {
  return transact(ctx, async (tx) => {
    requirePermission(tx, 'interpretation.write', await interpretationRow(tx, id))
    await lockForEdit(tx, 'interpretation', id)
    const row = await interpretationRow(tx, id)
    if (row.revision !== mine.revision) refuseOvertaken()
    const [own, theirs] = [row.revision + 1, row.revision + 2]
    const document = anchoredDocument(tx, mine.document)
    await keepFirstVersion(tx, row)
    await keepVersion(tx, id, { revision: own, title: mine.title, document })
    await keepVersion(tx, id, { revision: theirs, title: row.title, document: row.document })
    await tx.db.update(interpretations).set({ revision: theirs }).where(eq(interpretations.id, id))
    await dropDraft(tx, id)
    await record(tx, {
      action: 'interpretation.theirs-taken',
      subject: 'interpretation',
      id,
      before: { revision: row.revision },
      after: { revision: theirs, own },
    })
    return { revision: theirs }
  })
}
