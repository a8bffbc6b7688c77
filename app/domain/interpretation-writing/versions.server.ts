import { and, desc, eq, inArray } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, stateAfter } from '~/app/domain/audit/transitions'
import { type InterpretationRow, interpretationRow } from '~/app/domain/interpretations/facts.server'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { interpretationVersions } from '~/db/schema/interpretations'
import { accounts } from '~/db/schema/people'
import { type BlockChange, compareDocuments } from './version-blocks'

export type InterpretationVersion = {
  revision: number
  title: string
  at: Date
  accountName: string | null
}

/** Every save, the newest first. */
export async function versionsOf(ctx: Ctx, id: number): Promise<InterpretationVersion[]> {
  requirePermission(ctx, 'text.read', await interpretationRow(ctx, id))
  return ctx.db
    .select({
      revision: interpretationVersions.revision,
      title: interpretationVersions.title,
      at: interpretationVersions.at,
      accountName: accounts.name,
    })
    .from(interpretationVersions)
    .leftJoin(accounts, eq(accounts.id, interpretationVersions.accountId))
    .where(eq(interpretationVersions.interpretationId, id))
    .orderBy(desc(interpretationVersions.revision))
}

export type ComparedVersions = {
  from: InterpretationVersion
  to: InterpretationVersion
  blocks: BlockChange[]
}

export type VersionsPage = {
  interpretation: { id: number; title: string; revision: number }
  versions: InterpretationVersion[]
  /** The two that were asked for, or else the newest with the one before it. */
  compared: ComparedVersions | null
  mayRestore: boolean
}

export async function interpretationVersionsPage(
  ctx: Ctx,
  id: number,
  asked: { from: number | null; to: number | null },
): Promise<VersionsPage> {
  const row = await interpretationRow(ctx, id)
  const versions = await versionsOf(ctx, id)
  const to = asked.to ?? versions[0]?.revision
  const from = asked.from ?? versions.find(({ revision }) => to !== undefined && revision < to)?.revision
  const state = stateAfter(await stepsOf(ctx, 'interpretation', id))
  return {
    interpretation: { id, title: row.title, revision: row.revision },
    versions,
    compared: from === undefined || to === undefined ? null : await compareVersions(ctx, id, { from, to }),
    mayRestore: isEditable(state) && hasPermission(ctx, 'interpretation.write', row),
  }
}

/** What changed from one save to another. */
export async function compareVersions(
  ctx: Ctx,
  id: number,
  { from, to }: { from: number; to: number },
): Promise<ComparedVersions> {
  const all = await versionsOf(ctx, id)
  const [one, other] = [all.find(isOf(from)), all.find(isOf(to))]
  if (!one || !other) throw notFound('这一版')
  const documents = await documentsOf(ctx, id, [from, to])
  const empty: DocumentNode = { type: 'doc', content: [] }
  return {
    from: one,
    to: other,
    blocks: compareDocuments(documents.get(from) ?? empty, documents.get(to) ?? empty),
  }
}

function isOf(revision: number) {
  return (version: InterpretationVersion) => version.revision === revision
}

async function documentsOf(ctx: Ctx, id: number, revisions: number[]): Promise<Map<number, DocumentNode>> {
  const rows = await ctx.db
    .select({ revision: interpretationVersions.revision, document: interpretationVersions.document })
    .from(interpretationVersions)
    .where(
      and(
        eq(interpretationVersions.interpretationId, id),
        inArray(interpretationVersions.revision, revisions),
      ),
    )
  return new Map(rows.map(({ revision, document }) => [revision, document as DocumentNode]))
}

/** Saves the words of an earlier version anew; what stood until now stays a version of its own. */
export async function restoreVersion(
  ctx: Ctx,
  id: number,
  { revision, current }: { revision: number; current: number },
): Promise<{ revision: number }> {
  const row = await interpretationRow(ctx, id)
  requirePermission(ctx, 'interpretation.write', row)
  const document = (await documentsOf(ctx, id, [revision])).get(revision)
  if (!document) throw notFound('这一版')
  const title = (await versionsOf(ctx, id)).find(isOf(revision))?.title ?? row.title
  return saveInterpretation(ctx, { ...headOf(row), id, title, document, revision: current })
}

export function headOf({
  policyId,
  title,
  form,
  author,
  interpreterName,
  interpreterTitle,
}: InterpretationRow) {
  return { policyId, title, form, author, interpreterName, interpreterTitle }
}
