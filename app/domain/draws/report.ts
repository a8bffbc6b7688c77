import type { SeatGroup } from '~/app/domain/activities/types'
import { type CheckedDraw, checkDraw, type DrawCheck, DrawFileError, type DrawnCategory } from './draw'

type Problem = DrawFileError['problem']
export type ReportWord =
  | 'drawCheck.good'
  | 'drawCheck.good.text'
  | 'drawCheck.undrawn'
  | 'drawCheck.undrawn.text'
  | 'drawCheck.bad'
  | 'drawCheck.bad.text'
  | 'drawCheck.unreadable'
  | `drawCheck.unreadable.${Problem}`
  | 'drawCheck.of'
  | 'drawCheck.ok'
  | 'drawCheck.wrong'
  | `drawCheck.what.${DrawCheck['what']}`
  | `drawCheck.what.${DrawCheck['what']}.wrong`
  | 'draw.print.commitment'
  | 'draw.print.rules'
  | 'draw.print.list'
  | 'draw.print.secret'
  | 'draw.print.seed'
  | 'draw.results.chosen'
  | 'draw.results.waiting'
  | 'draw.results.nobody'
  | `activity.group.${SeatGroup}`

/** Says a string of the interface: the catalogue's `t`, or what a page has handed to its script. */
export type Say = (key: ReportWord, values?: Record<string, string | number>) => string

/** What is shown of a check, in words: the page, its script and the command line say the same. */
export type DrawReport = {
  verdict: 'good' | 'bad' | 'undrawn' | 'unreadable'
  title: string
  text: string
  about: string
  checks: { ok: boolean; word: string; label: string }[]
  prints: { label: string; value: string }[]
  categories: { name: string; chosen: Names; waiting: Names; nobody: string | null }[]
}
type Names = { label: string; pseudonyms: string[] }

export async function reportOn(text: string, say: Say): Promise<DrawReport> {
  try {
    return reportOf(await checkDraw(text), say)
  } catch (error) {
    if (!(error instanceof DrawFileError)) throw error
    return {
      verdict: 'unreadable',
      title: say('drawCheck.unreadable'),
      text: say(`drawCheck.unreadable.${error.problem}`, { line: shorten(error.line) }),
      ...{ about: '', checks: [], prints: [], categories: [] },
    }
  }
}

const longest = 60

function shorten(line: string): string {
  const signs = [...line.replaceAll('\t', ' ')]
  return signs.length > longest ? `${signs.slice(0, longest).join('')}…` : signs.join('')
}

function reportOf({ file, checks, seed, results }: CheckedDraw, say: Say): DrawReport {
  const verdict = checks.some(({ ok }) => !ok) ? 'bad' : file.secret ? 'good' : 'undrawn'
  return {
    verdict,
    title: say(`drawCheck.${verdict}`),
    text: say(`drawCheck.${verdict}.text`),
    about: say('drawCheck.of', { title: file.title }),
    checks: checks.map(({ what, ok }) => ({
      ok,
      word: say(ok ? 'drawCheck.ok' : 'drawCheck.wrong'),
      label: say(ok ? `drawCheck.what.${what}` : `drawCheck.what.${what}.wrong`),
    })),
    prints: [
      { label: say('draw.print.commitment'), value: file.commitment },
      { label: say('draw.print.rules'), value: file.rulesHash },
      { label: say('draw.print.list'), value: file.listHash },
      ...(file.secret ? [{ label: say('draw.print.secret'), value: file.secret }] : []),
      ...(seed ? [{ label: say('draw.print.seed'), value: seed }] : []),
    ],
    categories: (results ?? []).map((drawn) => categoryOf(drawn, say)),
  }
}

function categoryOf({ rule: { group }, chosen, waiting }: DrawnCategory, say: Say) {
  return {
    name: isGroup(group) ? say(`activity.group.${group}`) : group,
    chosen: { label: say('draw.results.chosen', { count: chosen.length }), pseudonyms: chosen },
    waiting: { label: say('draw.results.waiting', { count: waiting.length }), pseudonyms: waiting },
    nobody: chosen.length === 0 ? say('draw.results.nobody') : null,
  }
}

const groups: SeatGroup[] = [
  ...(['affected', 'consumer', 'resident', 'expert', 'deputy', 'cppcc-member'] as const),
  ...(['organisation', 'press', 'observer'] as const),
]

function isGroup(group: string): group is SeatGroup {
  return groups.includes(group as SeatGroup)
}

const checks = ['commitment', 'rules', 'list', 'results'] as const
const problems = ['format', 'line-ends', 'unfinished', 'line'] as const

/** Every string that a report may need, for the script of the page. */
export const reportWords: ReportWord[] = [
  ...(['drawCheck.good', 'drawCheck.good.text', 'drawCheck.undrawn', 'drawCheck.undrawn.text'] as const),
  ...(['drawCheck.bad', 'drawCheck.bad.text', 'drawCheck.unreadable', 'drawCheck.of'] as const),
  ...(['drawCheck.ok', 'drawCheck.wrong'] as const),
  ...problems.map((problem) => `drawCheck.unreadable.${problem}` as const),
  ...checks.flatMap((what) => [`drawCheck.what.${what}`, `drawCheck.what.${what}.wrong`] as const),
  ...(['commitment', 'rules', 'list', 'secret', 'seed'] as const).map(
    (name) => `draw.print.${name}` as const,
  ),
  ...(['draw.results.chosen', 'draw.results.waiting', 'draw.results.nobody'] as const),
  ...groups.map((group) => `activity.group.${group}` as const),
]
