import type { z } from 'zod'
import type { Ctx } from './context'
import type { Refusal } from './errors'

export type FormValues = Record<string, string>
export type ParsedForm<T> =
  | { ok: true; value: T; values: FormValues }
  | { ok: false; fields: Record<string, string>; values: FormValues }

/**
 * Reads a submitted form through its zod schema. `values` is what the person typed, to be shown again.
 * A name that comes more than once (check boxes) reaches the schema as an array.
 */
export function parseForm<S extends z.ZodType>(schema: S, form: FormData): ParsedForm<z.output<S>> {
  const input: Record<string, string | string[]> = {}
  const values: FormValues = {}
  for (const [name, all] of wordsOf(form)) {
    // PostgreSQL cannot keep a NUL; browsers send CRLF for a line break.
    const clean = all.map((entry) => entry.replaceAll('\0', '').replaceAll('\r\n', '\n'))
    input[name] = clean.length > 1 ? clean : (clean[0] ?? '')
    values[name] = clean.join('\n')
  }
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, value: result.data, values }
  const fields: Record<string, string> = {}
  for (const problem of result.error.issues) fields[String(problem.path[0] ?? 'form')] ??= problem.message
  return { ok: false, fields, values }
}

/**
 * What stands in each field, files apart. In one walk: `getAll` goes through the whole form, and with a megabyte of
 * names that one asks for one by one it would not come to an end for minutes.
 */
export function wordsOf(form: FormData): Map<string, string[]> {
  const words = new Map<string, string[]>()
  for (const [name, entry] of form) {
    if (typeof entry !== 'string') continue
    const all = words.get(name)
    if (all) all.push(entry)
    else words.set(name, [entry])
  }
  return words
}

/** For the hidden field `key` of a form that posts once (invariant 7), made when the form is shown. */
export function newFormKey(ctx: Ctx): string {
  return Buffer.from(ctx.random(16)).toString('base64url')
}

/** What the person typed, without the form's key where that key is used up: the form shown again gets a new one. */
export function refreshedKey(values: FormValues, { status }: Refusal): FormValues {
  return status === 409 ? { ...values, key: '' } : values
}
