import { endOfDay } from '~/app/domain/calendar'
import { startRound } from '~/app/domain/consultations/rounds.server'
import {
  createConsultation,
  extendConsultation,
  publishConsultation,
  reviewConsultation,
  submitConsultation,
} from '~/app/domain/consultations/write.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { type Clause, saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { Cast } from './cast'
import type { Moments } from './moments'
import { sowComments } from './sow-comments'
import { sowIssues } from './sow-issues'
import type { CommentSeed, ConsultationSeed, FeedbackSeed, IssueSeed, Story } from './types'

export type SownConsultation = { consultationId: number; textId: number; clauses: Clause[] }

/** From the draft to the published consultation, with its comments, issues and report as far as they have come. */
export async function sowConsultation(story: Story, matterId: number, cast: Cast, moments: Moments) {
  const { slug, consultation, comments = [], issues = [], feedback, secondCoder, nextRound } = story
  if (!consultation) return undefined
  const first = await publish(consultation, { matterId }, cast, moments)
  const heard: Heard = { slug, consultation, comments, issues, feedback, secondCoder }
  await hear(heard, first, cast, moments)
  if (!nextRound) return first
  const second = await publish(nextRound.consultation, { matterId, previous: first }, cast, moments)
  await hear({ slug: `${slug}-2`, ...nextRound }, second, cast, moments)
  return second
}

type Heard = {
  slug: string
  consultation: ConsultationSeed
  comments: CommentSeed[]
  issues: IssueSeed[]
  feedback: FeedbackSeed | undefined
  secondCoder?: true
}

async function hear(heard: Heard, sown: SownConsultation, cast: Cast, moments: Moments): Promise<void> {
  const { slug, consultation, comments: seeds, issues, feedback, secondCoder } = heard
  const { department } = consultation
  const comments = await sowComments(seeds, { slug, department, sown, cast, moments })
  await sowIssues({ issues, feedback, secondCoder, department, sown, comments, cast, moments })
}

type Origin = { matterId: number; previous?: SownConsultation }

async function publish(
  seed: ConsultationSeed,
  { matterId, previous }: Origin,
  cast: Cast,
  moments: Moments,
): Promise<SownConsultation> {
  const { department, opensDay, channels } = seed
  const departmentId = cast.departmentId(department)
  // One that opens in a few days is announced already.
  const announced = seed.announcedDay ?? Math.min(0, opensDay)
  const drafter = cast.as('drafter', department, moments.at(announced - 3))
  const { versionId, textId } = await saveVersion(drafter, {
    departmentId,
    textId: previous?.textId,
    parsed: parseText(seed.draft),
    note: previous ? '第二次征求意见稿' : '征求意见稿',
  })
  const content = {
    versionId,
    title: seed.title,
    background: seed.background,
    draftingNote: seed.draftingNote,
    draftKind: seed.draftKind,
    opensAt: moments.planned(opensDay),
    closesAt: endOfDay(moments.workday(seed.closesDay)),
    shortReason: seed.shortReason ?? '',
    letterTo: channels.letter,
    phone: channels.phone,
    email: channels.email,
  }
  const { id } = previous
    ? await startRound(drafter, previous.consultationId, content)
    : await createConsultation(drafter, { departmentId, matterId, ...content })
  await submitConsultation(drafter, id)
  await reviewConsultation(cast.as('reviewer', department, moments.at(announced - 2, '15:00')), id)
  await publishConsultation(cast.as('issuer', department, moments.at(announced)), id)
  if (seed.extension) {
    const { day, closesDay, notice } = seed.extension
    const extension = { closesAt: endOfDay(moments.workday(closesDay)), notice }
    await extendConsultation(cast.as('issuer', department, moments.at(day, '16:20')), id, extension)
  }
  const { clauses } = await versionOf(drafter, versionId)
  return { consultationId: id, textId, clauses }
}
