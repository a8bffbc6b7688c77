import type { DocumentNode } from '~/app/domain/interpretations/types'
import type { MediaFact, MediaKind } from '~/app/domain/media/types'
import { walkDocument } from './document'

/** What of the library a block can show. */
export const kindsOf = {
  image: ['image', 'moving-image'],
  gallery: ['image', 'moving-image'],
  longImage: ['image'],
  video: ['video'],
  audio: ['audio'],
  animation: ['moving-image', 'lottie'],
  still: ['image'],
  download: ['file'],
} as const satisfies Record<string, MediaKind[]>

/** Whether a file stands where it cannot be shown: a sound as a picture, a picture as a download. */
export function hasMisplacedFile(document: DocumentNode, media: ReadonlyMap<string, MediaFact>): boolean {
  let found = false
  const look = (place: string, sha: unknown) => {
    const kind = media.get(String(sha))?.kind
    const kinds: readonly MediaKind[] = Object.hasOwn(kindsOf, place)
      ? kindsOf[place as keyof typeof kindsOf]
      : []
    if (kind && !kinds.includes(kind)) found = true
  }
  walkDocument(document, ({ type, attrs }) => {
    if (attrs?.sha) look(type, attrs.sha)
    if (type === 'animation' && attrs?.still) look('still', attrs.still)
  })
  return found
}
