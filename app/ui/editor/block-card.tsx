import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { type ReactNode, useState } from 'react'
import { type BlockData, type DataBlock, dataBlocks } from '~/app/domain/interpretation-blocks/data-blocks'
import { useT } from '~/app/ui/language'

/** What a view of a block of data is given: its data, a way to change it, and which of its fields are wrong. */
export type BlockView<B extends DataBlock> = {
  data: BlockData<B>
  change: (part: Partial<BlockData<B>>) => void
  isWrong: (path: string) => boolean
}

type BlockCardProps<B extends DataBlock> = {
  type: B
  view: ReactNodeViewProps
  form: (view: BlockView<B>) => ReactNode
  /** What stands in the text while the block is not worked on; it is shown only of one that is whole. */
  preview: (data: BlockData<B>) => ReactNode
  /** A recording has to stay to be listened to. */
  isKeptOpen?: boolean
}

/** A block of data as a card in the text: its form while it is worked on, else what it says. */
export function BlockCard<B extends DataBlock>({ type, view, form, preview, isKeptOpen }: BlockCardProps<B>) {
  const t = useT()
  const { anchor: _a, element: _e, clauses: _c, ...held } = view.node.attrs
  const data = held as BlockData<B>
  const wrong = faultsOf(type, data)
  const isWhole = wrong.size === 0
  const [isAsked, setAsked] = useState(!isWhole)
  const isOpen = isAsked || !isWhole || isKeptOpen
  const name = t(`editor.block.${type}`)
  return (
    <NodeViewWrapper className="card" data-type={type}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be the ground of a drag */}
      <div role="group" aria-label={name} onFocusCapture={() => selectNode(view)}>
        <p className="card-title" data-drag-handle>
          <b>{name}</b>
          {isWhole ? null : (
            <span className="card-unfinished" role="status">
              {t('editor.unfinished')}
            </span>
          )}
          {isWhole && !isKeptOpen ? (
            <button
              type="button"
              className="card-tool"
              aria-expanded={isOpen}
              onClick={() => setAsked(!isOpen)}
            >
              {t(isOpen ? 'editor.done' : 'editor.change')}
            </button>
          ) : null}
          <button
            type="button"
            className="card-tool"
            aria-label={t('editor.row.delete', { row: name })}
            onClick={() => view.deleteNode()}
          >
            ×
          </button>
        </p>
        {isOpen ? (
          <div className="card-form">
            {form({
              data,
              change: (part) => {
                setAsked(true)
                view.updateAttributes(part)
              },
              isWrong: (path) => wrong.has(path),
            })}
          </div>
        ) : (
          <div className="card-preview">{preview(data)}</div>
        )}
      </div>
    </NodeViewWrapper>
  )
}

/** The cursor goes where one works, so that what is said about the block at the side is said about this one. */
export function selectNode({ editor, getPos, selected }: ReactNodeViewProps): void {
  const pos = getPos()
  if (!selected && pos !== undefined) editor.commands.setNodeSelection(pos)
}

/** The paths of what the schema does not accept: the same check as on the server, at once. */
function faultsOf<B extends DataBlock>(type: B, data: BlockData<B>): Set<string> {
  const read = dataBlocks[type].safeParse(data)
  if (read.success) return new Set()
  return new Set(read.error.issues.map(({ path }) => path.join('.')))
}
