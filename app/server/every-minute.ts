import { sayError } from './say-error'

const pause = 60_000

/** Does `work` every minute, one at a time; `complaint` is what the log says when it cannot be done. */
export function everyMinute(work: () => Promise<unknown>, complaint: string): { stop: () => Promise<void> } {
  let working: Promise<void> | undefined
  let stopped = false
  let complained = false
  const attempt = async () => {
    try {
      await work()
      complained = false
    } catch (error) {
      // One line when it begins, not one a minute while it lasts.
      if (!complained && !stopped) console.error(`${complaint}: ${sayError(error)}`)
      complained = true
    }
  }
  const timer = setInterval(() => {
    if (stopped) return
    working ??= attempt().finally(() => {
      working = undefined
    })
  }, pause)
  timer.unref()
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await working
    },
  }
}
