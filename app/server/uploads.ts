import { Refusal } from './errors'

type Chosen = { name: string; bytes: Uint8Array }

/** The bytes of an uploaded file; none chosen is a refusal. */
export async function readUpload(form: FormData, field: string): Promise<Chosen> {
  const [file] = await readUploads(form, field)
  if (!file) throw new Refusal(422, '请选择文件。', { fields: { [field]: '请选择文件' } })
  return file
}

/** The bytes of all files of a field; a field without any gives none. */
export function readUploads(form: FormData, field: string): Promise<Chosen[]> {
  const files = form.getAll(field).filter((entry): entry is File => entry instanceof File)
  // A browser sends an empty file without a name where none was chosen.
  const chosen = files.filter((file) => file.size > 0 || file.name !== '')
  return Promise.all(
    chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}
