import type { Finding } from '~/app/domain/findings'

export type ResultReadiness = {
  /** Past its end by the server's clock. */
  isClosed: boolean
  closesAt: string
  people: number
  introduction: string
  conclusions: { finding: string; isDecided: boolean }[]
  /** Words of open questions that nobody has decided about. */
  unmoderated: number
  /** Kept words that lie under no theme, though their question has themes. */
  unthemed: number
  /** Sheets on paper that were entered and are not counted yet. */
  uncounted: number
  /** Numbers that lead to a person, in the department's own words (L3). */
  privateWords: string[]
}

/** Whether the results may be published. Open texts first, since the figures of the themes hang on them. */
export function resultFindings(readiness: ResultReadiness): Finding[] {
  const findings: Finding[] = []
  const block = (id: string, message: string, field?: string) =>
    findings.push({ id, level: 'block', message, ...(field ? { field } : {}) })
  const { isClosed, closesAt, conclusions, introduction, unmoderated, uncounted, unthemed } = readiness
  if (!isClosed)
    block('P3', `问卷到${closesAt}才截止，截止以后才能公布结果（国务院令第713号第十五条，不提前截止）。`)
  if (uncounted > 0)
    block('P9', `还有${uncounted}份纸质问卷没有计入，请先核对并计入（国务院令第713号第十八条）。`)
  if (unmoderated > 0)
    block('L4', `还有${unmoderated}段开放题文字没有审核，请先逐段决定能否公开（跟帖评论服务管理规定）。`)
  if (readiness.people > 0 && conclusions.length === 0)
    block('P12', '请至少写一条“结果说明了什么”，并写明怎么办（地方标准：意见都要有回音）。', 'finding')
  const undecided = conclusions.filter(({ isDecided }) => !isDecided)
  if (undecided.length > 0) {
    const named = undecided.map(({ finding }) => `“${excerpt(finding)}”`).join('、')
    block('P12', `还有结论没有写明怎么办、为什么：${named}（地方标准：采纳与否都要有理由）。`)
  }
  if (introduction.trim() === '')
    block('P12', '请先写明调查的基本情况并保存（地方标准：没有收到答卷的，也要公布并说明）。', 'introduction')
  if (readiness.privateWords.length > 0)
    block('L3', `公布的文字里有${readiness.privateWords.join('、')}，请先遮盖（个人信息保护法第五十一条）。`)
  if (unthemed > 0)
    findings.push({
      ...{ id: 'P9', level: 'warn', field: 'reason' },
      message: `还有${unthemed}段公开的文字没有归入任何主题。确需这样公布的，请写明原因。`,
    })
  return findings
}

function excerpt(words: string): string {
  const characters = [...words]
  return characters.length > 20 ? `${characters.slice(0, 20).join('')}…` : words
}
