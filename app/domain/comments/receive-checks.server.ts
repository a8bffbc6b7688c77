import { asc, eq } from 'drizzle-orm'
import { publicStep } from '~/app/domain/audit/transitions'
import { sayMoment } from '~/app/domain/calendar'
import { refusalToComment } from '~/app/domain/consultations/rules'
import { knownTownships } from '~/app/domain/departments/list.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { clauseVersions } from '~/db/schema/texts'
import { affectedGroupsOf, type ConsultationRow, lockLedger, refuseIfReported } from './consultation.server'
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
  const settings = new Map<number, Setting | Refusal>()
  for (const id of ids) settings.set(id, await settingOf(tx, batch, id))
  for (const received of batch) {
    try {
      const setting = settings.get(received.consultationId)
      if (!setting || setting instanceof Refusal) throw setting ?? notFound('征求意见')
      checked.passed.push(check(tx, received, setting, townships))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      checked.refused.set(received, error)
    }
  }
  return checked
}

type Setting = {
  consultation: ConsultationRow
  /** Empty where nobody in the batch speaks on a clause. */
  clauses: Map<number, QuotableClause>
  groups: string[]
  /** Once the feedback report is public nothing is added to what it counts. */
  reported: Refusal | null
}

async function settingOf(tx: Ctx, batch: Received[], consultationId: number): Promise<Setting | Refusal> {
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
      groups: needsGroups ? await affectedGroupsOf(tx, consultation.matterId) : [],
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

function check(tx: Ctx, received: Received, setting: Setting, townships: Set<string>): Passed {
  const { consultation, groups } = setting
  const { channel, township, affectedGroup } = received
  if (channel !== 'online') requirePermission(tx, 'comment.enter', consultation)
  // By the clock of its own request, not of the batch.
  if (!publicStep(consultation.steps, received.at)) throw notFound('征求意见')
  if (consultation.form === 'targeted') throw new Refusal(410, notCalledFor)
  if (channel === 'online') {
    const refusal = refusalToComment(consultation, received.at)
    if (refusal) throw new Refusal(refusal.status, refusal.message)
  } else requireReceivedInTime(consultation, received)
  if (setting.reported) throw setting.reported
  if (township !== '' && !townships.has(township)) throw wrongField('township', '请从列表中选择乡镇或街道')
  if (affectedGroup !== '' && !groups.includes(affectedGroup))
    throw wrongField('affectedGroup', '请从列表中选择群体')
  return { received, ...placeWords(received, setting) }
}

/** Said by the form's page too. */
const notCalledFor =
  '这是一次活动的意见台账，只收录活动现场提出的意见，不接受另外提交，这条意见没有收进来。您可以参加活动，或者改为提出关切。'

function requireReceivedInTime(consultation: ConsultationRow, { receivedAt, at }: Received): void {
  if (receivedAt > at) throw wrongField('receivedAt', '收到的时间不能晚于现在')
  const { opensAt, closesAt, terminatedAt } = consultation
  if (refusalToComment(consultation, receivedAt) === null) return
  const until = terminatedAt !== null && terminatedAt < closesAt ? terminatedAt : closesAt
  throw wrongField('receivedAt', `收到的时间应当在征求意见期间：${sayMoment(opensAt)}至${sayMoment(until)}`)
}

/** A comment hangs on a clause of the very draft, and quotes what that clause says. */
function placeWords({ clauseId, quote }: Received, { clauses }: Setting): Omit<Passed, 'received'> {
  const clause = clauseId === undefined ? undefined : clauses.get(clauseId)
  if (clauseId !== undefined && !clause) {
    const message = '所选的条文不在这份征求意见稿里，请重新选择，或者对全文提意见。'
    throw new Refusal(422, message, { fields: { clauseId: '请选择本次征求意见稿中的条文' } })
  }
  if (quote === '') return { clauseId: clauseId ?? null, quote: '' }
  const found = placeQuote(clauses.values(), clauseId, quote)
  if (!found) {
    const where = clause ? `这一条里没有这些字。原文是：${wordsOfClause(clause)}` : '征求意见稿里没有这些字'
    throw wrongField('quote', `${where}${clause ? '' : '，请照原文抄写，或者留空'}`)
  }
  if ([...found.quote].length > longestQuote) throw wrongField('quote', `引用的原文最多 ${longestQuote} 个字`)
  return found
}
