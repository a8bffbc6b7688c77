import { resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ChildRefused, runInChild, startPool } from '~/media/child'
import type { JobRequest } from '~/media/child-jobs'

const pool = startPool('test/media/hostile-child.ts', 1)
const limits = { time: 20_000, memory: 250 * 1024 * 1024 }
const work = (fault: string, limit = limits) =>
  pool.run({ job: 'inspect', input: { fault } } as unknown as JobRequest, limit) as Promise<{
    pid: number
    secret: string | null
  }>

afterAll(() => pool.stop())

describe('the child process in which files are read', () => {
  it('stays warm from one file to the next, and knows none of the secrets of the server', async () => {
    process.env.DATABASE_URL ??= 'postgres://secret'
    const first = await work('none')
    expect(first.pid).not.toBe(process.pid)
    expect(await work('none')).toEqual({ pid: first.pid, secret: null })
  })

  it('may die, hang or take all memory of one file: that one is refused, and the next finds a new process', async () => {
    const { pid } = await work('none')
    await expect(work('crash')).rejects.toMatchObject({ reason: 'crash' })
    const after = await work('none')
    expect(after.pid).not.toBe(pid)
    await expect(work('hang', { ...limits, time: 300 })).rejects.toMatchObject({ reason: 'time' })
    await expect(work('grow')).rejects.toMatchObject({ reason: 'memory' })
    expect((await work('none')).pid).not.toBe(after.pid)
  })

  it('takes those that wait one after the other', async () => {
    const answers = await Promise.all([work('none'), work('none'), work('none')])
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1)
  })

  it('reads what a recording is made of, and says why it takes one not', async () => {
    const path = (name: string) => resolve('test/media/fixtures', name)
    expect(await runInChild('probe', { path: path('clip.mp4') })).toMatchObject({ kind: 'video' })
    await expect(runInChild('probe', { path: path('hevc.mp4') })).rejects.toThrow(ChildRefused)
  })
})
