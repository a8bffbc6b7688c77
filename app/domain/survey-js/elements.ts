import { isObject, type Note, type Reader, reader } from './file'

/** An element of a page, out of the panels it stood in, with the conditions of all of them. */
export type Element = { from: Reader; type: string; conditions: { path: string; expression: string }[] }

type Conditions = Element['conditions']

export function elementsOf(page: Reader, notes: Note[]): Element[] {
  return [...childrenOf(page, [], notes, page.has('elements') ? 'elements' : 'questions')]
}

function childrenOf(parent: Reader, above: Conditions, notes: Note[], key: string): Element[] {
  return parent.list(key).flatMap((item, at): Element[] => {
    const path = `${parent.path}.${key}[${at}]`
    if (!isObject(item)) {
      notes.push({ level: 'lost', path, message: '这里不是一道题，没有带进来' })
      return []
    }
    const from = reader(item, path, notes)
    const conditions = [...above, ...conditionOn(from)]
    const type = String(from.look('type') ?? '')
    if (type !== 'panel') return [{ from, type, conditions }]
    return openPanel(from, conditions, notes)
  })
}

function conditionOn(from: Reader): Conditions {
  const expression = from.value('visibleIf')
  return typeof expression === 'string' && expression.trim() !== ''
    ? [{ path: `${from.path}.visibleIf`, expression }]
    : []
}

function openPanel(from: Reader, conditions: Conditions, notes: Note[]): Element[] {
  from.value('type')
  from.value('name')
  const title = from.text('title')
  const lost = (message: string) => notes.push({ level: 'lost', path: from.path, message })
  if (title !== '') lost(`题组的标题“${title.slice(0, 40)}”没有带进来，里面的题直接放在页上`)
  const isHidden = from.value('visible') === false
  if (isHidden) lost('题组设为不显示，里面的题没有带进来')
  const children = isHidden ? [] : childrenOf(from, conditions, notes, 'elements')
  from.value('elements')
  from.nameRest()
  return children
}
