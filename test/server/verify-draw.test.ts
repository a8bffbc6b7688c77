import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleFile } from '~/test/domain/draws/example'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))

function verify(...names: string[]) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'draw:verify', '--', ...names], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  return { status, stdout, stderr }
}

function saved(text: string, name = 'draw.txt'): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

describe('npm run draw:verify', () => {
  it('gives the names of the example, and 0', () => {
    const { status, stdout } = verify(saved(exampleFile))
    expect(status).toBe(0)
    expect(stdout).toContain('核对无误')
    expect(stdout).toMatch(/【消费者】\n入选（2 人）\n +1 {2}CWH3\n +2 {2}CPR8\n候补（3 人）\n +3 {2}CM4T/)
    expect(stdout).toMatch(/【居民】\n入选（3 人）\n +1 {2}RZ9U\n +2 {2}R2FD\n +3 {2}R8LE/)
  })

  it('says of one changed byte of the list that it is not the published list, and 1', () => {
    const { status, stdout } = verify(saved(exampleFile.replace('\nCM4T\t', '\nCM5T\t')))
    expect(status).toBe(1)
    expect(stdout).toContain('not the published list')
    expect(stdout).not.toContain('CWH3')
  })

  it('says what a result that was altered should be, and 1', () => {
    const { status, stdout } = verify(saved(exampleFile.replace('1\tCWH3', '1\tC7K2')))
    expect(status).toBe(1)
    expect(stdout).toContain('和公布的结果不一样')
    expect(stdout).toMatch(/1 {2}CWH3/)
  })

  it.each([
    ['用法', []],
    ['用法', ['--help']],
    ['没有找到文件', [join(folder, 'nowhere.txt')]],
    ['没有找到文件', [folder]],
  ])('explains itself in one line: %s', (words, names) => {
    const { status, stderr } = verify(...names)
    expect(status).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(words)
  })

  it('says of a file of another format what it should be', () => {
    const { status, stdout } = verify(saved('%PDF-1.7\n', 'other.pdf'))
    expect(status).toBe(1)
    expect(stdout).toContain('不是抽签文件')
  })
})
