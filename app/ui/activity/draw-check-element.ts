// Computes the draw in the reader's own browser: the file that is chosen is not sent. Where a browser cannot (no Web
// Crypto without https), the form goes to the server, as it does without this script.
import { decodeDrawFile } from '~/app/domain/draws/draw'
import { type DrawReport, reportOn, type Say } from '~/app/domain/draws/report'

type Child = Node | string | null

function make(tag: string, className: string, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children.filter((child) => child !== null))
  return element
}

class DrawCheck extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    if (!form || !globalThis.crypto?.subtle) return
    const where = this.querySelector('[data-where]')
    if (where) where.textContent = this.dataset.private ?? ''
    form.addEventListener('submit', (event) => {
      const file = form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0]
      // Nothing chosen: the server says so, in the form.
      if (!file) return
      event.preventDefault()
      void this.check(file)
    })
  }

  async check(file: File) {
    const place = this.querySelector('.draw-check-result')
    if (!place) return
    place.replaceChildren(make('p', '', this.words.working ?? ''))
    const report = await reportOn(decodeDrawFile(await file.arrayBuffer()), this.say)
    place.replaceChildren(this.build(report))
    place.querySelector('h2')?.focus()
  }

  get words(): Record<string, string> {
    return JSON.parse(this.dataset.words ?? '{}')
  }

  say: Say = (key, values = {}) =>
    (this.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

  build({ verdict, title, text, about, checks, prints, categories }: DrawReport): HTMLElement {
    const { words } = this
    const heading = make('h2', '', title)
    heading.id = 'draw-report'
    heading.tabIndex = -1
    const list = make(
      'ul',
      'draw-checks',
      ...checks.map(({ ok, word, label }) =>
        make(
          'li',
          ok ? 'draw-check' : 'draw-check draw-check-wrong',
          make('b', '', `${ok ? '✓' : '✗'} ${word}`),
          ` ${label}`,
        ),
      ),
    )
    const section = make(
      'section',
      `draw-report draw-report-${verdict}`,
      heading,
      about ? make('p', '', about) : null,
      make('p', '', text),
      checks.length > 0 ? list : null,
      categories.length > 0 ? make('h3', '', words.results ?? '') : null,
      ...categories.map(({ name, chosen, waiting, nobody }) =>
        make(
          'section',
          '',
          make('h4', '', name),
          nobody && make('p', '', nobody),
          ...order(chosen, 1, 'draw-order draw-order-chosen'),
          ...order(waiting, chosen.pseudonyms.length + 1, 'draw-order'),
        ),
      ),
      ...(prints.length > 0 ? [make('h3', '', words.prints ?? ''), printsOf(prints)] : []),
    )
    section.setAttribute('aria-labelledby', heading.id)
    return section
  }
}

function order(
  { label, pseudonyms }: { label: string; pseudonyms: string[] },
  from: number,
  className: string,
) {
  if (pseudonyms.length === 0) return []
  const list = make(
    'ol',
    className,
    ...pseudonyms.map((pseudonym, at) =>
      make(
        'li',
        '',
        make('span', 'draw-place', String(from + at)),
        ' ',
        make('span', 'pseudonym', pseudonym),
      ),
    ),
  )
  list.setAttribute('start', String(from))
  return [make('h5', '', label), list]
}

function printsOf(prints: DrawReport['prints']): HTMLElement {
  return make(
    'dl',
    'draw-prints',
    ...prints.map(({ label, value }) =>
      make('div', '', make('dt', '', label), make('dd', '', make('code', 'draw-print', value))),
    ),
  )
}

customElements.define('draw-check', DrawCheck)
