import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { renderHydratable } from '~/app/server/render-hydratable'

const clause = '第一条　为规范既有住宅加装电梯补贴资金的使用和管理，根据有关规定，结合本县实际，制定本细则。'

function LongPage() {
  const clauses = Array.from({ length: 400 }, (_, index) => ({ key: index, text: `${index}　${clause}` }))
  return (
    <main>
      {clauses.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </main>
  )
}

test('a long Chinese page that hydrates holds no NUL byte and loses no character', async () => {
  const html = await renderHydratable(<LongPage />, 5_000)
  expect(html.includes(0)).toBe(false)
  expect(html.toString('utf8')).toBe(renderToString(<LongPage />))
})
