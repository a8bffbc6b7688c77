import { and, asc, eq, inArray } from 'drizzle-orm'
import { publicStep } from '~/app/domain/audit/transitions'
import { sayMoment } from '~/app/domain/calendar'
import { refusalToComment } from '~/app/domain/consultations/rules'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { clauseVersions } from '~/db/schema/texts'
import { type ConsultationRow, lockLedger, refuseIfReported } from './consultation.server'
import { longestQuote, placeQuote, type QuotableClause, wordsOfClause } from './quote'
import type { Received } from './receive.server'

/** A comment that may be written, on the clause and the words that the draft has. */
export type Passed = { received: Received; clauseId: number | null; quote: string }
type Checked = { passed: Passed[]; refused: Map<Received, Refusal> }

/** Checks a batch against what it needs of the database, each thing asked once for all who need it. */
export async function checkAll(tx: Ctx, batch: Received[]): Promise<Checked> {
  const checked: Checked = { passed: [], refused: new Map() }
  const townships = await knownTownships(tx, batch)
  // One order for all batches, though a share of the lock is all that is taken.
  const ids = [...new Set(batch.map(({ consultationId }) => consultationId))].sort((a, b) => a - b)
  const places = new Map<number, Place | Refusal>()
  for (const id of ids) places.set(id, await placeOf(tx, batch, id))
  for (const received of batch) {
    try {
      const place = places.get(received.consultationId)
      if (!place || place instanceof Refusal) throw place ?? notFound('征求意见')
      checked.passed.push(check(tx, received, place, townships))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      checked.refused.set(received, error)
    }
  }
  return checked
}

type Place = {
  consultation: ConsultationRow
  /** Empty where nobody in the batch speaks on a clause. */
  clauses: Map<number, QuotableClause>
  groups: string[]
  /** Once the feedback report is public nothing is added to what it counts. */
  reported: Refusal | null
}

async function placeOf(tx: Ctx, batch: Received[], consultationId: number): Promise<Place | Refusal> {
  const own = batch.filter((received) => received.consultationId === consultationId)
  try {
    const consultation = await lockLedger(tx, consultationId, 'key share')
    const reported = await refusalOf(refuseIfReported(tx, consultationId))
    const needsClauses = own.some(({ clauseId, quote }) => clauseId !== undefined || quote !== '')
    const needsGroups = own.some(({ affectedGroup }) => affectedGroup !== '')
    return {
      consultation,
      reported,
      clauses: needsClauses ? await clausesOf(tx, consultation.versionId) : new Map(),
      groups: needsGroups ? await groupsOf(tx, consultation.matterId) : [],
    }
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function refusalOf(asked: Promise<void>): Promise<Refusal | null> {
  return asked.then(
    () => null,
    (error: unknown) => {
      if (error instanceof Refusal) return error
      throw error
    },
  )
}

async function clausesOf(tx: Ctx, versionId: number): Promise<Map<number, QuotableClause>> {
  const rows = await tx.db
    .select({
      clauseId: clauseVersions.clauseId,
      parentClauseId: clauseVersions.parentClauseId,
      label: clauseVersions.label,
      heading: clauseVersions.heading,
      body: clauseVersions.body,
      cells: clauseVersions.cells,
    })
    .from(clauseVersions)
    .where(eq(clauseVersions.versionId, versionId))
    .orderBy(asc(clauseVersions.position))
  return new Map(rows.map((row) => [row.clauseId, row]))
}

async function groupsOf(tx: Ctx, matterId: number): Promise<string[]> {
  const [row] = await tx.db
    .select({ groups: matters.affectedGroups })
    .from(matters)
    .where(eq(matters.id, matterId))
  return row?.groups ?? []
}

async function knownTownships(tx: Ctx, batch: Received[]): Promise<Set<string>> {
  const slugs = [...new Set(batch.map(({ township }) => township))].filter((slug) => slug !== '')
  if (slugs.length === 0) return new Set()
  const rows = await tx.db
    .select({ slug: departments.slug })
    .from(departments)
    .where(and(inArray(departments.slug, slugs), eq(departments.kind, 'township')))
  return new Set(rows.map(({ slug }) => slug))
}

function check(tx: Ctx, received: Received, place: Place, townships: Set<string>): Passed {
  const { consultation, groups } = place
  const { channel, township, affectedGroup } = received
  if (channel !== 'online') requirePermission(tx, 'comment.enter', consultation)
  // By the clock of its own request, not of the batch.
  if (!publicStep(consultation.steps, received.at)) throw notFound('征求意见')
  if (channel === 'online') {
    const refusal = refusalToComment(consultation, received.at)
    if (refusal) throw new Refusal(refusal.status, refusal.message)
  } else requireReceivedInTime(consultation, received)
  if (place.reported) throw place.reported
  if (township !== '' && !townships.has(township)) throw inField('township', '请从列表中选择乡镇或街道')
  if (affectedGroup !== '' && !groups.includes(affectedGroup))
    throw inField('affectedGroup', '请从列表中选择群体')
  return { received, ...placeWords(received, place) }
}

function requireReceivedInTime(consultation: ConsultationRow, { receivedAt, at }: Received): void {
  if (receivedAt > at) throw inField('receivedAt', '收到的时间不能晚于现在')
  const { opensAt, closesAt, terminatedAt } = consultation
  if (refusalToComment(consultation, receivedAt) === null) return
  const until = terminatedAt !== null && terminatedAt < closesAt ? terminatedAt : closesAt
  throw inField('receivedAt', `收到的时间应当在征求意见期间：${sayMoment(opensAt)}至${sayMoment(until)}`)
}

/** A comment hangs on a clause of the very draft, and quotes what that clause says. */
function placeWords({ clauseId, quote }: Received, { clauses }: Place): Omit<Passed, 'received'> {
  const clause = clauseId === undefined ? undefined : clauses.get(clauseId)
  if (clauseId !== undefined && !clause) {
    const message = '所选的条文不在这份征求意见稿里，请重新选择，或者对全文提意见。'
    throw new Refusal(422, message, { fields: { clauseId: '请选择本次征求意见稿中的条文' } })
  }
  if (quote === '') return { clauseId: clauseId ?? null, quote: '' }
  const found = placeQuote(clauses.values(), clauseId, quote)
  if (!found) {
    const where = clause ? `这一条里没有这些字。原文是：${wordsOfClause(clause)}` : '征求意见稿里没有这些字'
    throw inField('quote', `${where}${clause ? '' : '，请照原文抄写，或者留空'}`)
  }
  if ([...found.quote].length > longestQuote) throw inField('quote', `引用的原文最多 ${longestQuote} 个字`)
  return found
}

function inField(field: string, message: string): Refusal {
  return new Refusal(422, `${message}。`, { fields: { [field]: message } })
}
