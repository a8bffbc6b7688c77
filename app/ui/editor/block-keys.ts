import { type Editor, Extension } from '@tiptap/core'
import type { ResolvedPos } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { newSpeech, newStep } from './new-block'

/** Enter in the blocks that hold text: from the question to the answer, from step to step, and out again. */
export const BlockKeys = Extension.create({
  name: 'blockKeys',
  priority: 1000,
  addKeyboardShortcuts: () => ({ Enter: ({ editor }) => goOn(editor) }),
})

function goOn(editor: Editor): boolean {
  const { selection } = editor.state
  if (!(selection instanceof TextSelection) || !selection.empty) return false
  const { $from } = selection
  const parent = $from.parent.type.name
  if (parent === 'qaQuestion') return move(editor, $from.after() + 2)
  if (parent === 'stepTitle')
    return isEmpty($from) && isLastOf($from, 'step') ? leave(editor, 'step') : toText(editor, $from)
  if (parent !== 'paragraph' || !isEmpty($from)) return false
  const holder = $from.node(-1)
  if (holder.childCount < 2 || $from.index(-1) !== holder.childCount - 1) return false
  if (holder.type.name === 'qaAnswer') return leave(editor, 'paragraph')
  if (holder.type.name === 'step') return follow(editor, $from, newStep())
  if (holder.type.name === 'speech') return follow(editor, $from, newSpeech())
  return false
}

function isEmpty($from: ResolvedPos): boolean {
  return $from.parent.content.size === 0
}

function isLastOf($from: ResolvedPos, name: string): boolean {
  const depth = $from.depth - 1
  const holder = $from.node(depth - 1)
  return (
    $from.node(depth).type.name === name &&
    holder.childCount > 1 &&
    $from.index(depth - 1) === holder.childCount - 1
  )
}

function move(editor: Editor, pos: number): boolean {
  const { tr } = editor.state
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos))).scrollIntoView())
  return true
}

/** From a step's title into its text, which is made where there is none. */
function toText(editor: Editor, $from: ResolvedPos): boolean {
  const next = $from.node(-1).maybeChild($from.index(-1) + 1)
  if (next) return move(editor, $from.after() + 1)
  const { tr, schema } = editor.state
  const pos = $from.after()
  tr.insert(pos, schema.node('paragraph'))
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, pos + 1)).scrollIntoView())
  return true
}

/** The empty line at the end becomes the next step, the next speaker. */
function follow(editor: Editor, $from: ResolvedPos, next: ReturnType<typeof newStep>): boolean {
  const { tr, schema } = editor.state
  const end = $from.after(-1)
  tr.insert(end, schema.nodeFromJSON(next)).delete($from.before(), $from.after())
  const start = end - $from.parent.nodeSize
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(start + 1))).scrollIntoView())
  return true
}

/** Out of the block into a new paragraph behind it; what was left empty goes. */
function leave(editor: Editor, left: 'paragraph' | 'step'): boolean {
  const { tr, schema, selection } = editor.state
  const { $from } = selection
  const depth = left === 'step' ? $from.depth - 1 : $from.depth
  tr.delete($from.before(depth), $from.after(depth))
  const behind = tr.mapping.map($from.after(1))
  tr.insert(behind, schema.node('paragraph'))
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, behind + 1)).scrollIntoView())
  return true
}
