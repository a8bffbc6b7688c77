import { describe, expect, it } from 'vitest'
import { withinLimit } from '~/app/server/body-limit'
import { createUploadRoom } from '~/app/server/upload-room'

const megabyte = 1024 * 1024
const limit = 52 * megabyte

type Sent = { size: number; announced?: boolean }

function upload({ size, announced = true }: Sent): Request {
  const headers: HeadersInit = announced ? { 'Content-Length': String(size) } : {}
  const pieces = Math.ceil(size / megabyte)
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent++ < pieces) controller.enqueue(new Uint8Array(Math.min(megabyte, size)))
      else controller.close()
    },
  })
  // Node's Request wants to hear that the answer may come before the end of the body.
  const stream = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
  return new Request('http://gongyi.test/consultations/1/comment', stream)
}

const sizeOf = async (request: Request) => (await request.arrayBuffer()).byteLength

describe('large bodies', () => {
  it('are read whole, whether their length was announced or not', async () => {
    const room = createUploadRoom()
    for (const announced of [true, false])
      expect(await withinLimit(upload({ size: 3 * megabyte, announced }), { limit, room }, sizeOf)).toBe(
        3 * megabyte,
      )
  })

  it('are refused where memory has no room for them, and taken again when it has', async () => {
    const room = createUploadRoom({ most: 5 * megabyte })
    let end = () => {}
    const busy = new Promise<void>((done) => {
      end = done
    })
    const first = withinLimit(upload({ size: 4 * megabyte }), { limit, room }, () => busy)
    const others = [true, false].map((announced) =>
      withinLimit(upload({ size: 4 * megabyte, announced }), { limit, room }, sizeOf),
    )
    expect(await Promise.all(others)).toEqual(['no-room', 'no-room'])
    end()
    await first
    expect(await withinLimit(upload({ size: 4 * megabyte }), { limit, room }, sizeOf)).toBe(4 * megabyte)
  })

  it('leave their room when the work on them fails or they are too large', async () => {
    const room = createUploadRoom({ most: 5 * megabyte })
    const fail = () => Promise.reject(new Error('no'))
    await expect(withinLimit(upload({ size: 4 * megabyte }), { limit, room }, fail)).rejects.toThrow('no')
    const unannounced = upload({ size: 4 * megabyte, announced: false })
    expect(await withinLimit(unannounced, { limit: 2 * megabyte, room }, sizeOf)).toBe('too-large')
    expect(room.fits(5 * megabyte)).toBe(true)
  })

  it('are worked on a few at a time, and small ones at once', async () => {
    const room = createUploadRoom({ atWork: 2 })
    let working = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++working)
      await new Promise((done) => setTimeout(done, 5))
      working--
    }
    await Promise.all(
      Array.from({ length: 8 }, () => withinLimit(upload({ size: 2 * megabyte }), { limit, room }, work)),
    )
    expect(most).toBe(2)
    const small = Array.from({ length: 8 }, () => withinLimit(upload({ size: 100 }), { limit, room }, work))
    await Promise.all(small)
    expect(most).toBe(8)
  })

  it('of a million parts are no form', async () => {
    const part = '--mark\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    const headers = { 'Content-Type': 'multipart/form-data; boundary=mark' }
    const body = part.repeat(40_000)
    const request = new Request('http://gongyi.test/consultations/1/comment', {
      method: 'POST',
      headers,
      body,
    })
    expect(await withinLimit(request, { limit, room: createUploadRoom() }, sizeOf)).toBe('too-large')
  })
})
