import { expect, test } from 'vitest'
import { crossTableHtml } from '~/app/ui/surveys/cross-table-html'

test('a cross-table shows the share of each group, a dash with words for what is hidden, and no foreign HTML', () => {
  const html = crossTableHtml(
    {
      ...{ tableId: '', label: '', byId: 'age', byTitle: '年龄' },
      groups: [
        { id: 'a', label: '<b>甲</b>', people: 1200 },
        { id: 'b', label: '乙 & 丙', people: 50 },
      ],
      rows: [{ id: 'y', label: '"赞成"', people: [600, null] }],
    },
    { option: '选项', hidden: '人数少，不公布' },
  )
  expect(html).toContain('&lt;b&gt;甲&lt;/b&gt;<span class="result-of">1,200</span>')
  expect(html).toContain('乙 &amp; 丙')
  expect(html).toContain('<th scope="row">&quot;赞成&quot;</th>')
  expect(html).toContain('50%<span class="result-of">600</span>')
  expect(html).toContain(
    '<span aria-hidden="true">—</span><span class="visually-hidden">人数少，不公布</span>',
  )
  expect(html).not.toContain('<b>')
})
