import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import type { ImportForm } from './forms'
import { ImportError } from './import-error'
import { joinBrokenLines } from './join-lines'
import { parseBody } from './parse-clauses'
import { importBytes, importPasted } from './read-file.server'
import { serializeText } from './serialize'
import type { Doubt, ParsedClause, ParsedText } from './types'
import { type SavedVersion, saveVersion } from './versions.server'

/** What the drafter checks before anything is saved; the form carries it, the database knows nothing of it. */
export type ImportPreview = {
  head: { title: string; documentNumber: string; issuer: string; signedOn: string; note: string }
  body: string
  clauses: ParsedClause[]
  doubts: Doubt[]
  joins: Doubt[]
}

type Source = { file: { name: string; bytes: Uint8Array } | null; pasted: string }

/** Reads what was uploaded or pasted. */
export async function readForPreview({ file, pasted }: Source): Promise<ImportPreview> {
  try {
    const parsed = file ? await importBytes(file) : importPasted(pasted)
    return previewOf(parsed)
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    const status = error.code === 'too-large' ? 413 : 422
    throw new Refusal(status, error.message, { fields: { [file ? 'file' : 'pasted']: error.message } })
  }
}

function previewOf(parsed: ParsedText): ImportPreview {
  const { title, documentNumber, issuer, signedOn } = parsed
  const head = {
    title,
    documentNumber: documentNumber ?? '',
    issuer: issuer ?? '',
    signedOn: signedOn ?? '',
    note: '',
  }
  const ofHead = parsed.doubts.filter((doubt) => doubt.index < 0)
  return describe(head, serializeText(parsed.clauses), ofHead)
}

function describe(head: ImportPreview['head'], body: string, headDoubts: Doubt[]): ImportPreview {
  const { clauses, doubts } = parseBody(body)
  const isJoin = (doubt: Doubt) => doubt.id === 'broken-line'
  return {
    head,
    body,
    clauses,
    doubts: [...headDoubts, ...doubts.filter((doubt) => !isJoin(doubt))],
    joins: doubts.filter(isJoin),
  }
}

/** Reads the text again as the drafter left it: with the joins that were ticked, or as it was edited. */
export function rereadForPreview(form: ImportForm): ImportPreview {
  const { title, documentNumber, issuer, signedOn, note } = form
  const head = {
    title,
    documentNumber: documentNumber ?? '',
    issuer: issuer ?? '',
    signedOn: signedOn ?? '',
    note,
  }
  return describe(head, bodyOf(form), [])
}

export function wasEdited({ body, shown }: ImportForm): boolean {
  return body.trimEnd() !== shown.trimEnd()
}

// The ticks name lines of the text that was shown; after an edit they may mean others.
function bodyOf(form: ImportForm): string {
  return wasEdited(form) ? form.body : joinBrokenLines(form.body, form.join).text
}

/** Saves the text as it was shown and confirmed, with the joins that were ticked. */
export function saveImport(
  tx: Ctx,
  form: ImportForm,
  target: { textId?: number; departmentId: number },
): Promise<SavedVersion> {
  const { title, documentNumber, issuer, signedOn, note } = form
  const { clauses } = parseBody(bodyOf(form))
  const parsed = {
    title,
    documentNumber,
    issuer,
    signedOn,
    datesNote: null,
    contents: [],
    clauses,
    doubts: [],
  }
  return saveVersion(tx, { ...target, parsed, note })
}
