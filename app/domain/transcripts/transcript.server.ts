import { and, eq } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import {
  type Chain,
  type ChainParticipant,
  closeTranscriptFindings,
  openTranscriptFindings,
} from '~/app/domain/activities/gates'
import { takeIntoLedger } from '~/app/domain/activities/ledger.server'
import { lockActivity, type StoredActivity, shownOn } from '~/app/domain/activities/row.server'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { StoredRegistration } from '~/app/domain/registrations/row.server'
import { openPerson, registrationOfCode, registrationRow } from '~/app/domain/registrations/row.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked, wrongField } from '~/app/server/errors'
import { registrations } from '~/db/schema/registrations'
import { privateDataFindings } from './statement-findings'
import { statementRows, transcriptHash, transcriptText } from './statement-rows.server'
import { isSameName, sha256Of } from './transcript'

/** Gives the transcript to the participants for confirmation (P7); who had signed an earlier version signs anew. */
export async function openTranscript(
  ctx: Ctx,
  activityId: number,
  { note = '' }: { note?: string } = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    const activity = await forHearing(tx, activityId, 'activity.write')
    const chain = await chainOf(tx, activityId)
    const rows = await statementRows(tx, activityId)
    refuseIfBlocked([...openTranscriptFindings(chain, rows.length), ...privateDataFindings(rows)])
    const sha256 = sha256Of(transcriptText(activityId, rows))
    if (chain.transcript?.sha256 === sha256)
      throw new Refusal(409, '这份记录已经交参加人确认，文字没有改动，不用再交一次。')
    const version = (chain.transcript?.version ?? 0) + 1
    const reason = note.trim()
    await takeStep(tx, {
      ...{ subject: 'activity', id: activityId, kind: 'transcript-opened', data: { version, sha256 } },
      ...(reason ? { reason } : {}),
    })
    await record(tx, {
      action: 'activity.transcript-opened',
      subject: 'activity',
      id: activityId,
      after: { version, sha256, statements: rows.length, note: reason },
      mail: presentOnes(chain).map(({ registrationId }) => ({ kind: 'transcript-opened', registrationId })),
      ...shownOn(activity),
    })
  })
}

type Signing = {
  name: string /** The version that the person has read; the newest when not said. */
  version?: number
}

/** P7: a participant confirms the transcript with the code, by typing the own name. */
export async function signTranscript(ctx: Ctx, code: string, { name, version }: Signing): Promise<void> {
  await asParticipant(ctx, code, async (tx, { registration, open, participant }) => {
    refuseOtherVersion(open, version)
    if (participant.signature === 'signed') throw new Refusal(409, '您已经签过字了，不用再签。')
    const person = openPerson(registration)
    if (!person)
      throw new Refusal(409, '您登记的姓名已经按规定删除，不能在网上签字。请与承办单位联系，在纸上签字。')
    if (!isSameName(name, person.name))
      throw wrongField('name', '写下的姓名与报名时登记的不一致，请核对后再写一遍')
    await takeRegistrationStep(tx, registration, 'signed', { data: { ...open, way: 'online' } })
  })
}

/** P7: a refusal counts like a signature, with its reason; it is published with what leads to a person hidden. */
export async function refuseToSign(
  ctx: Ctx,
  code: string,
  reason: string,
  { version }: { version?: number } = {},
): Promise<void> {
  await asParticipant(ctx, code, async (tx, { registration, open, participant }) => {
    refuseOtherVersion(open, version)
    const words = reason.trim()
    if (words === '') throw wrongField('reason', '请写明拒绝签字的理由')
    if (participant.signature === 'signed') throw new Refusal(409, '您已经签过字，不能再改为拒绝签字。')
    const data = { ...open, way: 'online' }
    await takeRegistrationStep(tx, registration, 'refused-to-sign', { reason: words, data })
  })
}

/** A participant says what is recorded wrongly; the clerk answers, or mends it and opens a new version. */
export async function askCorrection(ctx: Ctx, code: string, words: string): Promise<void> {
  await asParticipant(ctx, code, async (tx, { registration, open, participant }) => {
    const reason = words.trim()
    if (reason === '') throw wrongField('words', '请写明哪一处不对，应当怎样写')
    if (participant.signature === 'signed')
      throw new Refusal(409, '您已经签字确认这份记录，不能再要求更正。还有意见的，请直接与承办单位联系。')
    await takeRegistrationStep(tx, registration, 'correction-asked', {
      reason,
      data: { version: open.version },
    })
  })
}

/** Says to a participant what was done about a correction, where the text stays as it is or has been mended. */
export async function answerCorrection(ctx: Ctx, registrationId: number, words: string): Promise<void> {
  await asClerk(ctx, registrationId, async (tx, { registration, open }) => {
    const reason = words.trim()
    if (reason === '') throw wrongField('answer', '请写明怎样处理')
    const steps = await stepsOf(tx, 'registration', registrationId)
    const last = steps.findLast(({ kind }) => kind === 'correction-asked' || kind === 'correction-answered')
    if (last?.kind !== 'correction-asked') throw new Refusal(409, '这位参加人没有待答复的更正要求。')
    const data = { version: open.version }
    await takeRegistrationStep(tx, registration, 'correction-answered', { reason, data })
  })
}

type PaperSignature = { kind: 'signed' | 'refused'; reason?: string }

/** What a participant has signed on paper, or said to the clerk; a refusal, also no answer in time, has its reason. */
export async function recordSignature(
  ctx: Ctx,
  registrationId: number,
  { kind, reason = '' }: PaperSignature,
): Promise<void> {
  await asClerk(ctx, registrationId, async (tx, { registration, open, participant, chain }) => {
    const words = reason.trim()
    if (kind === 'refused' && words === '')
      throw wrongField('refusal', '请写明没有签字的理由，例如“到期没有答复”')
    if (participant.signature === 'signed') throw new Refusal(409, '这位参加人已经签过字。')
    const last = lastStep(await stepsOf(tx, 'registration', registrationId), 'refused-to-sign')
    if (participant.signature === 'refused' && last?.data?.way === 'online')
      throw new Refusal(
        409,
        '这位参加人自己写明了拒绝签字的理由，不能由工作人员改动；愿意签字的，请本人凭回执码签。',
      )
    if (chain.transcript?.sha256 !== (await transcriptHash(tx, registration.activityId)))
      throw new Refusal(409, '交出去之后记录又改过，请先重新交参加人确认，再登记签字。')
    const data = { ...open, way: kind === 'signed' ? 'paper' : 'staff' }
    if (kind === 'signed') await takeRegistrationStep(tx, registration, 'signed', { data })
    else await takeRegistrationStep(tx, registration, 'refused-to-sign', { reason: words, data })
  })
}

/**
 * P7: everybody has signed or refused; who signs for it makes the transcript public, and from now on its opinions are in
 * the ledger.
 */
export async function closeTranscript(ctx: Ctx, activityId: number): Promise<number> {
  return transact(ctx, async (tx) => {
    const activity = await forHearing(tx, activityId, 'activity.publish')
    const chain = await chainOf(tx, activityId)
    const rows = await statementRows(tx, activityId)
    const sha256 = sha256Of(transcriptText(activityId, rows))
    refuseIfBlocked([...closeTranscriptFindings(chain, sha256), ...privateDataFindings(rows)])
    const version = chain.transcript?.version
    await takeStep(tx, {
      ...{ subject: 'activity', id: activityId, kind: 'transcript-closed', data: { version, sha256 } },
    })
    const taken = await takeIntoLedger(tx, activity)
    await record(tx, {
      action: 'activity.transcript-closed',
      subject: 'activity',
      id: activityId,
      after: { version, sha256, statements: rows.length, opinions: taken },
      ...shownOn(activity),
    })
    return taken
  })
}

async function forHearing(
  tx: Ctx,
  activityId: number,
  permission: 'activity.write' | 'activity.publish',
): Promise<StoredActivity> {
  const activity = await lockActivity(tx, activityId, 'no key update')
  requirePermission(tx, permission, activity)
  if (activity.kind !== 'hearing')
    throw new Refusal(409, '只有听证会的记录要由参加人确认签字；其他活动的发言记录随活动报告公布。')
  return activity
}

function presentOnes({ participants }: Chain): ChainParticipant[] {
  return participants.filter(({ presence }) => presence === 'present')
}

type Open = { version: number; sha256: string }
type Signer = { registration: StoredRegistration; chain: Chain; open: Open; participant: ChainParticipant }

/** Who holds the code and was there, while the transcript is open for signing and its text is the one that was opened. */
async function asParticipant(ctx: Ctx, code: string, work: (tx: Ctx, signer: Signer) => Promise<void>) {
  const { id } = await registrationOfCode(ctx, code)
  await withSigner(ctx, id, async (tx, signer) => {
    const { registration, chain } = signer
    if (chain.transcript?.sha256 !== (await transcriptHash(tx, registration.activityId)))
      throw new Refusal(409, '记录正在修改，改好以后会重新请您确认，到时再签。')
    await work(tx, signer)
  })
}

function asClerk(ctx: Ctx, registrationId: number, work: (tx: Ctx, signer: Signer) => Promise<void>) {
  return withSigner(ctx, registrationId, work, (tx, activity) =>
    requirePermission(tx, 'registration.handle', activity),
  )
}

async function withSigner(
  ctx: Ctx,
  registrationId: number,
  work: (tx: Ctx, signer: Signer) => Promise<void>,
  check: (tx: Ctx, activity: StoredActivity) => void = () => undefined,
): Promise<void> {
  const { activityId } = await registrationRow(ctx, registrationId)
  await transact(ctx, async (tx) => {
    // No statement is changed, and nothing closed, beside a signature.
    check(tx, await lockActivity(tx, activityId, 'share'))
    const registration = await lockRegistration(tx, registrationId)
    const chain = await chainOf(tx, activityId)
    const participant = chain.participants.find((one) => one.registrationId === registrationId)
    if (participant?.presence !== 'present')
      throw new Refusal(409, '听证记录由到场的参加人确认签字；没有到场的不用签。')
    if (chain.transcriptClosedAt) throw new Refusal(409, '听证记录已经定稿，不再接受确认和更正。')
    if (!chain.transcript) throw new Refusal(409, '听证记录还没有整理好，整理好以后会请您确认。')
    const { version, sha256 } = chain.transcript
    await work(tx, { registration, chain, open: { version, sha256 }, participant })
  })
}

/** The same form sent twice at once waits here, and then sees the first one's step. */
async function lockRegistration(tx: Ctx, id: number): Promise<StoredRegistration> {
  const [row] = await tx.db
    .select()
    .from(registrations)
    .where(and(eq(registrations.id, id)))
    .for('no key update')
  if (!row) throw notFound('报名')
  return row
}

function refuseOtherVersion(open: Open, version: number | undefined): void {
  if (version !== undefined && version !== open.version)
    throw new Refusal(409, '记录刚刚更新过，请看一看新的记录，再确认。')
}

async function takeRegistrationStep(
  tx: Ctx,
  { id, activityId }: StoredRegistration,
  kind: 'signed' | 'refused-to-sign' | 'correction-asked' | 'correction-answered',
  { reason, data }: { reason?: string; data: Record<string, unknown> },
): Promise<void> {
  await takeStep(tx, { subject: 'registration', id, kind, data, ...(reason ? { reason } : {}) })
  await record(tx, {
    action: `registration.${kind}`,
    subject: 'registration',
    id,
    after: { ...data, ...(reason ? { reason } : {}), by: accountIdOf(tx) === null ? 'participant' : 'clerk' },
    tags: [`activity:${activityId}`],
  })
}
