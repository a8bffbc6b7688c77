import type { DeskHead } from '~/app/domain/activities/desk-head.server'
import type { CitedWords, ShownStatement, SignatureState } from '~/app/domain/activity-reports/record-types'
import type { Finding } from '~/app/domain/findings'

export type DeskStatement = ShownStatement & {
  /** What the form of statements has chosen as speaker, and the label. */
  speakerChoice: string
  label: string
  /** L3: what would lead to a person. */
  privateData: string[]
}

export type TranscriptDesk = {
  head: DeskHead
  place: string
  endsAt: Date
  statements: DeskStatement[]
  /** Who may speak. */
  participants: { registrationId: number; pseudonym: string; shownName: string; organisation: string }[]
  /** Labels that were used before, to be used again. */
  labels: string[]
  clauses: CitedWords[]
  hasLedger: boolean
  /** Of the ledger that has a page of its own. */
  consultationId: number | null
  /** Why nothing may be written any more. */
  closedFor: string | null
  mayWrite: boolean
  mayHandle: boolean
  mayClose: boolean
  /** Only of a hearing. */
  signing: {
    transcript: { version: number; sha256: string; openedAt: Date; note: string | null } | null
    isOutdated: boolean
    closedAt: Date | null
    signatures: SignatureState[]
    openFindings: Finding[]
    closeFindings: Finding[]
  } | null
  recording: { name: string; size: number; addedAt: Date } | null
  mayUpload: boolean
}
