import type { Block } from './block-types'

/** A response is plain text: what its blocks say, the quoted clauses left to its citations. */
export function plainBlocks(blocks: readonly Block[]): string {
  return blocks.flatMap(linesOf).join('\n')
}

function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return [block.text]
    case 'list':
      return block.items.map((item, index) => `${index + 1}. ${item}`)
    case 'table':
      return block.rows.map((row) => row.join('　'))
    case 'qa':
      return [`问：${block.q}`, `答：${block.a}`]
    case 'image':
      return [block.alt]
    default:
      return []
  }
}
