import type { UploadRoom } from './upload-room'

const megabyte = 1024 * 1024
const mostParts = 5000

/** Where a comment comes with up to five files of 10 MB. */
const commentForms = /^\/consultations\/\d+\/comment(?:\.data)?$|^\/desk\/consultations\/\d+\//

/** Where a recording of up to 50 MB comes with its captions. */
const recordingForms = /^\/desk\/activities\/\d+\/transcript(?:\.data)?$/

/** The largest body for an address: staff upload files, a comment may bring some, everybody else sends forms. */
export function bodyLimit({ pathname }: URL, contentType: string | null): number {
  const hasFiles = /^multipart\/form-data\b/i.test(contentType ?? '')
  if (hasFiles && (commentForms.test(pathname) || recordingForms.test(pathname))) return 52 * megabyte
  if (hasFiles && /^\/draw-verify(?:\.data)?$/.test(pathname)) return 5 * megabyte
  // Where nobody is signed in yet.
  if (pathname === '/desk/sign-in') return megabyte
  return pathname === '/desk' || pathname.startsWith('/desk/') ? 25 * megabyte : megabyte
}

type Limited<T> = T | 'too-large' | 'no-room'

/**
 * Answers a request whose body is known to be within the limit. A large one is held in memory, as long as there is
 * room for it, until it is answered; what comes slowly takes up no more than has come of it.
 */
export async function withinLimit<T>(
  request: Request,
  { limit, room }: { limit: number; room: UploadRoom },
  answer: (request: Request) => Promise<T>,
): Promise<Limited<T>> {
  if (!request.body) return answer(request)
  const announced = request.headers.get('Content-Length')
  // Node itself holds a body to the length that was announced.
  if (announced !== null && Number(announced) > limit) return 'too-large'
  if (announced !== null && Number(announced) <= megabyte) return answer(request)
  if (announced !== null && !room.fits(Number(announced))) return 'no-room'
  let size = 0
  try {
    const chunks: Uint8Array[] = []
    const reader = request.body.getReader()
    for (;;) {
      const { value, done } = await reader.read()
      if (done) break
      if (size + value.byteLength > limit) return 'too-large'
      if (!room.take(value.byteLength)) return 'no-room'
      size += value.byteLength
      chunks.push(value)
    }
    const { url, method, headers, signal } = request
    const body = Buffer.concat(chunks)
    chunks.length = 0
    if (size > megabyte && hasTooManyParts(body, headers.get('Content-Type'))) return 'too-large'
    const whole = new Request(url, { method, headers, signal, body })
    return await (size > megabyte ? room.inTurn(() => answer(whole)) : answer(whole))
  } finally {
    room.give(size)
  }
}

/** No form of ours has so many, and reading a million of them would keep everybody else waiting. */
function hasTooManyParts(body: Buffer, contentType: string | null): boolean {
  const boundary = /\bboundary="?([^";,]+)/i.exec(contentType ?? '')?.[1]
  if (!boundary) return false
  let at = body.indexOf(boundary)
  for (let parts = 0; at >= 0; parts++) {
    if (parts > mostParts) return true
    at = body.indexOf(boundary, at + boundary.length)
  }
  return false
}
