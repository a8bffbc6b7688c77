type Stop = () => unknown | Promise<unknown>

/** Collects what must be stopped, and stops it in reverse order, once, whatever the reason. */
export function createShutdown() {
  const stops: Stop[] = []
  const pending: Promise<unknown>[] = []
  let running: Promise<void> | undefined

  const stopAll = async () => {
    // What is just being started can only be stopped when it stands.
    await Promise.allSettled(pending)
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      try {
        await stop()
      } catch (error) {
        console.error(String(error))
      }
    }
  }
  const run = () => (running ??= stopAll())

  return {
    add: (stop: Stop) => void stops.push(stop),
    /** A part that is being started. */
    hold<T>(starting: Promise<T>): Promise<T> {
      pending.push(starting)
      return starting
    },
    run,
    isRunning: () => running !== undefined,
    /** A Ctrl-C reaches the whole process group, often through several parents: the first signal counts. */
    onSignals(before: () => void) {
      const end = () => {
        if (!running) before()
        void run().then(() => process.exit(0))
      }
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
      watchParent(end)
    },
  }
}

export type Shutdown = ReturnType<typeof createShutdown>

/** Killed by force, npm cannot tell its child: without this the server would go on alone and hold the port. */
function watchParent(end: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) end()
  }, 500).unref()
}
