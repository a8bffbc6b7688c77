import { Refusal } from './errors'

/** The bytes of an uploaded file; none chosen is a refusal. */
export async function readUpload(
  form: FormData,
  field: string,
): Promise<{ name: string; bytes: Uint8Array }> {
  const file = form.get(field)
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) {
    throw new Refusal(422, '请选择文件。', { fields: { [field]: '请选择文件' } })
  }
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** The bytes of all files of a field; a field without any gives none. */
export async function readUploads(
  form: FormData,
  field: string,
): Promise<{ name: string; bytes: Uint8Array }[]> {
  const files = form.getAll(field).filter((entry): entry is File => entry instanceof File)
  // A browser sends an empty file without a name where none was chosen.
  const chosen = files.filter((file) => file.size > 0 || file.name !== '')
  return Promise.all(
    chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}
