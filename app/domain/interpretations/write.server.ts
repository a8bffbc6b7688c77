import { eq, inArray } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit } from '~/app/domain/audit/sign-off.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { citeAll } from '~/app/domain/texts/cite'
import { versionOf } from '~/app/domain/texts/versions.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import { media, mediaUses } from '~/db/schema/media'
import { policies } from '~/db/schema/policies'
import { checkDocument, DocumentError } from './check-document'
import { clauseLinks, imagesOf, quotationsOf, setAnchors } from './clause-links'
import { plainText } from './document'
import { clauseWords, interpretationRow } from './facts.server'
import { renderDocument } from './render.server'
import { isQuotedRight } from './rules'
import type { DocumentNode, InterpretationForm } from './types'

export type InterpretationInput = {
  /** Absent for a new one. */
  id?: number
  policyId: number
  title: string
  form: InterpretationForm
  author: string
  interpreterName: string
  interpreterTitle: string
  /** As the editor gave it; it is checked here. */
  document: unknown
  /** The revision that the person had before them; 0 for a new one. */
  revision: number
}

/** Saves an interpretation with its HTML, its links to clauses and its pictures, all made from the one document. */
export async function saveInterpretation(
  ctx: Ctx,
  input: InterpretationInput,
): Promise<{ interpretationId: number; revision: number }> {
  const policy = await policyOf(ctx, input)
  requirePermission(ctx, 'interpretation.write', { departmentId: policy.departmentId })
  const document = await prepareDocument(ctx, input.document, policy.versionId)
  return transact(ctx, async (tx) => {
    const sizes = await picturesOf(tx, document)
    const { policyId, title, form, author, interpreterName, interpreterTitle } = input
    const values = {
      ...{ policyId, title, form, author, interpreterName, interpreterTitle },
      departmentId: policy.departmentId,
      document: document as unknown as Record<string, unknown>,
      html: renderDocument(document, { policyId, sizes }),
      plain: plainText(document),
    }
    const saved =
      input.id === undefined
        ? await insertNew(tx, values)
        : await updateChecked(tx, input.id, input.revision, values)
    await replaceLinks(
      tx,
      saved.id,
      document,
      [...sizes.values()].map((picture) => picture.id),
    )
    await record(tx, {
      action: input.id === undefined ? 'interpretation.created' : 'interpretation.saved',
      subject: 'interpretation',
      id: saved.id,
      before: saved.before,
      after: { ...values, html: undefined, revision: saved.revision },
    })
    return { interpretationId: saved.id, revision: saved.revision }
  })
}

async function policyOf(ctx: Ctx, { id, policyId }: InterpretationInput) {
  // An interpretation stays with its policy.
  if (id !== undefined && (await interpretationRow(ctx, id)).policyId !== policyId) throw notFound('解读')
  const [policy] = await ctx.db
    .select({ departmentId: policies.departmentId, versionId: policies.versionId })
    .from(policies)
    .where(eq(policies.id, policyId))
  if (!policy) throw notFound('政策')
  return policy
}

async function prepareDocument(ctx: Ctx, input: unknown, versionId: number): Promise<DocumentNode> {
  const document = setAnchors(checked(input), ctx.random)
  const words = await clauseWords(ctx, versionId)
  const wrong = quotationsOf(document).find((quotation) => !isQuotedRight(quotation, words))
  if (wrong) refuseDocument(`引用的${wrong.label}与政策正文不一致，请删去后重新引用。`)
  const { clauses } = await versionOf(ctx, versionId)
  return relabel(document, citeAll(clauses))
}

function checked(input: unknown): DocumentNode {
  try {
    return checkDocument(input)
  } catch (error) {
    if (error instanceof DocumentError) return refuseDocument(error.message)
    throw error
  }
}

function refuseDocument(message: string): never {
  throw new Refusal(422, message, { fields: { document: message } })
}

/** What a quotation calls its clause is ours to say, not the browser's. */
function relabel(node: DocumentNode, labels: ReadonlyMap<number, string>): DocumentNode {
  if (node.type === 'clauseQuote')
    return { ...node, attrs: { ...node.attrs, label: labels.get(Number(node.attrs?.clauseId)) ?? '' } }
  return node.content ? { ...node, content: node.content.map((child) => relabel(child, labels)) } : node
}

type Picture = { id: number; width: number; height: number }

async function picturesOf(tx: Ctx, document: DocumentNode): Promise<Map<string, Picture>> {
  const wanted = imagesOf(document)
  if (wanted.length === 0) return new Map()
  const rows = await tx.db
    .select({ id: media.id, sha: media.sha256, width: media.width, height: media.height })
    .from(media)
    .where(inArray(media.sha256, wanted))
  if (rows.length < wanted.length) refuseDocument('有图片不是从这里上传的，或者已经不在了，请重新插入。')
  return new Map(
    rows.map(({ sha, id, width, height }) => [sha, { id, width: width ?? 0, height: height ?? 0 }]),
  )
}

type Values = Omit<typeof interpretations.$inferInsert, 'id' | 'revision' | 'createdAt' | 'createdBy'>

async function insertNew(tx: Ctx, values: Values) {
  const [row] = await tx.db
    .insert(interpretations)
    .values({ ...values, createdAt: tx.now, createdBy: accountIdOf(tx) })
    .returning({ id: interpretations.id, revision: interpretations.revision })
  if (!row) throw new Error('no row came back from the insert of an interpretation')
  return { ...row, before: null }
}

/** Two who edit at once: the second is told, and loses nothing. */
async function updateChecked(tx: Ctx, id: number, revision: number, values: Values) {
  await lockForEdit(tx, 'interpretation', id)
  const { html: _, ...before } = await interpretationRow(tx, id)
  if (before.revision !== revision) {
    throw new Refusal(
      409,
      '您打开之后，另有人保存过这篇解读。两个版本都在：下面编辑框里是您的，另一个列在它后面。合并好之后再保存。',
    )
  }
  await tx.db
    .update(interpretations)
    .set({ ...values, revision: revision + 1 })
    .where(eq(interpretations.id, id))
  return { id, revision: revision + 1, before }
}

async function replaceLinks(
  tx: Ctx,
  interpretationId: number,
  document: DocumentNode,
  mediaIds: number[],
): Promise<void> {
  await tx.db
    .delete(interpretationClauses)
    .where(eq(interpretationClauses.interpretationId, interpretationId))
  await tx.db.delete(mediaUses).where(eq(mediaUses.interpretationId, interpretationId))
  const links = clauseLinks(document)
  if (links.length > 0)
    await tx.db.insert(interpretationClauses).values(links.map((link) => ({ ...link, interpretationId })))
  if (mediaIds.length > 0)
    await tx.db.insert(mediaUses).values(mediaIds.map((mediaId) => ({ mediaId, interpretationId })))
}
