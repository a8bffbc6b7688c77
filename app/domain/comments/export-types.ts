import type { CommentChannel, CommentState, Decision } from './types'

export const exportFormats = ['csv', 'json', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** `public`: what everybody may read. `masked`: all that came, without what leads to a person. `original`: as it came. */
export type ExportScope = 'public' | 'masked' | 'original'

export type ExportedComment = {
  number: number
  receivedAt: string
  channel: CommentChannel
  authorKind: 'anonymous' | 'person' | 'organisation'
  name: string
  township: string
  group: string
  clause: string
  quote: string
  words: string
  state: CommentState
  refusalReason: string
  attachments: number
  issues: string[]
  decisions: { issue: string; decision: Decision; reason: string }[]
  campaign: number | null
  round: number
}
