import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { useState } from 'react'
import { kindsOf } from '~/app/domain/interpretation-blocks/block-files'
import { paths } from '~/app/paths'
import { selectNode } from '~/app/ui/editor/block-card'
import { BlockInput } from '~/app/ui/editor/fields'
import { MediaPicker } from '~/app/ui/editor/media-picker'
import { newPicture } from '~/app/ui/editor/new-block'
import { useT } from '~/app/ui/language'

/** A picture with its words below; they open where it is chosen, and stay open while one that is needed is missing. */
export function PictureView(view: ReactNodeViewProps) {
  const t = useT()
  const { sha, alt, caption } = view.node.attrs
  const isUnfinished = String(alt).trim() === ''
  return (
    <NodeViewWrapper className="card-figure">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be the ground of a drag */}
      <div role="group" aria-label={t('editor.image')} onFocusCapture={() => selectNode(view)}>
        <img src={paths.media(String(sha), '960.webp')} alt={String(alt)} data-drag-handle />
        {isUnfinished || view.selected ? (
          <div className="card-form">
            <BlockInput
              label={t('editor.image.alt')}
              value={String(alt)}
              isWrong={isUnfinished}
              onChange={(words) => view.updateAttributes({ alt: words })}
            />
            <BlockInput
              label={t('editor.image.caption')}
              value={String(caption)}
              onChange={(words) => view.updateAttributes({ caption: words })}
            />
          </div>
        ) : caption ? (
          <p className="card-caption">{String(caption)}</p>
        ) : null}
      </div>
    </NodeViewWrapper>
  )
}

export function GalleryView(view: ReactNodeViewProps) {
  const t = useT()
  const [isAdding, setAdding] = useState(false)
  const isFull = view.node.childCount >= 20
  const add = (choice: Parameters<typeof newPicture>[0]) => {
    const pos = view.getPos()
    if (pos === undefined || isFull) return
    const picture = view.editor.schema.nodeFromJSON(newPicture(choice))
    view.editor.view.dispatch(view.editor.state.tr.insert(pos + view.node.nodeSize - 1, picture))
  }
  return (
    <NodeViewWrapper className="card" data-type="gallery">
      <p className="card-title" contentEditable={false} data-drag-handle>
        <b>{t('editor.block.gallery')}</b>
        <button
          type="button"
          className="card-tool"
          aria-label={t('editor.row.delete', { row: t('editor.block.gallery') })}
          onClick={() => view.deleteNode()}
        >
          ×
        </button>
      </p>
      <NodeViewContent className="card-gallery" />
      <div className="card-form" contentEditable={false}>
        <BlockInput
          label={t('editor.gallery.caption')}
          value={String(view.node.attrs.caption)}
          onChange={(caption) => view.updateAttributes({ caption })}
        />
        {isAdding ? <MediaPicker kinds={kindsOf.gallery} chosen={[]} onPick={add} /> : null}
        {isFull ? null : (
          <button
            type="button"
            className="card-add"
            aria-expanded={isAdding}
            onClick={() => setAdding(!isAdding)}
          >
            {isAdding ? t('editor.close') : `＋ ${t('editor.gallery.add')}`}
          </button>
        )}
      </div>
    </NodeViewWrapper>
  )
}
