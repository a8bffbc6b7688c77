import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

type Options = {
  /** What stands at a block that meets an element or explains clauses. */
  say: (attrs: Record<string, unknown>) => string
  /** What stands in an empty line that waits for a question, an answer, a title. */
  hint: (type: string) => string
}

/** Shows at each block what it is for, and in an empty line what belongs there. Neither is part of the document. */
export const BlockMarks = Extension.create<Options>({
  name: 'blockMarks',
  addOptions: () => ({ say: () => '', hint: () => '' }),
  addProseMirrorPlugins() {
    const { say, hint } = this.options
    const decorate = (doc: Node) => DecorationSet.create(doc, [...said(doc, say), ...hints(doc, hint)])
    return [
      new Plugin<DecorationSet>({
        key: new PluginKey('blockMarks'),
        state: {
          init: (_, { doc }) => decorate(doc),
          apply: (tr, before) => (tr.docChanged ? decorate(tr.doc) : before),
        },
        props: {
          decorations(state) {
            return this.getState(state)
          },
        },
      }),
    ]
  },
})

function said(doc: Node, say: Options['say']): Decoration[] {
  const marks: Decoration[] = []
  doc.forEach((block, pos) => {
    const words = say(block.attrs)
    if (words)
      marks.push(Decoration.node(pos, pos + block.nodeSize, { class: 'block-said', 'data-said': words }))
  })
  return marks
}

function hints(doc: Node, hint: Options['hint']): Decoration[] {
  const found: Decoration[] = []
  doc.descendants((node, pos, parent, index) => {
    if (!node.isTextblock || node.content.size > 0) return
    const type = node.type.name === 'paragraph' && index === 0 ? parent?.type.name : node.type.name
    const words = type ? hint(type) : ''
    if (words)
      found.push(Decoration.node(pos, pos + node.nodeSize, { class: 'line-empty', 'data-hint': words }))
  })
  return found
}
