import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { MostDiscussed } from '~/app/ui/consultation/most-discussed'
import { LanguageProvider } from '~/app/ui/language'

const spoken = (...counts: number[]) =>
  counts.map((comments, at) => ({ clauseId: at + 1, name: `第${at + 1}条`, comments }))

function render(counts: number[]): string {
  return renderToStaticMarkup(
    <LanguageProvider lang="zh">
      <MostDiscussed consultationId={7} clauses={spoken(...counts)} />
    </LanguageProvider>,
  )
}

describe('the clauses that people spoke about most', () => {
  it('stand in the order of their number, six at most, each with the way to what was said', () => {
    const html = render([1, 40, 3, 20, 2, 5, 4])
    expect(html.match(/第\d条/g)).toEqual(['第2条', '第4条', '第6条', '第7条', '第3条', '第5条'])
    expect(html).toContain('href="/consultations/7/comments?clause=2"')
    expect(html.match(/width="(\d+)" height="6"/g)?.slice(0, 2)).toEqual([
      'width="100" height="6"',
      'width="50" height="6"',
    ])
    expect(html).toContain('40 条')
  })

  it('are left out where few have spoken, or only about one', () => {
    expect(render([5, 4])).toBe('')
    expect(render([40, 0])).toBe('')
  })
})
