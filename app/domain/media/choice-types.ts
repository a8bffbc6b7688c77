import type { MediaKind } from './types'

/** A file of the library as the editor offers it. */
export type MediaChoice = {
  id: number
  sha: string
  kind: MediaKind
  name: string
  title: string
  /** Proposed as the alternative text. */
  alt: string
  /** Bytes. */
  size: number
  width: number | null
  height: number | null
  /** Seconds. */
  duration: number | null
  /** In Chinese, or written down as a whole: what L7 asks of sound and video. */
  hasCaptions: boolean
  /** The SHA-256 of its still picture. */
  poster: string | null
  department: string
}

/** `next` goes into `before`. */
export type MediaChoices = { items: MediaChoice[]; next: number | null }

/** `isNew` is false where the library has the very same file already, perhaps of another department. */
export type TakenUpload = { item: MediaChoice; isNew: boolean }
