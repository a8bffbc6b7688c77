import { Refusal } from '~/app/server/errors'
import { wordsOf } from '~/app/server/forms'

/** No form of ours can be filled with as much: what is larger is refused, not cut (invariant 4). */
const mostBytes = 64 * 1024
const notStored = new Set(['key', 'contact', 'wishEmail', 'email'])

/**
 * The fields of a posted form byte for byte (invariant 4), before any tidying. PostgreSQL cannot hold a NUL, so a
 * field that carries one is kept in base64 under `name:base64`. The contact and the address to write to go elsewhere, encrypted (L3).
 */
export function fieldsAsTheyCame(
  form: FormData,
  /** Further fields that are kept encrypted instead. */
  sealed: ReadonlySet<string> = new Set(),
): Record<string, string> {
  const fields: Record<string, string> = {}
  let bytes = 0
  // Files are kept by themselves.
  for (const [name, written] of wordsOf(form)) {
    const plainName = name.replaceAll('\0', '')
    if (notStored.has(plainName) || sealed.has(plainName)) continue
    const value = written.join('\n')
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value)
    if (bytes > mostBytes)
      throw new Refusal(
        422,
        '提交的内容一共超过 64 KB，没有收下；请减少内容或者分几次提交，文件请作为附件上传。',
      )
    if (value.includes('\0')) fields[`${plainName}:base64`] = Buffer.from(value, 'utf8').toString('base64')
    else fields[plainName] = value
  }
  return fields
}
