import type { Db } from '~/db/client'
import { isOutage } from '~/search/outage'
import type { SearchTarget } from '~/search/targets'
import { listen } from './listen'
import { drainMail, type MailDelivery } from './mail-jobs'
import {
  deliverAgain,
  type Entry,
  forgetDelivered,
  isAnyWaiting,
  keepLease,
  markDone,
  postpone,
  takeLease,
} from './outbox'

const outagePause = 2_000
const longestPause = 300_000
const stopPatience = 5_000
const sweepPause = 6 * 3600_000

export type Deliveries = { search: (targets: SearchTarget[]) => Promise<void> }

/**
 * Delivers what is due in the outbox, oldest first, and says how many entries it took; throws when one of them could
 * not be delivered. A delivery is idempotent: it writes again from the database what the entry names, so a lease that
 * runs out because a process died means a second delivery, never a lost one.
 */
export async function drainOutbox(db: Db, deliveries: Deliveries, now = new Date()): Promise<number> {
  const entries = await takeLease(db, now)
  if (entries.length === 0) return 0
  const lease = keepLease(db, entries)
  try {
    const failures = await deliver(db, deliveries, entries)
    if (failures.length > 0) throw failures[0]
  } finally {
    lease.stop()
    // Asleep past its lease, this process may have written last what it had read long ago.
    if (lease.isLost()) await deliverAgain(db, entries)
  }
  return entries.length
}

/** Gives what went wrong. One entry that the engine refuses must not keep its neighbours back: it is sought by halves. */
async function deliver(db: Db, deliveries: Deliveries, entries: Entry[]): Promise<unknown[]> {
  try {
    await deliveries.search(targetsOf(entries))
    await markDone(db, entries)
    return []
  } catch (error) {
    const isDown = isOutage(error)
    if (isDown || entries.length === 1) {
      await postpone(db, entries, String(error), isDown ? outagePause : pauseOf(entries))
      return [error]
    }
    const half = Math.ceil(entries.length / 2)
    const first = await deliver(db, deliveries, entries.slice(0, half))
    return [...first, ...(await deliver(db, deliveries, entries.slice(half)))]
  }
}

function pauseOf(entries: Entry[]): number {
  const attempts = Math.max(...entries.map((entry) => entry.attempts))
  return Math.min(longestPause, 1_000 * 2 ** attempts)
}

// The same thing changed three times is written once: delivery reads the database, not the entry.
function targetsOf(entries: Entry[]): SearchTarget[] {
  const distinct = new Map(
    entries.map(({ payload }) => [`${payload.kind}:${payload.id}`, payload as SearchTarget]),
  )
  return [...distinct.values()]
}

type Drain = {
  topic: 'search' | 'mail'
  drain: (db: Db) => Promise<number>
  behind: string
  caughtUp: string
}

/**
 * Drains when PostgreSQL says that there is something, and every second for what failed before: search and mail each by
 * itself, so that neither waits for the other. Returns how to stop.
 */
export function startJobs(
  db: Db,
  url: string,
  { mail, ...deliveries }: Deliveries & { mail?: MailDelivery },
): () => Promise<void> {
  const search = startDraining(db, {
    topic: 'search',
    drain: () => drainOutbox(db, deliveries),
    behind: '搜索更新暂时送不到，将自动重试 (search is behind, retrying)',
    caughtUp: '搜索已恢复，积压的更新已补齐 (search has caught up).',
  })
  const letters = startDraining(db, {
    topic: 'mail',
    drain: async () => (mail ? drainMail(db, mail) : 0),
    behind: '邮件暂时发不出去，将自动重试 (mail is behind, retrying)',
    caughtUp: '邮件已恢复，积压的已发出 (mail has caught up).',
  })
  const work = () => {
    search.work()
    letters.work()
  }
  const sweep = () => void forgetDelivered(db, new Date()).catch(() => undefined)
  const notices = listen({
    url,
    channel: 'outbox',
    onNotice: (topic) => (topic === 'mail' ? letters.work() : search.work()),
    onUp: work,
    onDown: () => undefined,
  })
  const timers = [setInterval(work, 1000), setInterval(sweep, sweepPause)]
  return async () => {
    for (const timer of timers) clearInterval(timer)
    const ends = [search.stop(), letters.stop()]
    await notices.close()
    await Promise.all(ends)
  }
}

function startDraining(db: Db, { topic, drain, behind, caughtUp }: Drain) {
  let stopped = false
  let working: Promise<void> | undefined
  let isAskedAgain = false
  let complained = false

  const drainAll = async () => {
    try {
      while (!stopped && (await drain(db)) > 0) {}
      // Nothing due is not nothing left: what failed is only postponed.
      if (!complained || (await isAnyWaiting(db, topic))) return
      console.info(caughtUp)
      complained = false
    } catch (error) {
      // One line when it begins, not one a second while it lasts.
      if (!complained && !stopped) console.error(`${behind}: ${String(error)}`)
      complained = true
    }
  }
  // A notice that comes while a drain is just ending would otherwise wait for the timer.
  const work = () => {
    if (stopped) return
    if (working) {
      isAskedAgain = true
      return
    }
    isAskedAgain = false
    working = drainAll().finally(() => {
      working = undefined
      if (isAskedAgain && !stopped) work()
    })
  }
  return {
    work,
    stop: async () => {
      stopped = true
      // What hangs must not hold up the end; its entries are delivered after the next start.
      const tooLong = new Promise((done) => setTimeout(done, stopPatience).unref())
      await Promise.race([working, tooLong])
    },
  }
}
