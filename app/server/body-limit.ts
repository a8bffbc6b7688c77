const megabyte = 1024 * 1024

/** Where a comment comes with up to five files of 10 MB. */
const commentForms = /^\/consultations\/\d+\/comment(?:\.data)?$|^\/desk\/consultations\/\d+\//

/** The largest body for an address: staff upload files, a comment may bring some, everybody else sends forms. */
export function bodyLimit({ pathname }: URL, contentType: string | null): number {
  const hasFiles = /^multipart\/form-data\b/i.test(contentType ?? '')
  if (hasFiles && commentForms.test(pathname)) return 52 * megabyte
  return pathname === '/desk' || pathname.startsWith('/desk/') ? 25 * megabyte : megabyte
}

/** The request with a body known to be within the limit, or undefined when it is too large. */
export async function limitBody(request: Request, limit: number): Promise<Request | undefined> {
  if (!request.body) return request
  const announced = request.headers.get('Content-Length')
  // Node itself holds a body to the length that was announced.
  if (announced !== null) return Number(announced) <= limit ? request : undefined
  const chunks: Uint8Array[] = []
  const reader = request.body.getReader()
  let size = 0
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) return undefined
    chunks.push(value)
  }
  const { url, method, headers, signal } = request
  return new Request(url, { method, headers, signal, body: Buffer.concat(chunks) })
}
