import type { MediaFact } from '~/app/domain/media/types'

/** A file of the library with everything that is not said of it. */
export function mediaFact(known: Partial<MediaFact> & { sha: string }): MediaFact {
  return {
    ...{ id: 1, kind: 'image', name: '图.png', type: 'image/png', size: 2048 },
    ...{ width: null, height: null, duration: null, codecs: '', placeholder: null },
    ...{ title: '', licence: '', source: '', people: '', transcript: '', poster: null, captions: [] },
    ...known,
  }
}
