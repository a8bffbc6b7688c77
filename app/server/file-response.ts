type File = { type: string; name: string; plainName: string; pieces: AsyncGenerator<Uint8Array> }

/** A file to be saved, sent piece by piece as fast as it is taken. */
export function fileResponse(
  { type, name, plainName, pieces }: File,
  headers: Record<string, string>,
): Response {
  const body = new ReadableStream<Uint8Array>(
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
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodeFileName(name)}`,
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  })
}

/** What somebody handed in or was sent, to be saved: kept by nobody on the way, and nothing in it runs here. */
export function privateFile({ type, name, bytes }: { type: string; name: string; bytes: Uint8Array }) {
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes.length),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeFileName(name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex',
    },
  })
}

/** RFC 5987 takes fewer signs than encodeURIComponent leaves. */
export function encodeFileName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
}
