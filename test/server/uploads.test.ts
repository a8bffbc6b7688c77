import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TakenUpload } from '~/app/domain/media/choice-types'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { media } from '~/db/schema/media'
import { freshDatabase } from '~/test/support/database'
import { type KillableServer, startKillable } from '~/test/support/killable-server'
import { makeOffice } from '~/test/support/office'

const password = '云岭县测试用口令-2026'
let open: OpenDatabase
let server: KillableServer
let cookie: string
let departmentId: number

beforeAll(async () => {
  open = await freshDatabase()
  departmentId = (await makeOffice(open.db)).departmentId
  server = await startKillable(open.url, 'uploads_')
  cookie = await signedIn('drafter')
}, 90_000)
afterAll(async () => {
  server.remove()
  await open.close()
})

async function signedIn(role: Role, name: string = role): Promise<string> {
  const system = createContext(open.db, { kind: 'system' })
  const email = `${name}-uploads@yunling.example`
  await createAccount(system, { name, email, password, title: '科员', departmentId, roles: [role] })
  const response = await fetch(server.url + paths.desk.signIn(), {
    method: 'POST',
    body: new URLSearchParams({ email, password }),
    headers: { Origin: server.url },
    redirect: 'manual',
  })
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

const common = () => ({ 'Tus-Resumable': '1.0.0', Cookie: cookie, Origin: server.url })

function ask(path: string, method: string, headers: Record<string, string> = {}, body?: Uint8Array) {
  const all = { ...common(), ...headers }
  return fetch(server.url + path, { method, headers: all, body: body && Uint8Array.from(body) })
}

const named = (name: string) => `filename ${Buffer.from(name).toString('base64')}`

async function begin(size: number, name = '车位.txt', more: Record<string, string> = {}): Promise<Response> {
  return ask(paths.desk.uploads(), 'POST', {
    'Upload-Length': String(size),
    'Upload-Metadata': named(name),
    ...more,
  })
}

/** Words, so that it is a file that the library takes. */
const someText = (size: number) => Buffer.from(randomBytes(size / 2).toString('hex'))

const offsetOf = async (address: string) =>
  Number((await ask(address, 'HEAD')).headers.get('Upload-Offset') ?? Number.NaN)

/** Sends some of the rest and tears the line in the middle of it. */
function sendAndCut(address: string, bytes: Uint8Array, offset: number): Promise<void> {
  return new Promise((done) => {
    const sending = request(server.url + address, {
      method: 'PATCH',
      headers: {
        ...common(),
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(offset),
        'Content-Length': String(bytes.length - offset),
      },
    })
    sending.on('error', () => done())
    sending.on('close', () => done())
    sending.write(bytes.subarray(offset, offset + 150_000), () => setTimeout(() => sending.destroy(), 20))
  })
}

const sendRest = async (address: string, bytes: Uint8Array) => {
  const offset = await offsetOf(address)
  const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) }
  return ask(address, 'PATCH', headers, bytes.subarray(offset))
}

describe('an upload', () => {
  it('survives 20 cuts of the line and a server that is killed, and is byte for byte what was sent', async () => {
    const bytes = someText(6_000_000)
    const begun = await begin(bytes.length)
    expect(begun.status).toBe(201)
    const address = begun.headers.get('Location') ?? ''
    expect(address).toMatch(/^\/desk\/uploads\/[0-9a-f]{32}$/)
    const offsets: number[] = []
    for (let cut = 0; cut < 20; cut++) {
      await sendAndCut(address, bytes, offsets.at(-1) ?? 0)
      if (cut === 9) {
        server.process.kill('SIGKILL')
        await new Promise((gone) => server.process.once('exit', gone))
        server = await server.again()
      }
      offsets.push(await offsetOf(address))
    }
    expect(offsets.at(-1)).toBeGreaterThan(1_000_000)
    expect((await ask(address, 'POST')).status).toBe(409)
    expect((await sendRest(address, bytes)).status).toBe(204)
    const taken = await ask(address, 'POST')
    expect(taken.status).toBe(200)
    const { item, isNew }: TakenUpload = await taken.json()
    const sha = createHash('sha256').update(bytes).digest('hex')
    expect({ item, isNew }).toMatchObject({ isNew: true, item: { sha, kind: 'file', name: '车位.txt' } })
    const file = await ask(paths.media(sha, 'file'), 'GET')
    expect(
      createHash('sha256')
        .update(Buffer.from(await file.arrayBuffer()))
        .digest('hex'),
    ).toBe(sha)
    // Asked again, because the answer was lost on the way: the same answer.
    expect(await (await ask(address, 'POST')).json()).toEqual({ item, isNew })
  }, 120_000)

  it('of bytes that the library has is not stored twice', async () => {
    const bytes = someText(1000)
    const take = async (name: string): Promise<TakenUpload> => {
      const address = (await begin(bytes.length, name)).headers.get('Location') ?? ''
      await sendRest(address, bytes)
      return (await ask(address, 'POST')).json()
    }
    const [first, second] = [await take('一.txt'), await take('二.txt')]
    expect([first.isNew, second.isNew]).toEqual([true, false])
    expect(second.item).toEqual(first.item)
  })

  it('that holds something else than it is called is refused in words, and gone', async () => {
    const bytes = Buffer.from('RIFF\x10\0\0\0AVI LIST', 'latin1')
    const address = (await begin(bytes.length, '视频.mp4')).headers.get('Location') ?? ''
    await sendRest(address, bytes)
    const answer = await ask(address, 'POST')
    expect(answer.status).toBe(422)
    expect((await answer.json()).message).toMatch(/AVI.*H\.264/)
    expect((await ask(address, 'HEAD')).status).toBe(404)
    expect(await open.db.select().from(media).where(eq(media.name, '视频.mp4'))).toEqual([])
  })

  it('over 500 MB, without a session, from elsewhere, of another or of somebody who writes nothing is refused', async () => {
    const tooLarge = await begin(500 * 1024 * 1024 + 1)
    expect(tooLarge.status).toBe(413)
    expect((await tooLarge.json()).message).toContain('500 MB')
    expect((await begin(10, 'a', { Cookie: '' })).status).toBe(403)
    expect((await begin(10, 'a', { Origin: 'https://elsewhere.example' })).status).toBe(403)
    const address = (await begin(10)).headers.get('Location') ?? ''
    const drafter = cookie
    cookie = await signedIn('drafter', 'another')
    for (const method of ['HEAD', 'PATCH', 'DELETE', 'POST', 'GET'])
      expect((await ask(address, method)).status, method).toBe(404)
    // An address of one's own that ends in another's.
    const own = (await begin(10)).headers.get('Location') ?? ''
    for (const method of ['HEAD', 'PATCH', 'DELETE'])
      expect((await ask(`${own}?/${address.split('/').at(-1)}`, method)).status, method).not.toBeLessThan(400)
    cookie = await signedIn('reviewer')
    expect((await begin(10)).status).toBe(403)
    cookie = drafter
    expect((await ask(address, 'GET')).status).toBe(404)
    expect((await ask(`${paths.desk.uploads()}/../../etc`, 'HEAD')).status).toBe(404)
    expect((await ask(address, 'DELETE')).status).toBe(204)
    expect((await ask(address, 'HEAD')).status).toBe(404)
  })

  it('is begun only while there is room, however many are begun at once', async () => {
    cookie = await signedIn('drafter', 'hasty')
    const begun = await Promise.all(Array.from({ length: 60 }, () => begin(10)))
    expect(begun.filter(({ status }) => status === 201)).toHaveLength(20)
    expect(begun.filter(({ status }) => status === 429)).toHaveLength(40)
  })
})
