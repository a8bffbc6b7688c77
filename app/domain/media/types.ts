export const mediaKinds = ['image', 'moving-image', 'video', 'audio', 'lottie', 'file'] as const
export type MediaKind = (typeof mediaKinds)[number]

export function isMediaKind(word: string): word is MediaKind {
  return (mediaKinds as readonly string[]).includes(word)
}

export type MediaPoster = {
  id: number
  sha: string
  width: number | null
  height: number | null
  placeholder: string | null
}

/** A file of the library, as those who show it need to know it. */
export type MediaFact = {
  id: number
  sha: string
  kind: MediaKind
  name: string
  type: string
  /** Bytes. */
  size: number
  width: number | null
  height: number | null
  /** Seconds. */
  duration: number | null
  codecs: string
  placeholder: string | null
  title: string
  licence: string
  source: string
  people: string
  transcript: string
  poster: MediaPoster | null
  captions: { lang: 'zh' | 'en'; vtt: string }[]
}
