import { desc, eq } from 'drizzle-orm'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { citeClause, excerptOf } from '~/app/domain/texts/cite'
import { findDocumentNumbers } from '~/app/domain/texts/document-number'
import { ImportError } from '~/app/domain/texts/import-error'
import { alignToVersion } from '~/app/domain/texts/keep-identities'
import { parseBody } from '~/app/domain/texts/parse-clauses'
import { importBytes, importPasted } from '~/app/domain/texts/read-file.server'
import { serializeText } from '~/app/domain/texts/serialize'
import type { ParsedClause, ParsedText } from '~/app/domain/texts/types'
import { identify, type TextVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { textVersions } from '~/db/schema/texts'
import { requireFormer } from './replacing.server'

export type PolicySource = {
  consultationId?: number
  /** The policy that is amended; without a file and without words its own text is what is worked on. */
  replacesId?: number
  file?: { name: string; bytes: Uint8Array }
  pasted?: string
}

/** Which clause of the draft each clause of the final text is. */
export type AlignedClause = {
  index: number
  label: string
  excerpt: string
  from: string | null
  isSameNumber: boolean
}

export type PolicyPreview = {
  title: string
  documentNumber: string
  signedOn: string
  body: string
  doubts: string[]
  aligned: AlignedClause[]
  /** Clauses of the draft that the final text has no more. */
  dropped: string[]
}

/** The final text as it will be kept, before anything is saved. */
export async function previewPolicy(ctx: Ctx, source: PolicySource): Promise<PolicyPreview> {
  requirePermission(ctx, 'policy.write', requireStaff(ctx))
  const base = await baseOf(ctx, source)
  const parsed = await readSource(source, source.replacesId === undefined ? null : base)
  const found = parsed.documentNumber ?? findDocumentNumbers(parsed.title)[0]?.number ?? ''
  return {
    title: parsed.title,
    documentNumber: findDocumentNumbers(found)[0]?.number ?? found,
    signedOn: parsed.signedOn ?? '',
    body: serializeText(parsed.clauses),
    doubts: parsed.doubts.map((doubt) => doubt.message),
    ...alignWith(base, parsed.clauses),
  }
}

/** The text as corrected in the preview, in the shape that it is saved in. */
export function readCorrected({ title, body }: { title: string; body: string }): ParsedText {
  return {
    title,
    documentNumber: null,
    issuer: null,
    signedOn: null,
    datesNote: null,
    contents: [],
    ...parseBody(body),
  }
}

async function readSource({ file, pasted }: PolicySource, own: TextVersion | null): Promise<ParsedText> {
  try {
    if (file && file.bytes.length > 0) return await importBytes(file)
    if (pasted?.trim()) return importPasted(pasted)
  } catch (error) {
    if (error instanceof ImportError)
      throw new Refusal(422, error.message, { fields: { file: error.message } })
    throw error
  }
  if (own) return readCorrected({ title: own.title, body: serializeText(identify(own.clauses)) })
  throw new Refusal(422, '请选择文件，或者把正文粘贴进来。', {
    fields: { file: '请选择文件，或者把正文粘贴进来' },
  })
}

function alignWith(
  version: TextVersion | null,
  clauses: ParsedClause[],
): Pick<PolicyPreview, 'aligned' | 'dropped'> {
  if (!version) return { aligned: [], dropped: [] }
  const before = identify(version.clauses)
  const ids = alignToVersion(before, clauses)
  const nameBefore = new Map(before.map((clause, index) => [clause.clauseId, nameAt(before, index)]))
  const kept = new Set(ids)
  return {
    aligned: clauses.map((clause, index) => {
      const id = ids[index] ?? null
      const from = id === null ? null : (nameBefore.get(id) ?? null)
      const label = nameAt(clauses, index)
      return { index, label, excerpt: excerptOf(clause, 30), from, isSameNumber: from === label }
    }),
    dropped: before
      .filter((clause) => !kept.has(clause.clauseId))
      .map((clause) => nameBefore.get(clause.clauseId) ?? ''),
  }
}

/** What the clauses are compared with: the newest draft of the consultation, else the policy that is amended. */
async function baseOf(ctx: Ctx, { consultationId, replacesId }: PolicySource): Promise<TextVersion | null> {
  const { departmentId } = requireStaff(ctx)
  const former = replacesId === undefined ? null : await requireFormer(ctx, replacesId, departmentId)
  if (consultationId !== undefined) return newestVersion(ctx, consultationId)
  return former ? versionOf(ctx, former.versionId) : null
}

async function newestVersion(ctx: Ctx, consultationId: number): Promise<TextVersion> {
  const [row] = await ctx.db
    .select({ versionId: textVersions.id, departmentId: consultations.departmentId })
    .from(consultations)
    .innerJoin(textVersions, eq(textVersions.textId, consultations.textId))
    .where(eq(consultations.id, consultationId))
    .orderBy(desc(textVersions.number))
    .limit(1)
  if (!row) throw notFound('征求意见')
  requirePermission(ctx, 'policy.write', row)
  return versionOf(ctx, row.versionId)
}

type Nested = Pick<ParsedClause, 'kind' | 'label' | 'ordinal' | 'heading' | 'body' | 'parent'>

function nameAt(clauses: readonly Nested[], index: number): string {
  const chain: Nested[] = []
  for (let at: number | null = index; at !== null; at = clauses[at]?.parent ?? null) {
    const clause: Nested | undefined = clauses[at]
    if (clause) chain.unshift(clause)
  }
  return citeClause(chain)
}
