const megabyte = 1024 * 1024
const mostHeld = 192 * megabyte
const mostAtWork = 2

/**
 * Room for the bodies that are read into memory: so many bytes in all, and so many of them at work at
 * once, because reading a form makes copies of its files. Who comes when it is full is told to come again.
 */
export function createUploadRoom({ most = mostHeld, atWork = mostAtWork } = {}) {
  let held = 0
  let working = 0
  const waiting: (() => void)[] = []
  return {
    fits: (bytes: number) => held + bytes <= most,
    take(bytes: number): boolean {
      if (held + bytes > most) return false
      held += bytes
      return true
    },
    give(bytes: number): void {
      held -= bytes
    },
    async inTurn<T>(work: () => Promise<T>): Promise<T> {
      if (working >= atWork) await new Promise<void>((turn) => waiting.push(turn))
      else working++
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else working--
      }
    },
  }
}

export type UploadRoom = ReturnType<typeof createUploadRoom>
