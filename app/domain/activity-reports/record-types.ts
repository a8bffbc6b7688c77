import type { ActivityKind, AgendaPart, SeatGroup } from '~/app/domain/activities/types'
import type { Decision } from '~/app/domain/comments/types'
import type { recordingTypes } from '~/db/schema/activities'

/** The clause of the draft that somebody spoke of, as it is cited there. */
export type CitedWords = { clauseId: number; cited: string }

/** Seconds from the beginning. */
export type RecordingCue = { from: number; to: number; words: string }

export type ActivityRecording = {
  type: (typeof recordingTypes)[number]
  name: string
  size: number
  cues: RecordingCue[]
}

/** What is public of how an activity went. */
export type ActivityRecord = {
  transcript: { closedAt: Date; statements: number; signed: number; refused: number } | null
  recording: ActivityRecording | null
  report: { body: string; publishedAt: Date } | null
  present: number
  absent: number
}

export type StatementDecision = { issueId: number; title: string; decision: Decision; reason: string }

/** One thing that was said, as the public and the participants read it. */
export type ShownStatement = {
  id: number
  number: number
  part: AgendaPart | null
  /** The shown name of a participant, or the label: 县水利局. */
  speaker: string
  /** Only of a participant. */
  pseudonym: string | null
  kind: 'opinion' | 'procedure'
  clause: CitedWords | null
  body: string
  commentId: number | null
  /** Once the feedback report is public. */
  decisions: StatementDecision[]
}

/** How a participant stands to the transcript. */
export type Signature = {
  pseudonym: string
  shownName: string
  group: SeatGroup
  presence: 'present' | 'absent' | null
  state: 'signed' | 'refused' | null
  way: 'online' | 'paper' | 'staff' | null
  at: Date | null
  /** Why it was refused, with what leads to a person hidden (L3). */
  reason: string | null
}

/** What a participant said, and what became of it. */
export type OwnOpinion = {
  statementId: number
  commentId: number
  consultationId: number
  body: string
  clause: CitedWords | null
  decisions: StatementDecision[]
}

export type SignatureState = Signature & {
  registrationId: number
  /** What the person says is recorded wrongly, and what was answered, oldest first. */
  corrections: { at: Date; words: string; isAnswer: boolean }[]
}

/** Where the clauses of the draft are read: on the consultation's page, or on the activity's own. */
export type DraftOfTranscript = { consultationId: number | null }

export type Heard = {
  activity: {
    id: number
    kind: ActivityKind
    title: string
    place: string
    startsAt: Date
    endsAt: Date
    department: string
  }
  draft: DraftOfTranscript
  ledgerId: number | null
  statements: ShownStatement[]
}

export type TranscriptPage = Heard & {
  closedAt: Date
  /** L3: words that lead to a person have been masked since it was signed. */
  isMasked: boolean
  version: number
  sha256: string
  signatures: Signature[]
}

/** Where the transcript stands for one person: nothing to read yet, to be signed, being mended, done, or public. */
export type ParticipantState =
  | 'no-seat'
  | 'not-open'
  | 'to-sign'
  | 'being-mended'
  | 'signed'
  | 'refused'
  | 'closed'

export type ParticipantTranscript = {
  code: string
  pseudonym: string
  state: ParticipantState
  activity: Heard['activity']
  draft: DraftOfTranscript
  ledgerId: number | null
  /** The transcript is public by now. */
  isPublic: boolean
  version: number | null
  openedAt: Date | null
  /** What the clerk says to everybody about the newest version. */
  note: string | null
  sha256: string | null
  statements: ShownStatement[]
  own: SignatureState | null
}
