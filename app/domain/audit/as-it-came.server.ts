import { wordsOf } from '~/app/server/forms'

const notStored = new Set(['key', 'contact', 'wishEmail', 'email'])

/**
 * The fields of a posted form byte for byte (invariant 4), before any tidying. PostgreSQL cannot hold a NUL, so a
 * field that carries one is kept in base64 under `name:base64`. The contact and the address to write to go elsewhere, encrypted (L3).
 */
export function fieldsAsTheyCame(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  // Files are kept by themselves.
  for (const [name, written] of wordsOf(form)) {
    if (notStored.has(name)) continue
    const value = written.join('\n')
    const plainName = name.replaceAll('\0', '')
    if (value.includes('\0')) fields[`${plainName}:base64`] = Buffer.from(value, 'utf8').toString('base64')
    else fields[plainName] = value
  }
  return fields
}
