import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileStorage, type Storage, s3Storage } from '~/media/storage'
import { startS3Server } from '~/test/support/s3-server'

const account = { key: 'AKTEST', secret: 'a secret/with+signs=', region: 'cn-north-1' }
let folder: string
let s3: Awaited<ReturnType<typeof startS3Server>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongyi-media-'))
  s3 = await startS3Server(account)
})
afterAll(async () => {
  await s3.close()
  await rm(folder, { recursive: true, force: true })
})

const inS3 = (change: Partial<typeof account> = {}) =>
  s3Storage({ endpoint: s3.endpoint, bucket: 'gongyi', ...account, ...change })
const stores: [string, () => Storage][] = [
  ['files', () => fileStorage(folder)],
  ['an S3-compatible store', () => inS3()],
]

describe.each(stores)('%s', (_, open) => {
  const bytes = new Uint8Array([0, 255, 137, 80, 10, 13])

  it('give back what was put, byte for byte', async () => {
    const store = open()
    await store.put('variants/ab/abc/480.webp', bytes, 'image/webp')
    expect(await store.get('variants/ab/abc/480.webp')).toSatisfy((got: Uint8Array) =>
      Buffer.from(got).equals(Buffer.from(bytes)),
    )
    expect(await store.has('variants/ab/abc/480.webp')).toBe(true)
    expect(await store.stat('variants/ab/abc/480.webp')).toEqual({ size: 6 })
  })

  it('take a file from the disk without holding it in memory', async () => {
    const store = open()
    const path = join(folder, 'a-file-of-this-machine')
    await writeFile(path, Buffer.alloc(3_000_000, 7))
    await store.putFile('originals/ab/abc', path, 'video/mp4')
    expect(await store.stat('originals/ab/abc')).toEqual({ size: 3_000_000 })
    expect([...((await store.part('originals/ab/abc', 2_999_998, 3_000_000)) ?? [])]).toEqual([7, 7])
    await rm(path)
  })

  it('give a part of it, and what there is of a part that reaches beyond the end', async () => {
    const store = open()
    await store.put('recordings/a/file', bytes, 'video/webm')
    expect([...((await store.part('recordings/a/file', 1, 3)) ?? [])]).toEqual([255, 137])
    expect([...((await store.part('recordings/a/file', 4, 100)) ?? [])]).toEqual([10, 13])
    expect(await store.part('recordings/no/file', 0, 1)).toBeUndefined()
  })

  it('say that they have not what they have not', async () => {
    const store = open()
    expect(await store.get('originals/no')).toBeUndefined()
    expect(await store.has('originals/no')).toBe(false)
  })

  it('list what was put under a folder, with the moment of it, and what was removed no more', async () => {
    const store = open()
    const keys = ['a', 'b', 'c'].flatMap((name) => [`kept/${name}/clean`, `kept/${name}/original`])
    for (const key of keys) await store.put(key, bytes, 'image/png')
    await store.put('kept-elsewhere/a/clean', bytes, 'image/png')
    const all = []
    for await (const some of store.list('kept')) all.push(...some)
    expect(all.map(({ key }) => key).sort()).toEqual(keys)
    expect(all.every(({ at }) => Math.abs(Date.now() - at.getTime()) < 60_000)).toBe(true)
    await store.remove('kept/a/clean')
    const left = []
    for await (const some of store.list('kept')) left.push(...some)
    expect(left).toHaveLength(5)
    for await (const some of store.list('nothing')) expect(some).toEqual([])
  })

  it('take no key that leaves their place', async () => {
    const store = open()
    for (const key of ['../x', 'a/../../x', '/etc/passwd', 'a//b', 'A', 'a\0b', '']) {
      await expect(async () => store.put(key, bytes, 'image/png'), key).rejects.toThrow('not a storage key')
      await expect(async () => store.get(key), key).rejects.toThrow('not a storage key')
    }
  })
})

it('a file that was replaced leaves nothing half-written behind', async () => {
  const store = fileStorage(folder)
  await Promise.all(
    Array.from({ length: 8 }, (_, at) => store.put('same/key', new Uint8Array(1000).fill(at), 'image/png')),
  )
  const kept = await store.get('same/key')
  expect(new Set(kept).size).toBe(1)
  expect(await readdir(join(folder, 'same'))).toEqual(['key'])
})

it('an S3 store with the wrong secret says so', async () => {
  await expect(inS3({ secret: 'wrong' }).put('a/b', new Uint8Array([1]), 'image/png')).rejects.toThrow('403')
})
