import type { Extensions } from '@tiptap/core'
import { type ReactNodeViewProps, ReactNodeViewRenderer } from '@tiptap/react'
import type { ComponentType } from 'react'
import { documentExtensions } from '~/app/domain/interpretation-blocks/document'
import { BlockKeys } from '~/app/ui/editor/block-keys'
import { BlockMarks } from '~/app/ui/editor/block-marks'
import { ChartView } from '~/app/ui/editor/views/chart-view'
import { AnimationView, DownloadView, LongImageView } from '~/app/ui/editor/views/file-views'
import { GalleryView, PictureView } from '~/app/ui/editor/views/picture-views'
import { AudioView, VideoView } from '~/app/ui/editor/views/recording-view'
import { SpeechView, StepsView, TranscriptView } from '~/app/ui/editor/views/speech-views'
import { AudienceView, BeforeAfterView, KeyTermView, TimelineView } from '~/app/ui/editor/views/word-views'

const views: Record<string, ComponentType<ReactNodeViewProps>> = {
  chart: ChartView,
  video: VideoView,
  audio: AudioView,
  animation: AnimationView,
  longImage: LongImageView,
  download: DownloadView,
  beforeAfter: BeforeAfterView,
  audience: AudienceView,
  keyTerm: KeyTermView,
  timeline: TimelineView,
  image: PictureView,
  gallery: GalleryView,
  steps: StepsView,
  transcript: TranscriptView,
  speech: SpeechView,
}

/** The one schema, with a view to work in for each block that needs one. */
export function editorExtensions(words: {
  say: (attrs: Record<string, unknown>) => string
  hint: (type: string) => string
}): Extensions {
  return [...documentExtensions.map(withView), BlockKeys, BlockMarks.configure(words)]
}

function withView(extension: Extensions[number]): Extensions[number] {
  const view = views[extension.name]
  if (extension.type !== 'node' || !view) return extension
  return extension.extend({
    addNodeView: () =>
      ReactNodeViewRenderer(view, {
        // The anchor, so that a remark or the checklist leads to the block while it is written.
        attrs: ({ node }): Record<string, string> =>
          node.attrs.anchor ? { id: String(node.attrs.anchor) } : {},
      }),
  })
}
