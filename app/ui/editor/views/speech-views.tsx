import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { BlockInput, TimeInput } from '~/app/ui/editor/fields'
import { newSpeech, newStep } from '~/app/ui/editor/new-block'
import { useT } from '~/app/ui/language'

export function StepsView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <NodeViewWrapper className="card" data-type="steps">
      <TextCardTitle view={view} name={t('editor.block.steps')} hint={t('editor.steps.keys')} />
      <NodeViewContent className="how-to card-steps" />
      <AddChild view={view} child={newStep()} label={t('editor.steps.add')} />
    </NodeViewWrapper>
  )
}

export function TranscriptView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <NodeViewWrapper className="card" data-type="transcript">
      <TextCardTitle view={view} name={t('editor.block.transcript')} hint={t('editor.speech.keys')} />
      <NodeViewContent />
      <AddChild view={view} child={newSpeech()} label={t('editor.speech.add')} />
    </NodeViewWrapper>
  )
}

/** Who speaks, in what office, and at which second of the recording that stands in the same text. */
export function SpeechView(view: ReactNodeViewProps) {
  const t = useT()
  const { speaker, role, second } = view.node.attrs
  return (
    <NodeViewWrapper className="speech-edit">
      <div className="speech-head" contentEditable={false}>
        <BlockInput
          label={t('editor.speech.speaker')}
          value={String(speaker)}
          isWrong={String(speaker).trim() === ''}
          onChange={(name) => view.updateAttributes({ speaker: name })}
        />
        <BlockInput
          label={t('editor.speech.role')}
          value={String(role)}
          onChange={(words) => view.updateAttributes({ role: words })}
        />
        <div className="speech-second">
          <span className="field-label">{t('editor.speech.second')}</span>
          <TimeInput
            label={t('editor.speech.second')}
            value={second}
            onChange={(value) => view.updateAttributes({ second: value })}
          />
          <button
            type="button"
            className="card-tool"
            onClick={() => view.updateAttributes({ second: heardAt(view) })}
          >
            {t('editor.moment.now')}
          </button>
        </div>
        <button
          type="button"
          className="card-tool"
          aria-label={t('editor.row.delete', { row: t('editor.speech') })}
          onClick={() => view.deleteNode()}
        >
          ×
        </button>
      </div>
      <NodeViewContent className="speech-words" />
    </NodeViewWrapper>
  )
}

/** The recording of the press conference is the first one of the text. */
function heardAt({ editor, node }: ReactNodeViewProps): number | null {
  const recording = editor.view.dom.querySelector<HTMLMediaElement>('.recording')
  return recording ? Math.floor(recording.currentTime) : (node.attrs.second as number | null)
}

function TextCardTitle({ view, name, hint }: { view: ReactNodeViewProps; name: string; hint: string }) {
  const t = useT()
  return (
    <p className="card-title" contentEditable={false} data-drag-handle>
      <b>{name}</b> <small>{hint}</small>
      <button
        type="button"
        className="card-tool"
        aria-label={t('editor.row.delete', { row: name })}
        onClick={() => view.deleteNode()}
      >
        ×
      </button>
    </p>
  )
}

function AddChild({ view, child, label }: { view: ReactNodeViewProps; child: DocumentNode; label: string }) {
  const add = () => {
    const pos = view.getPos()
    if (pos === undefined) return
    const end = pos + view.node.nodeSize - 1
    view.editor
      .chain()
      .insertContentAt(end, child, { updateSelection: false })
      .setTextSelection(end + 2)
      .focus()
      .run()
  }
  return (
    <p contentEditable={false}>
      <button type="button" className="card-add" onClick={add}>
        ＋ {label}
      </button>
    </p>
  )
}
