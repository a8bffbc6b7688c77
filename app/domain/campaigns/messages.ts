import type { Changes, CommentToGroup } from './match-campaigns'

/** From the web process to the worker, in this order. Each is small, so that neither side is held up by one of them. */
export type ToWorker = { kind: 'comments'; comments: CommentToGroup[] } | { kind: 'group'; draft: string[] }

/** And back: the letters, then the changes by the thousand, then the end. */
export type FromWorker =
  | { kind: 'campaigns'; found: Changes['found']; gone: number[] }
  | { kind: 'members'; members: Changes['members'] }
  | { kind: 'left'; ids: number[] }
  | { kind: 'done' }
