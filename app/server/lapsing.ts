import { lapseOverdue } from '~/app/domain/registrations/lapse.server'
import { database } from '~/db/client'
import { createContext } from './context'
import { sayError } from './say-error'

const pause = 60_000

/** Every minute the seats that nobody confirmed in time go to who waits; one look at a time. */
export function startLapsing(): { stop: () => Promise<void> } {
  let working: Promise<void> | undefined
  let stopped = false
  let complained = false
  const lapse = async () => {
    try {
      await lapseOverdue(createContext(database(), { kind: 'system' }))
      complained = false
    } catch (error) {
      // One line when it begins, not one a minute while it lasts.
      if (!complained && !stopped)
        console.error(`候补递补暂时不能进行，将自动重试 (waiting lists): ${sayError(error)}`)
      complained = true
    }
  }
  const work = () => {
    if (stopped) return
    working ??= lapse().finally(() => {
      working = undefined
    })
  }
  const timer = setInterval(work, pause)
  timer.unref()
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await working
    },
  }
}
