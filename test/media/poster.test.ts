import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeFrame } from '~/media/poster'

const path = process.env.PATH
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongyi-frame-test-'))
  await mkdir(join(folder, 'with'))
  const program = join(folder, 'with', 'ffmpeg')
  // Instead of a frame it gives all that it knows.
  await writeFile(program, '#!/bin/sh\necho "$@"\nexport -p\n')
  await chmod(program, 0o755)
})
afterAll(async () => {
  process.env.PATH = path
  await rm(folder, { recursive: true })
})

describe('the still picture of a video', () => {
  it('is taken by ffmpeg where that is installed, which knows none of the secrets of the server', async () => {
    process.env.PATH = join(folder, 'with')
    process.env.GONGYI_SECRET = 'never told'
    const said = Buffer.from((await takeFrame('/film.webm', 1.5)) ?? []).toString()
    delete process.env.GONGYI_SECRET
    expect(said).toMatch(/-protocol_whitelist file -ss 1\.5 -i \/film\.webm/)
    expect(said).toContain('PATH')
    expect(said).not.toContain('never told')
  })

  it('is left to a person where it is not', async () => {
    process.env.PATH = folder
    expect(await takeFrame('/film.webm', 1.5)).toBeUndefined()
  })
})
