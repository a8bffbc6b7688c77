import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { drainOutbox } from '~/app/server/jobs'
import { forgetDelivered } from '~/app/server/outbox'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import type { SearchTarget } from '~/search/targets'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(() => open.db.delete(outbox))

const start = new Date('2026-11-23T10:00:00+08:00')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

function enter(ids: number[], more: Partial<typeof outbox.$inferInsert> = {}) {
  return open.db.insert(outbox).values(
    ids.map((id) => ({
      topic: 'search' as const,
      payload: { kind: 'matter', id },
      createdAt: start,
      runAfter: start,
      ...more,
    })),
  )
}

const entries = () => open.db.select().from(outbox).orderBy(outbox.id)

/** Takes down what it is given, and fails where `refuses` says so. */
function recorder(refuses: (targets: SearchTarget[]) => boolean = () => false) {
  const delivered: number[] = []
  const deliveries = {
    search: async (targets: SearchTarget[]) => {
      await new Promise((done) => setTimeout(done, 20))
      if (refuses(targets)) throw new Error('the engine does not like this document')
      delivered.push(...targets.map((target) => target.id))
    },
  }
  return { delivered, deliveries }
}

describe('the outbox', () => {
  it('delivers what is due, oldest first, a thing changed twice only once, and nothing before its time', async () => {
    await enter([3], { runAfter: later(-10) })
    await enter([1, 2, 1])
    await enter([9], { runAfter: later(60) })
    const { delivered, deliveries } = recorder()
    expect(await drainOutbox(open.db, deliveries, start)).toBe(4)
    expect(delivered).toEqual([3, 1, 2])
    expect(await drainOutbox(open.db, deliveries, start)).toBe(0)
  })

  it('delivers the entries of a worker that died when its lease is over, and not before', async () => {
    await enter([1, 2], { leasedUntil: later(30) })
    const { delivered, deliveries } = recorder()
    expect(await drainOutbox(open.db, deliveries, later(29))).toBe(0)
    expect(delivered).toEqual([])
    expect(await drainOutbox(open.db, deliveries, later(31))).toBe(2)
    expect(delivered).toEqual([1, 2])
    expect((await entries()).every((entry) => entry.doneAt !== null)).toBe(true)
  })

  it('leases what it takes, so that a worker killed in the middle loses nothing', async () => {
    await enter([1])
    const leases: (Date | null)[] = []
    const look = { search: async () => void leases.push((await entries())[0]?.leasedUntil ?? null) }
    await drainOutbox(open.db, look, start)
    expect(leases).toEqual([later(30)])
  })

  it('never delivers an entry twice when several workers drain at once', async () => {
    const ids = Array.from({ length: 250 }, (_, at) => at + 1)
    await enter(ids)
    const { delivered, deliveries } = recorder()
    const worker = async () => {
      for (let round = 0; round < 40; round++) await drainOutbox(open.db, deliveries, start)
    }
    await Promise.all([worker(), worker(), worker()])
    expect(delivered).toHaveLength(250)
    expect([...delivered].sort((one, other) => one - other)).toEqual(ids)
  })

  it('postpones what could not be delivered, and says why', async () => {
    await enter([1])
    const { deliveries } = recorder(() => true)
    await expect(drainOutbox(open.db, deliveries, start)).rejects.toThrow('does not like')
    const [entry] = await entries()
    expect(entry).toMatchObject({ doneAt: null, leasedUntil: null, attempts: 1 })
    expect(entry?.lastError).toContain('the engine does not like this document')
    expect(entry?.runAfter.getTime()).toBeGreaterThan(Date.now())
    const { delivered, deliveries: mended } = recorder()
    expect(await drainOutbox(open.db, mended, start)).toBe(0)
    expect(await drainOutbox(open.db, mended, entry?.runAfter)).toBe(1)
    expect(delivered).toEqual([1])
    expect((await entries())[0]).toMatchObject({ attempts: 1, lastError: null })
  })

  it('delivers the neighbours of an entry that is refused', async () => {
    await enter(Array.from({ length: 40 }, (_, at) => at + 1))
    const { delivered, deliveries } = recorder((targets) => targets.some((target) => target.id === 17))
    await expect(drainOutbox(open.db, deliveries, start)).rejects.toThrow('does not like')
    expect(delivered).toHaveLength(39)
    const waiting = (await entries()).filter((entry) => entry.doneAt === null)
    expect(waiting.map((entry) => entry.payload.id)).toEqual([17])
  })

  it('forgets what was delivered a week ago, never what waits', async () => {
    await enter([1], { doneAt: later(-8 * 86_400) })
    await enter([2], { doneAt: later(-86_400) })
    await enter([3], { createdAt: later(-30 * 86_400) })
    await forgetDelivered(open.db, start)
    expect((await entries()).map((entry) => entry.payload.id)).toEqual([2, 3])
  })
})
