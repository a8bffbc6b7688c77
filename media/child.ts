import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { ChildJob, JobAnswer, JobInput, JobRequest } from './child-jobs'

export type ChildLimits = {
  /** Milliseconds. */
  time: number
  /** Bytes that the process may hold in all. */
  memory: number
}

const usual: ChildLimits = { time: 60_000, memory: 1_500 * 1024 * 1024 }
const watchEvery = 100
/** What JavaScript itself may hold; the pixels lie outside of it. */
const heapMegabytes = 512

/** The work did not end by itself: it took too long, or too much, or the process died of it. */
export class ChildStopped extends Error {
  constructor(readonly reason: 'time' | 'memory' | 'crash') {
    super(`the child process was ended: ${reason}`)
    this.name = 'ChildStopped'
  }
}

/** Says no to the file; the message is for the person who sent it. */
export class ChildRefused extends Error {}

type Pool = { run: (request: JobRequest, limits: ChildLimits) => Promise<unknown>; stop: () => void }

let pool: Pool | undefined

/**
 * Does a job on a file that somebody sent in a process of its own, of which nothing else depends. Rejects with
 * `ChildRefused` when the job refuses the file, with `ChildStopped` when it had to be ended; the next job finds
 * a new process.
 */
export async function runInChild<Job extends ChildJob>(
  job: Job,
  input: JobInput<Job>,
  limits: Partial<ChildLimits> = {},
): Promise<JobAnswer<Job>> {
  pool ??= startPool('media/image-child.ts', Math.min(2, availableParallelism()))
  return (await pool.run({ job, input } as JobRequest, { ...usual, ...limits })) as JobAnswer<Job>
}

/** For the end of a measurement: the processes otherwise stay warm, and end with this one. */
export function stopChildren(): void {
  pool?.stop()
  pool = undefined
}

type Lane = { child: ChildProcess | undefined; isBusy: boolean }

/** So many processes at most, each begun when it is needed and with one job at a time; the other jobs wait. */
export function startPool(program: string, most: number): Pool {
  const lanes: Lane[] = Array.from({ length: most }, () => ({ child: undefined, isBusy: false }))
  const waiting: ((lane: Lane) => void)[] = []

  const take = async () => {
    // One that is warm comes before one that has to be started.
    const free = lanes.filter((lane) => !lane.isBusy)
    const lane = free.find((each) => each.child) ?? free[0]
    if (!lane) return new Promise<Lane>((turn) => waiting.push(turn))
    lane.isBusy = true
    return lane
  }
  const giveBack = (lane: Lane) => {
    const next = waiting.shift()
    if (next) next(lane)
    else lane.isBusy = false
  }

  return {
    async run(request, limits) {
      const lane = await take()
      try {
        lane.child = isAlive(lane.child) ? lane.child : startChild(program)
        return await runOne(lane.child, request, limits)
      } finally {
        if (!isAlive(lane.child)) lane.child = undefined
        giveBack(lane)
      }
    },
    stop() {
      for (const { child } of lanes) child?.kill('SIGKILL')
    },
  }
}

function isAlive(child: ChildProcess | undefined): child is ChildProcess {
  return child?.connected === true && child.exitCode === null && child.signalCode === null && !child.killed
}

function startChild(program: string): ChildProcess {
  // The server itself is a bundle, but its sources lie beside it. No secret of the server is handed on.
  const { PATH, HOME, TMPDIR, FONTCONFIG_FILE } = process.env
  const child = fork(resolve(program), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${heapMegabytes}`],
    env: { NODE_ENV: 'production', PATH, HOME, TMPDIR, FONTCONFIG_FILE },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // An idle child holds up nobody's end, and goes when its parent is gone.
  child.on('error', () => undefined)
  letGo(child)
  return child
}

function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

type Answer = { ok: true; value: unknown } | { ok: false; refused: boolean; message: string }

async function runOne(child: ChildProcess, request: JobRequest, limits: ChildLimits): Promise<unknown> {
  let listen: (answer: Answer) => void = () => undefined
  let fail: () => void = () => undefined
  let clock: NodeJS.Timeout | undefined
  let watch: NodeJS.Timeout | undefined
  child.ref()
  child.channel?.ref()
  try {
    const answer = await new Promise<Answer>((done, reject) => {
      const end = (reason: ChildStopped['reason']) => {
        child.kill('SIGKILL')
        reject(new ChildStopped(reason))
      }
      listen = done
      fail = () => end('crash')
      child.on('message', listen)
      child.on('exit', fail)
      clock = setTimeout(() => end('time'), limits.time)
      watch = setInterval(async () => {
        if ((await memoryOf(child)) > limits.memory) end('memory')
      }, watchEvery)
      child.send(request, (error) => error && fail())
    })
    if (answer.ok) return answer.value
    throw answer.refused ? new ChildRefused(answer.message) : new Error(answer.message)
  } finally {
    clearTimeout(clock)
    clearInterval(watch)
    child.off('message', listen)
    child.off('exit', fail)
    letGo(child)
  }
}

/** What a process holds, where the system tells it (Linux); elsewhere the limits of heap and time remain. */
async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}
