import type { Editor } from '@tiptap/core'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import type { DocumentNode } from '~/app/domain/interpretations/types'

// Where a picture or a quotation may stand inside another block; elsewhere a block goes to the top.
const holders = new Set(['doc', 'qaAnswer', 'step', 'speech'])

/** Puts a block after the one with the cursor, or in the place of an empty line, and goes on in it. */
export function insertBlock(editor: Editor, block: DocumentNode): void {
  const node = editor.schema.nodeFromJSON(block)
  const { tr, doc, schema } = editor.state
  const { $from, $to } = editor.state.selection
  let depth = $to.depth
  const fits = () => {
    const holder = $to.node(depth)
    const after = $to.indexAfter(depth)
    return holders.has(holder.type.name) && holder.canReplaceWith(after, after, node.type)
  }
  while (depth > 0 && !fits()) depth--
  const line = depth < $to.depth && $from.sameParent($to) ? $to.node(depth + 1) : null
  const isEmptyLine = line?.type.name === 'paragraph' && line.content.size === 0
  const end = depth < $to.depth ? $to.after(depth + 1) : $to.pos
  const start = isEmptyLine ? end - 2 : end
  const holder = $to.node(depth)
  const paragraph = schema.node('paragraph')
  const isLast = end >= doc.resolve(end).end(depth)
  const filling = isLast && holder.canReplaceWith(holder.childCount, holder.childCount, paragraph.type)
  tr.replaceWith(start, end, filling ? [node, paragraph] : node)
  const waits = node.isAtom && !isMute(node.type.name)
  const inside = node.isAtom ? start + node.nodeSize : start + 1
  tr.setSelection(waits ? NodeSelection.create(tr.doc, start) : TextSelection.near(tr.doc.resolve(inside)))
  editor.view.dispatch(tr.scrollIntoView())
  if (!waits) {
    editor.view.focus()
    return
  }
  const shown = editor.view.nodeDOM(start)
  if (shown instanceof HTMLElement)
    shown.querySelector<HTMLElement>('.card-form :is(input, select, textarea)')?.focus()
}

/** Nothing has to be filled in where it stands: one goes on writing behind it. */
function isMute(type: string): boolean {
  return type === 'clauseQuote' || type === 'image'
}

/** The block at the top in which the cursor is. */
export function blockAtCursor(editor: Editor): { pos: number; index: number; type: string } | null {
  const { selection, doc } = editor.state
  const { $from } = selection
  const pos = $from.depth > 0 ? $from.before(1) : $from.pos
  const node = doc.nodeAt(pos)
  return node ? { pos, index: $from.index(0), type: node.type.name } : null
}

/** Moves the block with the cursor past its neighbour; what it explains moves along. */
export function moveBlock(editor: Editor, by: -1 | 1): void {
  const at = blockAtCursor(editor)
  if (!at) return
  const { doc, tr, selection } = editor.state
  const node = doc.child(at.index)
  const other = doc.maybeChild(at.index + by)
  if (!other) return
  const target = by < 0 ? at.pos - other.nodeSize : at.pos + other.nodeSize
  tr.delete(at.pos, at.pos + node.nodeSize).insert(target, node)
  const offset = selection.anchor - at.pos
  tr.setSelection(
    node.isAtom
      ? NodeSelection.create(tr.doc, target)
      : TextSelection.near(tr.doc.resolve(target + Math.max(1, offset))),
  )
  editor.view.dispatch(tr.scrollIntoView())
}

export function deleteBlock(editor: Editor): void {
  const at = blockAtCursor(editor)
  if (!at) return
  const { tr, doc } = editor.state
  editor.view.dispatch(tr.delete(at.pos, at.pos + doc.child(at.index).nodeSize))
  editor.view.focus()
}
