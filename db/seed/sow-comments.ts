import { inArray } from 'drizzle-orm'
import { appealRefusal } from '~/app/domain/comments/appeal.server'
import { correctComment } from '~/app/domain/comments/correct.server'
import {
  decideAppeal,
  refuseCorrection,
  takeUpCorrection,
} from '~/app/domain/comments/decide-requests.server'
import { disownComment } from '~/app/domain/comments/disown.server'
import { publishComments, refuseComments } from '~/app/domain/comments/moderate.server'
import { enterComment, submitComments } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import type { Db } from '~/db/client'
import { commentAppeals, commentCorrections, comments as commentTable } from '~/db/schema/comments'
import type { Cast } from './cast'
import { clauseIdOf } from './documents'
import type { Moments } from './moments'
import type { SownConsultation } from './sow-consultation'
import type { CommentSeed } from './types'

export type SownComment = { seed: CommentSeed; id: number; code: string; receivedAt: Date }

type Ground = { slug: string; department: string; sown: SownConsultation; cast: Cast; moments: Moments }

const atOnce = 16

/** Day by day: what came on it, then what the moderators did about it the next morning. */
export async function sowComments(seeds: CommentSeed[], ground: Ground): Promise<SownComment[]> {
  const byDay = new Map<number, { seed: CommentSeed; at: number }[]>()
  for (const [at, seed] of seeds.entries())
    byDay.set(seed.day, [...(byDay.get(seed.day) ?? []), { seed, at }])
  const sown: SownComment[] = []
  for (const [day, ofDay] of [...byDay].sort(([one], [other]) => one - other)) {
    const received: SownComment[] = []
    // Letters and calls stand among those that came on-line, not all of a day's behind them.
    const inTime = ofDay.sort((one, other) => timeOf(one).localeCompare(timeOf(other)))
    for (let from = 0; from < inTime.length; from += atOnce)
      received.push(...(await receive(inTime.slice(from, from + atOnce), ground)))
    await moderate(day, received, ground)
    sown.push(...received)
  }
  return sown
}

async function receive(
  ofDay: { seed: CommentSeed; at: number }[],
  { slug, department, sown, cast, moments }: Ground,
): Promise<SownComment[]> {
  const prepared = ofDay.map(({ seed, at }) => {
    const receivedAt = moments.at(seed.day, timeOf({ seed, at }))
    const comment = {
      key: `demo-${slug}-${at}`,
      consultationId: sown.consultationId,
      clauseId: seed.clause ? clauseIdOf(sown.clauses, seed.clause) : undefined,
      quote: seed.quote ?? '',
      body: seed.body,
      authorKind: seed.authorKind ?? (seed.name ? ('person' as const) : ('anonymous' as const)),
      displayName: seed.name ?? '',
      publishName: seed.publishName,
      township: seed.township ?? '',
      affectedGroup: seed.affectedGroup ?? '',
      contact: '',
    }
    return { seed, receivedAt, comment, code: '' }
  })
  const online = prepared.filter(({ seed }) => seed.channel === 'online')
  const outcomes = await submitComments(
    cast.citizen(moments.now),
    online.map(({ comment, receivedAt }) => ({ ...comment, at: receivedAt })),
  )
  for (const [at, outcome] of outcomes.entries()) {
    if (!outcome.ok) throw outcome.error
    const one = online[at]
    if (one) one.code = outcome.code
  }
  for (const one of prepared) {
    const { channel } = one.seed
    if (channel === 'online') continue
    const entered = cast.as('drafter', department, moments.after(one.receivedAt, 2))
    one.code = (await enterComment(entered, { ...one.comment, channel, receivedAt: one.receivedAt })).code
  }
  const ids = await idsOf(
    cast.citizen(moments.now).db,
    prepared.map(({ code }) => code),
  )
  return prepared.map(({ seed, code, receivedAt }) => ({ seed, code, receivedAt, id: ids.get(code) ?? 0 }))
}

async function idsOf(db: Db, codes: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: commentTable.id, code: commentTable.code })
    .from(commentTable)
    .where(inArray(commentTable.code, codes))
  return new Map(rows.map(({ id, code }) => [code, id]))
}

async function moderate(day: number, received: SownComment[], ground: Ground): Promise<void> {
  const { cast, moments } = ground
  for (const { seed, code, receivedAt } of received) {
    if (seed.correction?.outcome === 'before-publishing')
      await correctComment(cast.citizen(moments.after(receivedAt, 1)), { code, body: seed.correction.body })
    if (seed.moderation === 'withdrawn' && !seed.disowned)
      await withdrawComment(cast.citizen(moments.after(receivedAt, 6)), { code })
  }
  const [last] = received.map(({ receivedAt }) => receivedAt).sort((one, other) => +other - +one)
  // The next morning; where the day is today, as soon as may be.
  const nextMorning = moments.at(day + 1, '09:40')
  const moderator = cast.as('moderator', 'office', last && last > nextMorning ? last : nextMorning)
  const shown = received.filter(({ seed }) => seed.moderation === 'published' || seed.disowned)
  await publishComments(
    moderator,
    shown.map(({ id, seed }) => ({ id, mask: seed.mask })),
  )
  const refused = received.filter(({ seed }) => seed.moderation === 'refused')
  for (const reason of new Set(refused.map(({ seed }) => seed.refusalReason))) {
    const ids = refused.filter(({ seed }) => seed.refusalReason === reason).map(({ id }) => id)
    await refuseComments(moderator, ids, { note: reason })
  }
  for (const comment of received) await followUp(comment, moderator.now, ground)
}

/** What authors do when they have read what became of their words. */
async function followUp(
  { seed, id, code }: SownComment,
  moderatedAt: Date,
  { cast, moments }: Ground,
): Promise<void> {
  const later = (hours: number) => moments.after(moderatedAt, hours)
  if (seed.disowned) await disownComment(cast.citizen(later(26)), { code })
  if (seed.correction && seed.correction.outcome !== 'before-publishing') {
    await correctComment(cast.citizen(later(3)), { code, body: seed.correction.body })
  }
  if (seed.correction?.outcome === 'taken-up' || seed.correction?.outcome === 'refused') {
    const correctionId = await newestOf(cast, moments, 'correction', id)
    const moderator = cast.as('moderator', 'office', later(7))
    if (seed.correction.outcome === 'taken-up') await takeUpCorrection(moderator, correctionId)
    else
      await refuseCorrection(
        moderator,
        correctionId,
        '更正的文字没有补充意见的内容，并含有侮辱性的言语，原来的意见继续公开。',
      )
  }
  if (!seed.appeal) return
  await appealRefusal(cast.citizen(later(25)), { code, body: seed.appeal.words })
  if (!seed.appeal.decision) return
  const appealId = await newestOf(cast, moments, 'appeal', id)
  const { granted, answer } = seed.appeal.decision
  await decideAppeal(cast.as('disclosure-officer', 'office', later(50)), appealId, { granted, words: answer })
}

async function newestOf(cast: Cast, moments: Moments, kind: 'correction' | 'appeal', commentId: number) {
  const table = kind === 'appeal' ? commentAppeals : commentCorrections
  const rows = await cast
    .citizen(moments.now)
    .db.select({ id: table.id })
    .from(table)
    .where(inArray(table.commentId, [commentId]))
  return Math.max(...rows.map(({ id }) => id))
}

/** Spread over the day, so that a list does not look as if a machine had written it. */
function timeOf({ seed, at }: { seed: CommentSeed; at: number }): string {
  if (seed.time) return seed.time
  const minutes = 9 * 60 + 10 + ((at * 97) % 700)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
