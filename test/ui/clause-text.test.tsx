import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ClauseText, type ClauseView } from '~/app/ui/clause-text'

const clauses: ClauseView[] = [
  clause(1, 'chapter', '第一章', 0, '', '总则'),
  clause(2, 'article', '第一条', 1, '有下列情形之一的：'),
  clause(3, 'item', '（一）', 2, '甲；'),
  clause(4, 'item', '（二）', 2, '乙。'),
  clause(5, 'article', '第二条', 1, '本办法自公布之日起施行。'),
]

describe('the reading page', () => {
  it('gives every clause an anchor by its id', () => {
    const html = renderToStaticMarkup(<ClauseText clauses={clauses} />)
    for (const { clauseId } of clauses) expect(html).toContain(`id="c-${clauseId}"`)
  })

  it('puts the margin of an article after its items and before the next article', () => {
    const html = renderToStaticMarkup(
      <ClauseText clauses={clauses} margin={({ clauseId }) => (clauseId === 2 ? '一篇解读' : null)} />,
    )
    expect(positions(html, ['乙。', '一篇解读', '第二条'])).toEqual('ascending')
  })

  it('puts what can be done with an article after its last item', () => {
    const html = renderToStaticMarkup(
      <ClauseText
        clauses={clauses}
        action={({ kind, label }) => (kind === 'article' ? `对${label}提意见` : null)}
      />,
    )
    expect(positions(html, ['乙。', '对第一条提意见', '本办法', '对第二条提意见'])).toEqual('ascending')
  })
})

function positions(html: string, pieces: string[]) {
  const found = pieces.map((piece) => html.indexOf(piece))
  const ascending = found.every((at, index) => at >= 0 && at > (found[index - 1] ?? -1))
  return ascending ? 'ascending' : found
}

function clause(
  clauseId: number,
  kind: ClauseView['kind'],
  label: string,
  depth: number,
  body: string,
  heading: string | null = null,
): ClauseView {
  return { clauseId, kind, label, heading, body, depth }
}
