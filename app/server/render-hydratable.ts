import { Writable } from 'node:stream'
import type { ReactElement } from 'react'
import { renderToPipeableStream } from 'react-dom/server'

/** With renderToString a page under single fetch stays dead in the browser, so pages that hydrate are streamed. */
export function renderHydratable(page: ReactElement, patience: number): Promise<Buffer> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = []
    const sink = new Writable({
      write(chunk: Buffer, _encoding, next) {
        chunks.push(withoutTrailingNuls(Buffer.from(chunk)))
        next()
      },
      final(next) {
        done(Buffer.concat(chunks))
        next()
      },
    })
    const { pipe, abort } = renderToPipeableStream(page, {
      onAllReady: () => pipe(sink),
      onShellError: fail,
      onError: fail,
    })
    setTimeout(abort, patience).unref()
  })
}

/** React 18.3.1 pads a chunk with NUL bytes where a character of three bytes does not fit its buffer any more. */
function withoutTrailingNuls(chunk: Buffer): Buffer {
  let end = chunk.length
  while (end > 0 && chunk[end - 1] === 0) end--
  return chunk.subarray(0, end)
}
