import type { Drawing } from './draw-picture'
import type { VariantName } from './images'
import type { ImageType } from './inspect'

/** What the child process can do; what a job needs is loaded with its first file. */
export const childJobs = {
  /** How large a picture is as people see it, and of how many frames. */
  inspect: async ({ bytes, type }: { bytes: Uint8Array; type: ImageType }) =>
    (await import('./picture-work')).measurePicture(bytes, type),
  /** All variants of a picture at once, from one decoding; without them it is only read to its end. */
  variants: async ({ bytes, type, later }: { bytes: Uint8Array; type: ImageType; later: boolean }) =>
    (await import('./picture-work')).makeAll(bytes, type, later),
  variant: async ({ bytes, name }: { bytes: Uint8Array; name: VariantName }) =>
    (await import('./picture-work')).drawVariant(bytes, name),
  /** The copy of a comment's picture that may be opened: its pixels and nothing else. */
  clean: async ({ bytes, type }: { bytes: Uint8Array; type: 'image/jpeg' | 'image/png' }) =>
    (await import('./picture-work')).redraw(bytes, type),
  /** What a recording is made of. */
  probe: async ({ path }: { path: string }) => (await import('./av')).inspectRecordingFile(path),
  /** A picture of words and pictures, put together by us. */
  draw: async (drawing: Drawing) => (await import('./draw-picture')).draw(drawing),
} as const

export type ChildJob = keyof typeof childJobs
export type JobInput<Job extends ChildJob> = Parameters<(typeof childJobs)[Job]>[0]
export type JobAnswer<Job extends ChildJob> = Awaited<ReturnType<(typeof childJobs)[Job]>>
export type JobRequest = { [Job in ChildJob]: { job: Job; input: JobInput<Job> } }[ChildJob]
