import { asc, eq } from 'drizzle-orm'
import { record } from '~/app/domain/audit/record.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, stateAfter } from '~/app/domain/audit/transitions'
import { relabel } from '~/app/domain/interpretation-blocks/clause-links'
import { madeOf, renderFacts } from '~/app/domain/interpretation-blocks/rerender.server'
import type { InterpretationRow } from '~/app/domain/interpretations/facts.server'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { interpretations } from '~/db/schema/interpretations'
import { tidy } from './copied'
import { keepFirstVersion, keepVersion } from './keep-version.server'

/**
 * The drafted policy has taken over a newer version of its text: its interpretations call the clauses as it does now,
 * and a clause that was quoted as a whole is quoted in its present words. What is in sign-off keeps the words that were
 * reviewed, and a quotation of a part is left to its writer: both are stopped by I4 where they are wrong.
 */
export async function followVersion(
  tx: Ctx,
  policyId: number,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const [before, now] = [await bodiesOf(tx, from), await bodiesOf(tx, to)]
  const rows = await tx.db
    .select()
    .from(interpretations)
    .where(eq(interpretations.policyId, policyId))
    .orderBy(asc(interpretations.id))
    .for('no key update')
  for (const row of rows) {
    const held = row.document as DocumentNode
    const mayChange = isEditable(stateAfter(await stepsOf(tx, 'interpretation', row.id)))
    const quoted = mayChange ? requote(held, before, now) : held
    const facts = await renderFacts(tx, { id: policyId, versionId: to }, quoted)
    const document = relabel(quoted, facts.names)
    const made = { document: document as unknown as Record<string, unknown>, ...madeOf(document, facts) }
    await tx.db.update(interpretations).set(made).where(eq(interpretations.id, row.id))
    if (JSON.stringify(quoted) !== JSON.stringify(held)) await keepAsVersion(tx, row, made.document)
  }
}

/** Who has it open is told when they save, and sees both. */
async function keepAsVersion(
  tx: Ctx,
  row: InterpretationRow,
  document: Record<string, unknown>,
): Promise<void> {
  const { id, title, revision } = row
  await keepFirstVersion(tx, row)
  await tx.db
    .update(interpretations)
    .set({ revision: revision + 1 })
    .where(eq(interpretations.id, id))
  await keepVersion(tx, id, { revision: revision + 1, title, document })
  await record(tx, {
    action: 'interpretation.quotations-followed',
    subject: 'interpretation',
    id,
    before: { revision },
    after: { revision: revision + 1 },
  })
}

type Words = ReadonlyMap<number, string>

/** What the editor quotes of each clause. */
async function bodiesOf(tx: Ctx, versionId: number): Promise<Words> {
  const { clauses } = await versionOf(tx, versionId)
  return new Map(clauses.map(({ clauseId, body }) => [clauseId, body]))
}

function requote(node: DocumentNode, before: Words, now: Words): DocumentNode {
  if (node.type !== 'clauseQuote')
    return node.content
      ? { ...node, content: node.content.map((child) => requote(child, before, now)) }
      : node
  const clauseId = Number(node.attrs?.clauseId)
  const [was, is] = [before.get(clauseId), now.get(clauseId)]
  if (was === undefined || is === undefined || was === is || tidy(String(node.attrs?.text)) !== tidy(was))
    return node
  return { ...node, attrs: { ...node.attrs, text: is } }
}
