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
