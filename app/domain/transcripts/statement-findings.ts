import { findPrivateData } from '~/app/domain/comments/private-data'
import type { Finding } from '~/app/domain/findings'

/** L3: what would lead to a person, in any statement; the participants and the public read all of them. */
export function privateDataFindings(statements: { speaker: string; body: string }[]): Finding[] {
  return statements.flatMap(({ speaker, body }, at) => {
    const kinds = new Set([...findPrivateData(body), ...findPrivateData(speaker)].map(({ name }) => name))
    if (kinds.size === 0) return []
    const message = `第 ${at + 1} 段发言里有${[...kinds].join('、')}，请先改成不指向个人的写法（个人信息保护法第五十一条）。`
    return [{ id: 'L3', level: 'block', message, field: `statement-${at + 1}` }]
  })
}
