import type { InterpretationRow } from '~/app/domain/interpretations/facts.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { interpretationVersions } from '~/db/schema/interpretations'

type Version = { revision: number; title: string; document: Record<string, unknown> }

/** What a save left behind. */
export async function keepVersion(tx: Ctx, interpretationId: number, version: Version): Promise<void> {
  const { revision, title, document } = version
  await tx.db
    .insert(interpretationVersions)
    .values({ interpretationId, revision, title, document, at: tx.now, accountId: accountIdOf(tx) })
}

/** What was saved before there were versions becomes one when it is about to be replaced. */
export async function keepFirstVersion(
  tx: Ctx,
  { id, revision, title, document, createdAt, createdBy }: Omit<InterpretationRow, 'html'>,
): Promise<void> {
  await tx.db
    .insert(interpretationVersions)
    .values({ interpretationId: id, revision, title, document, at: createdAt, accountId: createdBy })
    .onConflictDoNothing()
}
