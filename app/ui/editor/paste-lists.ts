import type { ListMark } from './paste-styles'

export type Block =
  | { type: 'paragraph' | 'table'; html: string }
  | { type: 'heading'; level: number; html: string }
  | ({ type: 'item'; html: string } & ListMark)

type Item = Extract<Block, { type: 'item' }>

/** The blocks as HTML; items that follow each other become lists, one inside the other by their levels. */
export function listsOf(blocks: Block[]): string[] {
  const html: string[] = []
  let run: Item[] = []
  const endRun = () => {
    html.push(...nest(run))
    run = []
  }
  for (const block of blocks) {
    if (block.type === 'item') {
      run.push(block)
      continue
    }
    endRun()
    html.push(write(block))
  }
  endRun()
  return html
}

function write(block: Exclude<Block, Item>): string {
  if (block.type === 'heading') return `<h${block.level}>${block.html}</h${block.level}>`
  return block.type === 'table' ? block.html : `<p>${block.html}</p>`
}

/** A list of another kind at the same level begins anew. */
function nest(items: Item[]): string[] {
  const lists: string[] = []
  for (let at = 0; at < items.length; ) {
    const first = items[at] as Item
    const after = items.findIndex(
      (item, index) => index > at && (item.level < first.level || isOther(item, first)),
    )
    const end = after < 0 ? items.length : after
    lists.push(list(first, items.slice(at, end)))
    at = end
  }
  return lists
}

function isOther(item: Item, first: Item): boolean {
  return item.level === first.level && item.isOrdered !== first.isOrdered
}

function list(first: Item, items: Item[]): string {
  const tag = first.isOrdered ? 'ol' : 'ul'
  const start = first.isOrdered && first.start > 1 ? ` start="${first.start}"` : ''
  const entries: string[] = []
  for (let at = 0; at < items.length; ) {
    const own = items[at] as Item
    const after = items.findIndex((item, index) => index > at && item.level <= first.level)
    const end = after < 0 ? items.length : after
    entries.push(`<li><p>${own.html}</p>${nest(items.slice(at + 1, end)).join('')}</li>`)
    at = end
  }
  return `<${tag}${start}>${entries.join('')}</${tag}>`
}
