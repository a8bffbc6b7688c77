import { eq, inArray } from 'drizzle-orm'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { mediaFacts } from '~/app/domain/media/facts.server'
import type { MediaFact } from '~/app/domain/media/types'
import { citeAll } from '~/app/domain/texts/cite'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { interpretations } from '~/db/schema/interpretations'
import { mediaUses } from '~/db/schema/media'
import { policies } from '~/db/schema/policies'
import { mediaOf } from './clause-links'
import { plainText } from './document'
import { type RenderFacts, renderDocument } from './render.server'
import { spokenWords } from './render-recordings'

/** What the HTML of a document is made of besides the document. */
export async function renderFacts(
  ctx: Ctx,
  policy: { id: number; versionId: number },
  document: DocumentNode,
): Promise<RenderFacts> {
  const { clauses } = await versionOf(ctx, policy.versionId)
  return {
    policyId: policy.id,
    names: citeAll(clauses),
    media: await mediaFacts(ctx, mediaOf(document)),
  }
}

/** What is kept beside a document because it is made of it: the public page, and the words that are searched. */
export function madeOf(document: DocumentNode, facts: RenderFacts): { html: string; plain: string } {
  return {
    html: renderDocument(document, facts),
    plain: [plainText(document), ...spokenWords(facts.media)].join('\n'),
  }
}

/** Where the files of a document stand, with the still pictures that stand for some of them (invariant 9). */
export async function replaceUses(
  tx: Ctx,
  interpretationId: number,
  media: ReadonlyMap<string, MediaFact>,
): Promise<void> {
  await tx.db.delete(mediaUses).where(eq(mediaUses.interpretationId, interpretationId))
  const used = [...media.values()].flatMap(({ id, poster }) => (poster ? [id, poster.id] : [id]))
  const rows = [...new Set(used)].map((mediaId) => ({ mediaId, interpretationId }))
  if (rows.length > 0) await tx.db.insert(mediaUses).values(rows)
}

/**
 * The captions, the still picture or the words of a file have changed: every interpretation that shows it is made
 * anew, in the same transaction. Gives what the caller's `record` has to say besides.
 */
export async function rerenderUses(
  tx: Ctx,
  mediaId: number,
): Promise<{ search: { kind: 'interpretation'; id: number }[]; tags: string[] }> {
  const rows = await tx.db
    .select({
      id: interpretations.id,
      document: interpretations.document,
      policyId: policies.id,
      versionId: policies.versionId,
    })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .where(
      inArray(
        interpretations.id,
        tx.db
          .select({ id: mediaUses.interpretationId })
          .from(mediaUses)
          .where(eq(mediaUses.mediaId, mediaId)),
      ),
    )
    .orderBy(interpretations.id)
    .for('no key update', { of: interpretations })
  for (const row of rows) {
    const document = row.document as DocumentNode
    const facts = await renderFacts(tx, { id: row.policyId, versionId: row.versionId }, document)
    await tx.db.update(interpretations).set(madeOf(document, facts)).where(eq(interpretations.id, row.id))
    await replaceUses(tx, row.id, facts.media)
  }
  return {
    search: rows.map(({ id }) => ({ kind: 'interpretation', id })),
    tags: rows.map(({ id }) => `interpretation:${id}`),
  }
}
