import { readFileSync } from 'node:fs'
import { decodeDrawFile } from '~/app/domain/draws/draw'
import { type DrawReport, reportOn } from '~/app/domain/draws/report'
import { translate } from '~/app/ui/catalogue'

const usage = '用法 (usage): npm run draw:verify -- 抽签文件 (FILE)'

/** Computes a draw anew from its file alone: no database, no network. Exits with 1 where something does not fit. */
async function verify(names: string[]): Promise<boolean> {
  const [name] = names
  if (name === undefined || names.length > 1 || name.startsWith('-')) return refuse(usage)
  const bytes = readOrNull(name)
  if (!bytes) return refuse(`没有找到文件，或者不能读取 (no such file): ${name}`)
  const report = await reportOn(decodeDrawFile(bytes), (key, values) => translate('zh', key, values))
  console.info(describe(report))
  return report.verdict === 'good' || report.verdict === 'undrawn'
}

function refuse(words: string): false {
  console.error(words)
  return false
}

function readOrNull(name: string): Uint8Array | null {
  try {
    return readFileSync(name)
  } catch {
    return null
  }
}

function describe({ title, text, about, checks, prints, categories }: DrawReport): string {
  return [
    title,
    text,
    ...(about ? ['', about] : []),
    ...checks.map(({ ok, word, label }) => `${ok ? '✓' : '✗'} ${word}　${label}`),
    ...categories.flatMap(({ name, chosen, waiting, nobody }) => [
      '',
      `【${name}】`,
      ...(nobody ? [nobody] : []),
      ...order(chosen, 1),
      ...order(waiting, chosen.pseudonyms.length + 1),
    ]),
    ...(prints.length > 0 ? ['', ...prints.map(({ label, value }) => `${label}: ${value}`)] : []),
  ].join('\n')
}

function order({ label, pseudonyms }: DrawReport['categories'][number]['chosen'], from: number): string[] {
  if (pseudonyms.length === 0) return []
  return [label, ...pseudonyms.map((pseudonym, at) => `${String(from + at).padStart(6)}  ${pseudonym}`)]
}

process.exitCode = (await verify(process.argv.slice(2))) ? 0 : 1
