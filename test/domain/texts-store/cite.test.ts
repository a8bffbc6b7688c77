import { describe, expect, it } from 'vitest'
import { citeAll, excerptOf } from '~/app/domain/texts/cite'
import { parseText } from '~/app/domain/texts/parse-text'

function cited(text: string): string[] {
  const { clauses } = parseText(text)
  const known = clauses.map((clause, clauseId) => ({ ...clause, clauseId, parentClauseId: clause.parent }))
  return [...citeAll(known).values()]
}

describe('how a clause is cited', () => {
  it('in a statute: article, paragraph, item, without the chapter', () => {
    const text = '某某办法\n第一章 总则\n第一条 第一款。\n第二款，包括：\n（一）甲；\n1.乙。'
    expect(cited(text)).toEqual([
      '第一章',
      '第一条',
      '第一条第二款',
      '第一条第二款第（一）项',
      '第一条第二款第（一）项第1目',
    ])
  })

  it('in an opinion: by all the numbers above it', () => {
    const text =
      '某某意见\n一、总体要求\n（一）指导思想。坚持便民。\n二、主要任务\n（一）公开事项。全部公开。'
    expect(cited(text)).toEqual(
      ['一、', '一（一）', '二、', '二（一）'].map((name) => name.replace('、', '')),
    )
  })
})

describe('an excerpt', () => {
  it('is cut by characters, not by code units', () => {
    expect(excerptOf({ heading: null, body: '𠮷'.repeat(70) }, 60)).toBe(`${'𠮷'.repeat(60)}…`)
    expect(excerptOf({ heading: '指导思想', body: '坚持便民。' })).toBe('指导思想 坚持便民。')
  })
})
