import { describe, expect, it } from 'vitest'
import { rangeResponse } from '~/app/server/range-response'

const bytes = Buffer.from('0123456789')
const file = {
  type: 'video/webm',
  size: bytes.length,
  etag: '"abc"',
  async *read(from: number, to: number) {
    for (let at = from; at < to; at += 3) yield bytes.subarray(at, Math.min(at + 3, to))
  },
}
const ask = (headers: Record<string, string>, method = 'GET') =>
  rangeResponse(new Request('http://gongyi.test/media', { headers, method }), file, {})

describe('a file that is played', () => {
  it('is sent whole, saying that parts can be had', async () => {
    const response = ask({})
    expect(response.status).toBe(200)
    expect(response.headers.get('Accept-Ranges')).toBe('bytes')
    expect(await response.text()).toBe('0123456789')
  })

  it.each([
    ['bytes=2-5', 'bytes 2-5/10', '2345'],
    ['bytes=7-', 'bytes 7-9/10', '789'],
    ['bytes=-4', 'bytes 6-9/10', '6789'],
    ['bytes=8-100', 'bytes 8-9/10', '89'],
    ['bytes=4-5,50-60', 'bytes 4-5/10', '45'],
  ])('is sent in part: %s', async (range, said, words) => {
    const response = ask({ Range: range })
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe(said)
    expect(response.headers.get('Content-Length')).toBe(String(words.length))
    expect(await response.text()).toBe(words)
  })

  it('is sent in several parts at once', async () => {
    const response = ask({ Range: 'bytes=0-1, 4-5,-2' })
    expect(response.status).toBe(206)
    const type = response.headers.get('Content-Type') ?? ''
    const boundary = /^multipart\/byteranges; boundary=(\w+)$/.exec(type)?.[1] ?? ''
    const body = await response.text()
    expect(response.headers.get('Content-Length')).toBe(String(body.length))
    const head = (range: string) =>
      `\r\n--${boundary}\r\nContent-Type: video/webm\r\nContent-Range: bytes ${range}/10\r\n\r\n`
    expect(body).toBe(`${head('0-1')}01${head('4-5')}45${head('8-9')}89\r\n--${boundary}--\r\n`)
  })

  it('behind its end has nothing', async () => {
    const response = ask({ Range: 'bytes=10-' })
    expect(response.status).toBe(416)
    expect(response.headers.get('Content-Range')).toBe('bytes */10')
  })

  it('is sent whole where the part was of another version, or the parts are more than the whole', async () => {
    expect(ask({ Range: 'bytes=0-1', 'If-Range': '"other"' }).status).toBe(200)
    expect(ask({ Range: 'bytes=0-1', 'If-Range': '"abc"' }).status).toBe(206)
    expect(ask({ Range: `bytes=${Array(15).fill('0-').join(',')}` }).status).toBe(200)
    expect(ask({ Range: `bytes=${Array(21).fill('0-0').join(',')}` }).status).toBe(200)
  })

  it('answers HEAD without a body, and who has it already with 304', async () => {
    const head = ask({ Range: 'bytes=2-5' }, 'HEAD')
    expect([head.status, head.headers.get('Content-Length'), head.body]).toEqual([206, '4', null])
    expect(ask({ 'If-None-Match': 'W/"x", "abc"' }).status).toBe(304)
  })
})
