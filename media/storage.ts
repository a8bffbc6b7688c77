import { randomUUID } from 'node:crypto'
import { constants, openAsBlob } from 'node:fs'
import {
  copyFile,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AwsClient } from 'aws4fetch'

/** Where the bytes of media live; keys are made by us, never by a visitor. */
export type Storage = {
  put: (key: string, bytes: Uint8Array, type: string) => Promise<void>
  /** A file of this machine, copied without being held in memory. */
  putFile: (key: string, path: string, type: string) => Promise<void>
  get: (key: string) => Promise<Uint8Array | undefined>
  /** The bytes from `from` up to, not including, `to`; fewer where the file ends before. */
  part: (key: string, from: number, to: number) => Promise<Uint8Array | undefined>
  has: (key: string) => Promise<boolean>
  stat: (key: string) => Promise<{ size: number } | undefined>
  /** What is not there is removed already. */
  remove: (key: string) => Promise<void>
  /** Everything whose key begins with `folder/`, some at a time. */
  list: (folder: string) => AsyncGenerator<Stored[]>
}

type Stored = { key: string /** When it was put there. */; at: Date }

const keyPattern = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/

export function fileStorage(folder: string): Storage {
  const place = (key: string) => join(folder, checkKey(key))
  const measure = (key: string) =>
    stat(place(key)).then(
      ({ size }) => ({ size }),
      (error) => absent(error),
    )
  return {
    put: (key, bytes) => placeWhole(place(key), (file) => file.writeFile(bytes)),
    putFile: (key, path) =>
      placeWhole(place(key), async (_, draft) => copyFile(path, draft, constants.COPYFILE_FICLONE)),
    get: (key) => readFile(place(key)).catch((error) => absent(error)),
    async part(key, from, to) {
      const file = await open(place(key)).catch((error) => absent(error))
      if (!file) return undefined
      try {
        const bytes = new Uint8Array(to - from)
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
        return bytes.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    has: async (key) => (await measure(key)) !== undefined,
    stat: measure,
    async remove(key) {
      await rm(place(key), { force: true })
      // The folder of a key goes with its last file.
      await rmdir(dirname(place(key))).catch(() => undefined)
    },
    list: (top) => listFolder(place(top), top),
  }
}

/** A file is whole or not there: written beside its place, flushed, then renamed. */
async function placeWhole(
  target: string,
  write: (file: FileHandle, draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${target}.${randomUUID()}.part`
  await mkdir(dirname(target), { recursive: true })
  try {
    const file = await open(draft, 'w')
    try {
      await write(file, draft)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** The files of each folder under it, folder by folder. What goes away meanwhile is not there. */
async function* listFolder(folder: string, key: string): AsyncGenerator<Stored[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => absent(error))
  const files = (entries ?? []).filter((entry) => entry.isFile())
  const found = await Promise.all(
    files.map(async ({ name }) => ({
      key: `${key}/${name}`,
      stats: await stat(join(folder, name)).catch((error) => absent(error)),
    })),
  )
  const stored = found.flatMap(({ key, stats }) => (stats ? [{ key, at: stats.mtime }] : []))
  if (stored.length > 0) yield stored
  for (const entry of entries ?? [])
    if (entry.isDirectory()) yield* listFolder(join(folder, entry.name), `${key}/${entry.name}`)
}

export type S3Settings = { endpoint: string; bucket: string; region: string; key: string; secret: string }

/** Any S3-compatible store, addressed by path (`endpoint/bucket/key`). */
export function s3Storage({
  endpoint,
  bucket,
  region,
  key: accessKeyId,
  secret: secretAccessKey,
}: S3Settings): Storage {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 })
  const address = (key: string) => `${endpoint.replace(/\/$/, '')}/${bucket}/${checkKey(key)}`
  const measure = async (key: string) => {
    const response = await client.fetch(address(key), { method: 'HEAD' })
    if (response.status === 404) return undefined
    expectOk(response, 'HEAD', key)
    return { size: Number(response.headers.get('content-length') ?? 0) }
  }
  return {
    async put(key, bytes, type) {
      const body = Uint8Array.from(bytes)
      const response = await client.fetch(address(key), {
        method: 'PUT',
        body,
        headers: { 'content-type': type },
      })
      expectOk(response, 'PUT', key)
    },
    async putFile(key, path, type) {
      // Read from the disk as it is sent; the body is not signed, so that it is read once and not twice.
      const body = await openAsBlob(path)
      const headers = { 'content-type': type, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
      const response = await client.fetch(address(key), { method: 'PUT', body, headers })
      expectOk(response, 'PUT', key)
    },
    async get(key) {
      const response = await client.fetch(address(key))
      if (response.status === 404) return undefined
      expectOk(response, 'GET', key)
      return new Uint8Array(await response.arrayBuffer())
    },
    async part(key, from, to) {
      const headers = { range: `bytes=${from}-${to - 1}` }
      const response = await client.fetch(address(key), { headers })
      if (response.status === 404) return undefined
      // A store that knows no ranges sends the whole.
      if (response.status !== 206) expectOk(response, 'GET', key)
      const bytes = new Uint8Array(await response.arrayBuffer())
      return response.status === 206 ? bytes : bytes.subarray(from, to)
    },
    has: async (key) => (await measure(key)) !== undefined,
    stat: measure,
    async remove(key) {
      const response = await client.fetch(address(key), { method: 'DELETE' })
      if (response.status !== 404) expectOk(response, 'DELETE', key)
    },
    async *list(top) {
      for (let token: string | undefined = ''; token !== undefined; ) {
        const from: Record<string, string> = token ? { 'continuation-token': token } : {}
        const query = new URLSearchParams({ ...from, 'list-type': '2', prefix: `${checkKey(top)}/` })
        const response = await client.fetch(`${endpoint.replace(/\/$/, '')}/${bucket}?${query}`)
        expectOk(response, 'LIST', top)
        const page = await response.text()
        yield [...page.matchAll(/<Contents>.*?<\/Contents>/gs)].map(([entry]) => ({
          key: valueIn(entry, 'Key') ?? '',
          at: new Date(valueIn(entry, 'LastModified') ?? Number.NaN),
        }))
        token = valueIn(page, 'NextContinuationToken')
      }
    },
  }
}

function checkKey(key: string): string {
  if (!keyPattern.test(key)) throw new Error(`not a storage key: ${key}`)
  return key
}

/** Our keys and the store's tokens need no more of XML than this. */
function valueIn(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.replaceAll('&amp;', '&')
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

function expectOk(response: Response, method: string, key: string): void {
  if (!response.ok) throw new Error(`S3 ${method} ${key}: ${response.status} ${response.statusText}`)
}
