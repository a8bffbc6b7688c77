import { groupDueCampaigns } from '~/app/domain/campaigns/due.server'
import { type GroupingThread, startGroupingThread } from '~/app/domain/campaigns/grouping-thread.server'
import { database } from '~/db/client'
import { createContext } from './context'
import { sayError } from './say-error'

const pause = 60_000

/** Looks every minute for letters that many sent; one look at a time. */
export function startGrouping(): { stop: () => Promise<void> } {
  let thread: GroupingThread | undefined
  let working: Promise<void> | undefined
  const stopping = new AbortController()
  const start = () => {
    thread = startGroupingThread()
    return thread
  }
  const work = () => {
    working ??= groupDueCampaigns(createContext(database(), { kind: 'system' }), start, stopping.signal)
      .catch((error) => {
        if (!stopping.signal.aborted)
          console.error(`同文来信暂时无法查找，将自动重试 (campaigns): ${sayError(error)}`)
      })
      .finally(() => {
        working = undefined
      })
  }
  const timer = setInterval(work, pause)
  timer.unref()
  return {
    stop: async () => {
      stopping.abort()
      clearInterval(timer)
      await thread?.stop()
      await working
    },
  }
}
