const notStored = new Set(['key', 'contact', 'wishEmail'])

/**
 * The fields of a posted form byte for byte (invariant 4), before any tidying. PostgreSQL cannot hold a NUL, so a
 * field that carries one is kept in base64 under `name:base64`. The contact and the address to write to go elsewhere, encrypted (L3).
 */
export function fieldsAsTheyCame(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const name of new Set(form.keys())) {
    if (notStored.has(name)) continue
    const written = form.getAll(name).filter((entry): entry is string => typeof entry === 'string')
    // Files are kept by themselves.
    if (written.length === 0) continue
    const value = written.join('\n')
    const plainName = name.replaceAll('\0', '')
    if (value.includes('\0')) fields[`${plainName}:base64`] = Buffer.from(value, 'utf8').toString('base64')
    else fields[plainName] = value
  }
  return fields
}
