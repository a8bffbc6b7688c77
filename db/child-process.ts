import { type SpawnOptions, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export type Child = {
  pid: number
  /** Undefined while it runs. */
  exit: () => { code: number | null; signal: NodeJS.Signals | null } | undefined
}

type ChildOptions = {
  /** As a person knows it. */
  name: string
  command: string
  args: string[]
  logFile: string
  cwd: string
  env?: Record<string, string>
  uid?: number
  gid?: number
}

/**
 * Starts a part of ours in a process group of its own: a Ctrl-C in the terminal reaches only the parent, which
 * then stops the parts in order. Its output goes to a file, so that it outlives the parent's pipes.
 */
export async function startChild({ name, command, args, logFile, ...options }: ChildOptions): Promise<Child> {
  const log = openSync(logFile, 'w', 0o600)
  try {
    const child = spawn(command, args, {
      ...options,
      env: { ...process.env, ...options.env },
      detached: true,
      stdio: ['ignore', log, log],
    } satisfies SpawnOptions)
    let exit: ReturnType<Child['exit']>
    child.once('exit', (code, signal) => {
      exit = { code, signal }
    })
    await new Promise<void>((done, fail) => {
      child.once('spawn', done)
      child.once('error', () => fail(new Error(explainUnrunnable(name, command))))
    })
    child.unref()
    return { pid: child.pid ?? 0, exit: () => exit }
  } finally {
    closeSync(log)
  }
}

/** Asks a process to end, waits, and ends it by force when it does not. */
export async function stopProcess(pid: number, signal: NodeJS.Signals, patience = 10_000): Promise<void> {
  if (!sendSignal(pid, signal)) return
  if (await waitUntil(() => !isAlive(pid), patience)) return
  sendSignal(pid, 'SIGKILL')
  await waitUntil(() => !isAlive(pid), 2_000)
}

export function isAlive(pid: number): boolean {
  return sendSignal(pid, 0) && !isZombie(pid)
}

/** True when the process runs and its command line names `marker`: a pid on file may long be someone else's. */
export function isProcessOf(pid: number, marker: string): boolean {
  return isAlive(pid) && commandLine(pid).includes(marker)
}

/** Tells this process from a later one with the same number. */
export function processBirth(pid: number): string {
  const stat = readProc(pid, 'stat')
  // The name of the command stands in brackets and may hold spaces; the start time is field 22.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  patience: number,
): Promise<boolean> {
  const end = Date.now() + patience
  for (;;) {
    if (await condition()) return true
    if (Date.now() > end) return false
    await wait(20)
  }
}

/** A port that nothing listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => done(port))
    })
  })
}

function explainUnrunnable(name: string, command: string): string {
  return `${name} 的程序无法执行 (cannot be run)：${command}。请重新运行 npm ci (run npm ci again).`
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isZombie(pid: number): boolean {
  return readProc(pid, 'stat').includes(') Z ')
}

function commandLine(pid: number): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ')
}

function readProc(pid: number, file: 'stat' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
