import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { removeOrphans } from '~/app/domain/media/orphans.server'
import type { OpenDatabase } from '~/db/client'
import { commentAttachments } from '~/db/schema/comments'
import { fileStorage, type Storage, s3Storage } from '~/media/storage'
import { aConsultation, received, systemAt } from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { startS3Server } from '~/test/support/s3-server'

const account = { key: 'AKTEST', secret: 'a secret', region: 'cn-north-1' }
const hour = 3_600_000
let open: OpenDatabase
let folder: string
let s3: Awaited<ReturnType<typeof startS3Server>>

beforeAll(async () => {
  open = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'gongyi-orphans-'))
  s3 = await startS3Server(account)
})
afterAll(async () => {
  await open.close()
  await s3.close()
  await rm(folder, { recursive: true, force: true })
})

const stores: [string, () => Storage][] = [
  ['files', () => fileStorage(folder)],
  ['an S3-compatible store', () => s3Storage({ endpoint: s3.endpoint, bucket: 'gongyi', ...account })],
]

describe.each(stores)('in %s', (_, store) => {
  const in25Hours = () => systemAt(open.db, new Date(Date.now() + 25 * hour))

  async function kept(withRow: boolean): Promise<string> {
    const storageKey = `attachments/${randomBytes(16).toString('hex')}`
    for (const name of ['original', 'clean'])
      await store().put(`${storageKey}/${name}`, new Uint8Array([1]), 'image/png')
    if (!withRow) return storageKey
    const { id } = await received(open.db, (await aConsultation(open.db)).id)
    const file = { name: 'a.png', type: 'image/png' as const, size: 1, sha256: '0'.repeat(64) }
    await open.db.insert(commentAttachments).values({ commentId: id, position: 0, storageKey, ...file })
    return storageKey
  }

  it('what a crash left without a row goes after a day, and nothing else', async () => {
    const [known, orphan] = [await kept(true), await kept(false)]
    await store().put('originals/ab/abc', new Uint8Array([1]), 'image/png')
    await store().put('materials/ab/clean', new Uint8Array([1]), 'image/png')
    expect(await removeOrphans(systemAt(open.db, new Date()), store())).toBe(0)
    expect(await store().has(`${orphan}/clean`)).toBe(true)
    expect(await removeOrphans(in25Hours(), store())).toBe(3)
    expect(await store().has('materials/ab/clean')).toBe(false)
    expect(await store().has(`${orphan}/clean`)).toBe(false)
    expect(await store().has(`${orphan}/original`)).toBe(false)
    expect(await store().has(`${known}/clean`)).toBe(true)
    expect(await store().has('originals/ab/abc')).toBe(true)
  })

  it('nothing goes where the files belong to another database', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const foreign = []
    for (let at = 0; at < 51; at++) foreign.push(await kept(false))
    expect(await removeOrphans(in25Hours(), store())).toBe(0)
    expect(errors).toHaveBeenCalledOnce()
    errors.mockRestore()
    for (const key of foreign) expect(await store().has(`${key}/clean`)).toBe(true)
  })
})
