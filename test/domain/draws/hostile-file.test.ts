import { describe, expect, it } from 'vitest'
import { checkDraw, type DrawEntry, type DrawRule } from '~/app/domain/draws/draw'
import { fileOf } from './example'

const rule = (group: string): DrawRule => ({ group, seats: 1, method: 'lottery', trait: null })
const entry = (pseudonym: string, group: string): DrawEntry => ({ pseudonym, group, stratum: null })

async function problemOf(rules: DrawRule[], entries: DrawEntry[]): Promise<unknown> {
  const began = performance.now()
  const problem = await checkDraw(await fileOf(rules, entries, null).then(withSecret)).catch((error) => error)
  expect(performance.now() - began).toBeLessThan(3000)
  return problem
}

/** Fits its own fingerprints: whoever writes one to do harm does that too. */
async function withSecret(text: string): Promise<string> {
  const { sha256 } = await import('~/app/domain/draws/draw')
  const secret = 'a'.repeat(64)
  return text
    .replace(/^commitment\t.*$/m, `commitment\t${await sha256(secret)}`)
    .replace(/^(list\t.*)$/m, `$1\nsecret\t${secret}\ndrawn\td`)
    .replace(/$/, '\n')
}

describe('a file that is made to keep a computer busy', () => {
  it('with thousands of categories, and a list that belongs to the last of them, is refused at once', async () => {
    const rules = Array.from({ length: 20_000 }, (_, at) => rule(`g${at}`))
    const entries = Array.from({ length: 30_000 }, (_, at) => entry(`p${at}`, 'g19999'))
    expect(await problemOf(rules, entries)).toMatchObject({ problem: 'line' })
  })

  it('with one category twice, so that somebody would be drawn twice, is refused', async () => {
    expect(await problemOf([rule('consumer'), rule('consumer')], [entry('a', 'consumer')])).toMatchObject({
      problem: 'line',
    })
  })
})
