import type { DocumentNode } from '~/app/domain/interpretations/types'

const deepest = 40
const mostNodes = 30_000

/**
 * Whether words on the way can be kept as they are: a document by its outline, that a database can hold and an editor
 * can show again. Half a chart is no fault here; the whole check is made when it is saved.
 */
export function canBeKept(input: unknown): input is Record<string, unknown> {
  if (!isNode(input) || input.type !== 'doc') return false
  let nodes = 0
  let level: DocumentNode[] = [input]
  for (let depth = 0; level.length > 0; depth++) {
    nodes += level.length
    if (depth > deepest || nodes > mostNodes) return false
    if (!level.every(isKeepable)) return false
    level = level.flatMap((node) => node.content ?? [])
  }
  return true
}

function isNode(value: unknown): value is DocumentNode {
  if (typeof value !== 'object' || value === null) return false
  const { type, content, text } = value as Record<string, unknown>
  return (
    typeof type === 'string' &&
    (text === undefined || typeof text === 'string') &&
    (content === undefined || (Array.isArray(content) && content.every(isNodeLike)))
  )
}

/** Its children are looked at in their own turn: a hostile depth must not become a depth of calls. */
function isNodeLike(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isKeepable(node: DocumentNode): boolean {
  if (!isNode(node)) return false
  const { content: _, ...own } = node
  return isPlain(own, 0)
}

function isPlain(value: unknown, depth: number): boolean {
  if (depth > deepest) return false
  if (typeof value === 'string') return isStorable(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, held]) => isStorable(name) && isPlain(held, depth + 1))
}

/** PostgreSQL takes neither a NUL nor half a character into JSON. */
export function isStorable(text: string): boolean {
  return !/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)
}

/** JSON that can be kept; what cannot is an error like broken JSON. */
export function parseStorable(text: string): unknown {
  return JSON.parse(text, (name, value: unknown) => {
    if (!isStorable(name) || (typeof value === 'string' && !isStorable(value)))
      throw new SyntaxError('a character that no database takes')
    return value
  })
}
