import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type Changes, type CommentToGroup, noChanges } from './match-campaigns'
import type { FromWorker, ToWorker } from './messages'

const timeLimit = 120_000
const heapLimit = 2048

type Running = { worker: Worker; failure: Error | undefined; onFailure: (error: Error) => void }

export type GroupingThread = {
  add: (comments: CommentToGroup[]) => void
  /** Groups what was added, and forgets it. Rejects when the thread dies or takes too long; then it is of no more use. */
  group: (draft: string[]) => Promise<Changes>
  stop: () => Promise<void>
}

/** A thread for the grouping: what takes seconds there must not hold up a request here. It begins with the first comments. */
export function startGroupingThread(
  program = 'app/domain/campaigns/worker.mjs',
  limit = timeLimit,
): GroupingThread {
  let running: Running | undefined

  const run = () => {
    if (running) return running
    // The server itself is a bundle, but its sources lie beside it, and every entry of the project runs on tsx.
    const worker = new Worker(pathToFileURL(resolve(program)), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapLimit },
    })
    const started: Running = { worker, failure: undefined, onFailure: () => undefined }
    const end = (error: Error) => {
      started.failure ??= error
      started.onFailure(error)
    }
    worker.on('error', end)
    worker.on('exit', (code) => end(new Error(`the grouping thread ended (${code})`)))
    running = started
    return started
  }

  return {
    add(comments) {
      const message: ToWorker = { kind: 'comments', comments }
      run().worker.postMessage(message)
    },
    async group(draft) {
      const thread = run()
      if (thread.failure) throw thread.failure
      const changes: Changes = noChanges()
      const message: ToWorker = { kind: 'group', draft }
      let timer: NodeJS.Timeout | undefined
      let receive: (message: FromWorker) => void = () => undefined
      try {
        await new Promise<void>((done, reject) => {
          thread.onFailure = reject
          timer = setTimeout(() => reject(new Error('the grouping took too long')), limit)
          receive = (answer) => (answer.kind === 'done' ? done() : take(changes, answer))
          thread.worker.on('message', receive)
          thread.worker.postMessage(message)
        })
      } catch (error) {
        thread.failure ??= error as Error
        await thread.worker.terminate()
        throw error
      } finally {
        clearTimeout(timer)
        thread.onFailure = () => undefined
        thread.worker.off('message', receive)
      }
      return changes
    },
    stop: async () => {
      await running?.worker.terminate()
    },
  }
}

function take(changes: Changes, message: Exclude<FromWorker, { kind: 'done' }>): void {
  if (message.kind === 'campaigns') {
    changes.found = message.found
    changes.gone = message.gone
  } else if (message.kind === 'left') {
    for (const id of message.ids) changes.left.push(id)
  } else {
    const { members } = changes
    message.members.ids.forEach((id, at) => {
      members.ids.push(id)
      members.campaigns.push(message.members.campaigns[at] as number)
      members.relations.push(message.members.relations[at] ?? 'exact')
      members.additions.push(message.members.additions[at] ?? '')
    })
  }
}
