import { randomBytes } from 'node:crypto'
import { type ByteRange, readRanges } from './byte-range'

type Ranged = {
  type: string
  size: number
  /** With its quotation marks. */
  etag: string
  read: (from: number, to: number) => AsyncGenerator<Uint8Array>
}

/** A file, or the parts of it that are asked for (RFC 9110): 200, 206 with one range or several, 304, 416; for HEAD without its body. */
export function rangeResponse(request: Request, file: Ranged, more: Record<string, string>): Response {
  const { type, size, etag, read } = file
  const headers = { ...more, ETag: etag, 'Accept-Ranges': 'bytes' }
  if (matches(request.headers.get('If-None-Match'), etag)) return new Response(null, { status: 304, headers })
  const condition = request.headers.get('If-Range')
  const asked = condition === null || condition === etag ? request.headers.get('Range') : null
  const ranges = readRanges(asked, size)
  if (ranges === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } })
  const send = (status: number, length: number, words: Record<string, string>, pieces: () => Pieces) =>
    new Response(request.method === 'HEAD' ? null : streamOf(pieces()), {
      status,
      headers: { ...headers, ...words, 'Content-Length': String(length) },
    })
  const [range] = ranges ?? []
  if (!ranges || !range) return send(200, size, { 'Content-Type': type }, () => read(0, size))
  if (ranges.length === 1) {
    const words = { 'Content-Type': type, 'Content-Range': sayRange(range, size) }
    return send(206, range.to - range.from, words, () => read(range.from, range.to))
  }
  const boundary = randomBytes(12).toString('hex')
  const parts = ranges.map((part) => ({ ...part, head: headOf(part, { boundary, type, size }) }))
  const end = `\r\n--${boundary}--\r\n`
  const length = parts.reduce((sum, { head, from, to }) => sum + head.length + to - from, end.length)
  return send(206, length, { 'Content-Type': `multipart/byteranges; boundary=${boundary}` }, () =>
    severalOf(parts, end, read),
  )
}

type Pieces = AsyncGenerator<Uint8Array>

function matches(header: string | null, etag: string): boolean {
  return (
    header?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*') ?? false
  )
}

function sayRange({ from, to }: ByteRange, size: number): string {
  return `bytes ${from}-${to - 1}/${size}`
}

/** Nothing but ASCII: its length in characters is that in bytes. */
function headOf(
  range: ByteRange,
  { boundary, type, size }: { boundary: string; type: string; size: number },
): string {
  return `\r\n--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: ${sayRange(range, size)}\r\n\r\n`
}

async function* severalOf(
  parts: (ByteRange & { head: string })[],
  end: string,
  read: Ranged['read'],
): Pieces {
  for (const { head, from, to } of parts) {
    yield Buffer.from(head)
    yield* read(from, to)
  }
  yield Buffer.from(end)
}

/** As fast as it is taken, and no further than that. */
function streamOf(pieces: Pieces): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: async () => {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
