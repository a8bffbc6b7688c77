import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkDraw,
  compareBytes,
  type DrawEntry,
  type DrawRule,
  decodeDrawFile,
  drawLots,
  sha256,
  writeList,
} from '~/app/domain/draws/draw'
import { exampleFile, fileOf } from './example'

const rules: DrawRule[] = [
  { group: 'consumer', seats: 4, method: 'lottery', trait: null },
  { group: 'resident', seats: 5, method: 'stratified', trait: 'township' },
]
const listHash = 'a'.repeat(64)
const secretOf = (number: number) => number.toString(16).padStart(64, '0')

const pseudonym = fc.oneof(
  fc.stringMatching(/^[A-Z0-9]{1,8}$/),
  fc.constantFrom('王', '𠮷', '\uFFE5', '甲乙'),
)
const entry = fc.record({
  pseudonym,
  group: fc.constantFrom('consumer', 'resident'),
  stratum: fc.constantFrom('云溪镇', '石桥乡', '青石镇', null),
})
const entries = fc.uniqueArray(entry, { selector: (one) => one.pseudonym, maxLength: 40 })
const secret = fc.integer({ min: 0, max: 2 ** 40 }).map(secretOf)

describe('the example that is written down', () => {
  it('gives these names', async () => {
    const { checks, seed, results } = await checkDraw(exampleFile)
    expect(checks).toEqual([
      { what: 'commitment', ok: true },
      { what: 'rules', ok: true },
      { what: 'list', ok: true },
      { what: 'results', ok: true },
    ])
    expect(seed).toBe('32a0d5999afa3a8851aed785d0c97ea3c146516f3521360a98ae18fe15c4a5a1')
    expect(await sha256(`${seed}\nC7K2\n`)).toBe(
      'b443a7feb39f6e0292a3485cdd6be93a660d30dc648afc1e2356aaa049f5e5da',
    )
    expect(results?.map(({ chosen }) => chosen)).toEqual([
      ['CWH3', 'CPR8'],
      ['RZ9U', 'R2FD', 'R8LE'],
    ])
    expect(results?.[1]?.waiting).toEqual(['R5NJ', 'R6VA', 'RB3Y'])
  })

  it('stands in the README as it is here', async () => {
    const { readFileSync } = await import('node:fs')
    expect(readFileSync('app/domain/draws/README.md', 'utf8')).toContain(exampleFile.trim())
  })

  it('gives the same to a program written from the words, without a line of ours', async () => {
    expect(independently(exampleFile)).toBe(resultLines(exampleFile))
    const [many] = fc.sample(
      fc.uniqueArray(entry, { selector: (one) => one.pseudonym, minLength: 25, maxLength: 30 }),
      {
        numRuns: 1,
        seed: 713,
      },
    )
    const text = await fileOf(rules, many ?? [], secretOf(20_261_123))
    expect(independently(text)).toBe(resultLines(text))
  })
})

function independently(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'draw-')), 'draw.txt')
  writeFileSync(file, text)
  return execFileSync('bash', [resolve('test/domain/draws/independent-draw.sh'), file], { encoding: 'utf8' })
}

const resultLines = (text: string) => (text.split('\n\n')[2] ?? '').replaceAll(/^result\t/gm, '')

describe('whoever registers', () => {
  it('is chosen or waits, once, in the own category, and no more are chosen than there are seats', async () => {
    await fc.assert(
      fc.asyncProperty(entries, secret, async (all, opened) => {
        const results = await drawLots(rules, all, { secret: opened, listHash })
        for (const { rule, chosen, waiting } of results) {
          const own = all.filter(({ group }) => group === rule.group).map((one) => one.pseudonym)
          expect([...chosen, ...waiting].sort()).toEqual(own.sort())
          expect(chosen.length).toBe(Math.min(rule.seats, own.length))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has the same place in whatever order people came', async () => {
    const shuffled = entries.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, secret, async ([all, again], opened) => {
        expect(await fileOf(rules, again, opened)).toBe(await fileOf(rules, all, opened))
      }),
      { numRuns: 40 },
    )
  })

  it('of a stratum is not chosen a second time round while another stratum still waits for its first', async () => {
    await fc.assert(
      fc.asyncProperty(entries, secret, async (all, opened) => {
        const [, residents] = await drawLots(rules, all, { secret: opened, listHash })
        const stratumOf = new Map(all.map((one) => [one.pseudonym, one.stratum ?? '-']))
        const count = (names: string[] = []) => {
          const counted = new Map<string, number>()
          for (const name of names) {
            const stratum = stratumOf.get(name) ?? ''
            counted.set(stratum, (counted.get(stratum) ?? 0) + 1)
          }
          return counted
        }
        const [chosen, waiting] = [count(residents?.chosen), count(residents?.waiting)]
        for (const most of chosen.values())
          for (const [stratum] of waiting) expect(chosen.get(stratum) ?? 0).toBeGreaterThanOrEqual(most - 1)
      }),
      { numRuns: 60 },
    )
  })

  it('has the same chance as everybody else', async () => {
    const people: DrawEntry[] = [...'ABCDEFGHIJKL'].map((name) => ({
      ...{ pseudonym: name, group: 'consumer', stratum: null },
    }))
    const draws = 1200
    const times = new Map<string, number>()
    for (let number = 0; number < draws; number++) {
      const [drawn] = await drawLots(rules, people, { secret: secretOf(number), listHash })
      for (const name of drawn?.chosen ?? []) times.set(name, (times.get(name) ?? 0) + 1)
    }
    // 4 of 12 each time: 400 expected. Chi-square with 11 degrees of freedom stays below 40 all but never not.
    const chiSquare = people.reduce((sum, one) => sum + ((times.get(one.pseudonym) ?? 0) - 400) ** 2 / 400, 0)
    expect(chiSquare).toBeLessThan(40)
  })
})

describe('the order of bytes', () => {
  it('is that of UTF-8, also where UTF-16 has another', () => {
    expect(compareBytes('\uFFE5', '𠮷')).toBeLessThan(0)
    expect('\uFFE5' < '𠮷').toBe(false)
    const list = writeList([
      { pseudonym: '𠮷', group: 'consumer', stratum: null },
      { pseudonym: '\uFFE5', group: 'consumer', stratum: null },
    ])
    expect(list).toBe('\uFFE5\tconsumer\t-\n𠮷\tconsumer\t-\n')
  })
})

describe('a file of which something was changed', () => {
  const bytes = new TextEncoder().encode(exampleFile)
  const places = (from: string, to: string) => {
    const [start, end] = [exampleFile.indexOf(from), exampleFile.indexOf(to)].map(
      (at) => new TextEncoder().encode(exampleFile.slice(0, at)).length,
    )
    return { start: start ?? 0, end: end ?? 0 }
  }
  const problems = async (changed: Uint8Array) => {
    const { checks, results } = await checkDraw(decodeDrawFile(changed))
    return { wrong: checks.filter(({ ok }) => !ok).map(({ what }) => what), results }
  }
  const change = (at: number, to: number) => {
    const copy = Uint8Array.from(bytes)
    copy[at] = to
    return copy
  }

  it('by any one byte anywhere in the list is not the published list, and no names come of it', async () => {
    const { start, end } = places('C7K2', '\n\nresult')
    for (let at = start; at <= end; at++)
      for (const to of [0, 10, 13, 32, 65, 128, 255, (bytes[at] ?? 0) ^ 1]) {
        if (to === bytes[at]) continue
        const { wrong, results } = await problems(change(at, to))
        expect([at, to, wrong.includes('list'), results]).toEqual([at, to, true, null])
      }
  })

  it('in the rules, the secret or the result says which', async () => {
    const altered = (from: string, to: string) =>
      problems(new TextEncoder().encode(exampleFile.replace(from, to)))
    expect(await altered('consumer\t2', 'consumer\t3')).toEqual({ wrong: ['rules'], results: null })
    expect(await altered('0001020304', '1001020304')).toEqual({ wrong: ['commitment'], results: null })
    expect(await altered('6c86c6aa', '7c86c6aa')).toEqual({ wrong: ['commitment'], results: null })
    expect(await altered('5d1fab1e', '6d1fab1e')).toEqual({ wrong: ['list'], results: null })
    expect((await altered('2\tCPR8', '2\tCM4T')).wrong).toEqual(['results'])
  })

  it.each([
    ['format', 'a letter to the editor\n'],
    ['format', ''],
    ['line-ends', exampleFile.replaceAll('\n', '\r\n')],
    ['unfinished', exampleFile.slice(0, 400)],
    ['unfinished', exampleFile.slice(0, -1)],
    ['line', exampleFile.replace('closed\t', 'clothed\t')],
    ['unfinished', exampleFile.replace(/^closed.*\n/m, '')],
  ])('in its form is refused as what it is: %s', async (problem, text) => {
    await expect(checkDraw(text)).rejects.toMatchObject({ problem })
  })

  it('by a mark of byte order in front is still read: some editors put it there', async () => {
    expect((await checkDraw(`\uFEFF${exampleFile}`)).checks.every(({ ok }) => ok)).toBe(true)
  })
})

describe('a list in which somebody stands twice, or in a category that is not drawn', () => {
  it('is no list, though its fingerprint may fit', async () => {
    const [rule] = rules
    const forged = async (list: string) => {
      const text = await fileOf(rule ? [rule] : [], [], secretOf(1))
      const [head = ''] = text.split('\n\n')
      const hashed = head.replace(/^list\t.*$/m, `list\t${await sha256(list)}`)
      return checkDraw(`${hashed}\n\n${list}`)
    }
    await expect(forged('A\tconsumer\t-\nA\tconsumer\t-\n')).rejects.toMatchObject({ problem: 'line' })
    await expect(forged('A\tpress\t-\n')).rejects.toMatchObject({ problem: 'line', line: 'A\tpress\t-' })
  })
})

describe('before the draw', () => {
  it('the file has rules and list to check, and nothing to compute', async () => {
    const text = await fileOf(rules, [{ pseudonym: 'A', group: 'consumer', stratum: null }], null)
    expect(await checkDraw(text)).toMatchObject({
      ...{ seed: null, results: null },
      checks: [
        { what: 'rules', ok: true },
        { what: 'list', ok: true },
      ],
    })
  })

  it('nobody may have registered', async () => {
    expect((await checkDraw(await fileOf(rules, [], null))).checks.every(({ ok }) => ok)).toBe(true)
    const drawn = await checkDraw(await fileOf(rules, [], secretOf(5)))
    expect(drawn.checks.every(({ ok }) => ok)).toBe(true)
    expect(drawn.results?.map(({ chosen, waiting }) => [chosen, waiting])).toEqual([
      [[], []],
      [[], []],
    ])
  })
})
