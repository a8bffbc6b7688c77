import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit } from '~/app/domain/audit/sign-off.server'
import { hasMisplacedFile } from '~/app/domain/interpretation-blocks/block-files'
import { checkDocument, DocumentError } from '~/app/domain/interpretation-blocks/check-document'
import {
  clauseLinks,
  mediaOf,
  namedClauses,
  quotationsOf,
  relabel,
  setAnchors,
} from '~/app/domain/interpretation-blocks/clause-links'
import type { RenderFacts } from '~/app/domain/interpretation-blocks/render.server'
import { madeOf, renderFacts, replaceUses } from '~/app/domain/interpretation-blocks/rerender.server'
import { dropDraft } from '~/app/domain/interpretation-writing/drafts.server'
import { keepFirstVersion, keepVersion } from '~/app/domain/interpretation-writing/keep-version.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { citeAll } from '~/app/domain/texts/cite'
import { versionOf } from '~/app/domain/texts/versions.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { clauseWords, interpretationRow } from './facts.server'
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
    const facts = await renderFacts(tx, { id: input.policyId, versionId: policy.versionId }, document)
    refuseUnknownFiles(document, facts)
    const { policyId, title, form, author, interpreterName, interpreterTitle } = input
    const values = {
      ...{ policyId, title, form, author, interpreterName, interpreterTitle },
      departmentId: policy.departmentId,
      document: document as unknown as Record<string, unknown>,
      ...madeOf(document, facts),
    }
    const saved =
      input.id === undefined
        ? await insertNew(tx, values)
        : await updateChecked(tx, input.id, input.revision, values)
    await replaceLinks(tx, saved.id, document)
    await replaceUses(tx, saved.id, facts.media)
    await keepVersion(tx, saved.id, { revision: saved.revision, title, document: values.document })
    await dropDraft(tx, saved.id)
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
  const document = anchoredDocument(ctx, input)
  const words = await clauseWords(ctx, versionId)
  const wrong = quotationsOf(document).find((quotation) => !isQuotedRight(quotation, words))
  if (wrong) refuseDocument(`引用的${wrong.label}与政策正文不一致，请删去后重新引用。`)
  if (namedClauses(document).some((clauseId) => !words.has(clauseId)))
    refuseDocument('有内容标注说明的条款不在这份政策里，请重新选择条款。')
  const { clauses } = await versionOf(ctx, versionId)
  return relabel(document, citeAll(clauses))
}

export function anchoredDocument(ctx: Ctx, input: unknown): DocumentNode {
  return setAnchors(checked(input), ctx.random)
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

function refuseUnknownFiles(document: DocumentNode, { media }: RenderFacts): void {
  if (mediaOf(document).some((sha) => !media.has(sha)))
    refuseDocument('有图片或文件不是从这里上传的，或者已经不在了，请重新插入。')
  if (hasMisplacedFile(document, media))
    refuseDocument('有文件放在了不能显示它的地方（比如把声音放成了图片），请删去后从素材库重新插入。')
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
  if (before.revision !== revision) refuseOvertaken()
  await keepFirstVersion(tx, before)
  await tx.db
    .update(interpretations)
    .set({ ...values, revision: revision + 1 })
    .where(eq(interpretations.id, id))
  return { id, revision: revision + 1, before }
}

export function refuseOvertaken(): never {
  throw new Refusal(
    409,
    '您打开之后，另有人保存过这篇解读。您写的一个字也没有丢：下面把两个版本并排列出，请选择怎么办。',
  )
}

async function replaceLinks(tx: Ctx, interpretationId: number, document: DocumentNode): Promise<void> {
  await tx.db
    .delete(interpretationClauses)
    .where(eq(interpretationClauses.interpretationId, interpretationId))
  const links = clauseLinks(document)
  if (links.length > 0)
    await tx.db.insert(interpretationClauses).values(links.map((link) => ({ ...link, interpretationId })))
}
