import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ownOpinions, recordOf } from '~/app/domain/activity-reports/record.server'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { placePoints } from '~/app/domain/issues/place.server'
import { dueCalls } from '~/app/domain/registrations/calls.server'
import { removeStatement, saveStatement } from '~/app/domain/transcripts/statements.server'
import {
  answerCorrection,
  askCorrection,
  closeTranscript,
  openTranscript,
  recordSignature,
  refuseToSign,
  signTranscript,
} from '~/app/domain/transcripts/transcript.server'
import { transcriptDesk } from '~/app/domain/transcripts/transcript-desk.server'
import {
  participantTranscript,
  publicTranscript,
  publicTranscriptText,
} from '~/app/domain/transcripts/transcript-page.server'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { statements } from '~/db/schema/statements'
import {
  aHeldHearing,
  aStatement,
  finishing,
  type HeldHearing,
  reading,
  withStatements,
  written,
} from '~/test/domain/activities/a-held-hearing'
import { aCounty, aHearing, aSymposium, at } from '~/test/domain/activities/an-activity'
import { reportPublished } from '~/test/domain/issues/report-published'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let hearing: HeldHearing
let slug = 0

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  slug += 1
  hearing = await aHeldHearing(open.db, `housing-${slug}`)
})
afterAll(() => open.close())

const drafter = (now = written) => hearing.county.office.as('drafter', now)
const citizen = (now = reading) => hearing.county.office.citizen(now)
const giveOut = async () => {
  await withStatements(hearing)
  await openTranscript(drafter(), hearing.id)
}
const sign = (who: 'wang' | 'li', name: string, version?: number) =>
  signTranscript(citizen(), hearing[who].code, version === undefined ? { name } : { name, version })
const bothSign = async () => {
  await sign('wang', '王小明')
  await sign('li', '李娜')
}
const inLedger = () =>
  open.db
    .select({ id: comments.id, body: comments.body, channel: comments.channel, clauseId: comments.clauseId })
    .from(comments)
    .innerJoin(statements, eq(statements.commentId, comments.id))
    .where(eq(statements.activityId, hearing.id))
    .orderBy(comments.id)
const issuer = (now = finishing) => hearing.county.office.as('issuer', now)
const close = () => closeTranscript(issuer(), hearing.id)

describe('giving the transcript to the participants (P7)', () => {
  it('comes after the hearing was held, with something in it', async () => {
    await expect(openTranscript(drafter(), hearing.id)).rejects.toThrow('听证记录还是空的')
    const county = await aCounty(open.db, `early-${slug}`)
    const early = await aHearing(county)
    const writer = county.office.as('drafter', written)
    await saveStatement(writer, early.id, aStatement())
    await expect(openTranscript(writer, early.id)).rejects.toThrow('还没有登记举行')
    const symposium = await aSymposium(county)
    await expect(openTranscript(writer, symposium.id)).rejects.toThrow('只有听证会')
  })

  it('tells those who were there, and keeps the version with its fingerprint', async () => {
    await giveOut()
    const [step] = (await stepsOf(drafter(), 'activity', hearing.id)).filter(
      ({ kind }) => kind === 'transcript-opened',
    )
    expect(step?.data).toEqual({ version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const mail = await open.db
      .select({ payload: outbox.payload })
      .from(outbox)
      .where(eq(outbox.topic, 'mail'))
    const told = mail.flatMap(({ payload }) =>
      payload.kind === 'transcript-opened' ? [payload.registrationId] : [],
    )
    expect(told).toEqual(expect.arrayContaining([hearing.wang.id, hearing.li.id]))
    expect(told).not.toContain(hearing.absent.id)
    expect(told).not.toContain(hearing.observer.id)
    await expect(openTranscript(drafter(), hearing.id)).rejects.toThrow('文字没有改动')
  })

  it('who left no address and was there is called to sign, until it is signed', async () => {
    await giveOut()
    const called = async () => (await dueCalls(drafter(), hearing.id)).map(({ id, about }) => [id, about])
    expect(await called()).toEqual([
      [hearing.wang.id, 'transcript-opened'],
      [hearing.li.id, 'transcript-opened'],
    ])
    await sign('wang', '王小明')
    expect(await called()).toEqual([[hearing.li.id, 'transcript-opened']])
  })

  it('is refused while something in it leads to a person (L3)', async () => {
    await withStatements(hearing)
    await saveStatement(drafter(), hearing.id, aStatement({ body: '我的电话是13912345678。' }))
    await expect(openTranscript(drafter(), hearing.id)).rejects.toThrow('第 5 段发言里有手机号码')
  })

  it('is read by nobody before, and by those who were there afterwards', async () => {
    await withStatements(hearing)
    expect(await participantTranscript(citizen(), hearing.wang.code)).toMatchObject({
      state: 'not-open',
      statements: [],
    })
    await openTranscript(drafter(), hearing.id)
    const page = await participantTranscript(citizen(), hearing.wang.code)
    expect(page).toMatchObject({ state: 'to-sign', version: 1 })
    expect(page.statements).toHaveLength(4)
    for (const { code } of [hearing.absent, hearing.observer])
      expect(await participantTranscript(citizen(), code)).toMatchObject({ state: 'no-seat', statements: [] })
    await expect(publicTranscript(citizen(), hearing.id)).rejects.toMatchObject({ status: 404 })
    await expect(publicTranscriptText(citizen(), hearing.id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a participant signs with the code', () => {
  it('by the own name, however it is spaced; another name is refused', async () => {
    await giveOut()
    await expect(sign('wang', '王小朋')).rejects.toMatchObject({
      status: 422,
      fields: { name: expect.any(String) },
    })
    await sign('wang', ' 王　小明 ')
    await sign('li', '李娜')
    expect(await participantTranscript(citizen(), hearing.wang.code)).toMatchObject({
      state: 'signed',
      own: { state: 'signed', way: 'online' },
    })
    await expect(sign('wang', '王小明')).rejects.toThrow('已经签过字')
    await expect(refuseToSign(citizen(), hearing.wang.code, '后悔了')).rejects.toThrow('已经签过字')
  })

  it('twice at the same moment counts once', async () => {
    await giveOut()
    const both = await Promise.allSettled([sign('wang', '王小明'), sign('wang', '王小明')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const steps = await stepsOf(citizen(), 'registration', hearing.wang.id)
    expect(steps.filter(({ kind }) => kind === 'signed')).toHaveLength(1)
  })

  it('only who was there: not the absent, not observers, not a code that nobody has, not before it is open', async () => {
    await withStatements(hearing)
    await expect(sign('wang', '王小明')).rejects.toThrow('还没有整理好')
    await openTranscript(drafter(), hearing.id)
    const signAs = (code: string, name: string) => signTranscript(citizen(), code, { name })
    await expect(signAs(hearing.absent.code, '赵专家')).rejects.toThrow('由到场的参加人')
    await expect(signAs(hearing.observer.code, '孙旁听')).rejects.toThrow('由到场的参加人')
    await expect(signAs('2222-3333-4444', '王小明')).rejects.toMatchObject({ status: 404 })
  })

  it('a text that was changed since is not signed, and what was signed before no longer counts', async () => {
    await giveOut()
    await sign('wang', '王小明')
    const [first] = await open.db.select().from(statements).where(eq(statements.activityId, hearing.id))
    await saveStatement(
      drafter(),
      hearing.id,
      aStatement({ statementId: String(first?.id), body: '现在开会，请坐。' }),
    )
    await expect(sign('li', '李娜')).rejects.toThrow('记录正在修改')
    await expect(recordSignature(drafter(), hearing.li.id, { kind: 'signed' })).rejects.toThrow('重新交')
    expect(await participantTranscript(citizen(), hearing.li.code)).toMatchObject({ state: 'being-mended' })
    await expect(close()).rejects.toThrow('此前的签字不算')
    await openTranscript(drafter(), hearing.id, { note: '改了第一段。' })
    expect(await participantTranscript(citizen(), hearing.wang.code)).toMatchObject({
      state: 'to-sign',
      version: 2,
      note: '改了第一段。',
    })
    await expect(sign('wang', '王小明', 1)).rejects.toThrow('记录刚刚更新过')
    await expect(close()).rejects.toThrow('还有参加人没有确认签字')
  })

  it('asks for a correction, and is answered', async () => {
    await giveOut()
    await expect(answerCorrection(drafter(), hearing.wang.id, '好。')).rejects.toThrow('没有待答复')
    await askCorrection(citizen(), hearing.wang.code, '第 3 段，我说的是“车棚太小”。')
    const waiting = (await transcriptDesk(drafter(), hearing.id)).signing?.signatures
    expect(
      waiting?.find(({ registrationId }) => registrationId === hearing.wang.id)?.corrections,
    ).toMatchObject([{ words: '第 3 段，我说的是“车棚太小”。', isAnswer: false }])
    await answerCorrection(drafter(at('2026-11-13T09:00:00')), hearing.wang.id, '核对录音，原话是“太少”。')
    const page = await participantTranscript(citizen(finishing), hearing.wang.code)
    expect(page.own?.corrections.map(({ isAnswer }) => isAnswer)).toEqual([false, true])
    await sign('wang', '王小明')
    await expect(askCorrection(citizen(), hearing.wang.code, '再改。')).rejects.toThrow('已经签字确认')
  })
})

describe('finishing the transcript', () => {
  it('waits until everybody who was there has signed or refused with a reason', async () => {
    await withStatements(hearing)
    await expect(close()).rejects.toThrow('还没有交参加人确认')
    await openTranscript(drafter(), hearing.id)
    await expect(close()).rejects.toThrow('还有参加人没有确认签字')
    await sign('wang', '王小明')
    await expect(close()).rejects.toThrow(hearing.li.pseudonym)
    await expect(refuseToSign(citizen(), hearing.li.code, '  ')).rejects.toMatchObject({ status: 422 })
    await refuseToSign(citizen(), hearing.li.code, '记录不全，找我13912345678')
    expect(await close()).toBe(2)
    const page = await publicTranscript(citizen(finishing), hearing.id)
    const refused = page.signatures.find(({ pseudonym }) => pseudonym === hearing.li.pseudonym)
    expect(refused).toMatchObject({ state: 'refused', reason: '记录不全，找我139****5678' })
    expect(await recordOf(citizen(finishing), hearing.id)).toMatchObject({
      transcript: { statements: 4, signed: 1, refused: 1 },
      present: 2,
      absent: 1,
      report: null,
    })
  })

  it('takes a signature on paper, and the reason why somebody gave none', async () => {
    await giveOut()
    await recordSignature(drafter(reading), hearing.wang.id, { kind: 'signed' })
    await expect(recordSignature(drafter(reading), hearing.li.id, { kind: 'refused' })).rejects.toMatchObject(
      {
        status: 422,
      },
    )
    await recordSignature(drafter(reading), hearing.li.id, { kind: 'refused', reason: '到期没有答复。' })
    await expect(recordSignature(citizen(), hearing.li.id, { kind: 'signed' })).rejects.toMatchObject({
      status: 403,
    })
    await expect(recordSignature(drafter(reading), hearing.absent.id, { kind: 'signed' })).rejects.toThrow(
      '到场',
    )
    await close()
    const { signatures } = await publicTranscript(citizen(finishing), hearing.id)
    expect(signatures.map(({ state, way }) => ({ state, way }))).toEqual([
      { state: 'signed', way: 'paper' },
      { state: 'refused', way: 'staff' },
      { state: null, way: null },
    ])
  })

  it('is stopped by what would lead to a person, in words (L3)', async () => {
    await giveOut()
    await saveStatement(drafter(), hearing.id, aStatement({ body: '车牌云A12345的车挡了路。' }))
    await expect(close()).rejects.toThrow('第 5 段发言里有车牌号码')
    expect(await inLedger()).toHaveLength(0)
  })

  it('puts each opinion into the ledger exactly once, and nothing else; then it is never changed', async () => {
    await giveOut()
    await bothSign()
    const both = await Promise.allSettled([close(), close()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(close()).rejects.toThrow('听证记录已经定稿')
    const taken = await inLedger()
    expect(taken).toMatchObject([
      {
        body: '楼道里不能停，可是车棚太少，请先建车棚。',
        channel: 'hearing',
        clauseId: hearing.clauseIds[1],
      },
      { body: '充电费每月三十元太贵。', channel: 'hearing', clauseId: null },
    ])
    await expect(saveStatement(drafter(), hearing.id, aStatement())).rejects.toThrow('已经定稿')
    const [row] = await open.db
      .select()
      .from(statements)
      .where(eq(statements.commentId, taken[0]?.id ?? 0))
    await expect(removeStatement(drafter(), hearing.id, row?.id ?? 0)).rejects.toThrow('已经定稿')
    await expect(sign('wang', '王小明')).rejects.toThrow('已经定稿')
  })

  it('is all or nothing: where the ledger is not public, the transcript is not closed either', async () => {
    const other = await aHeldHearing(open.db, `joined-${slug}`, { ledger: 'none' })
    await saveStatement(other.county.office.as('drafter', written), other.id, aStatement({ kind: 'opinion' }))
    await openTranscript(other.county.office.as('drafter', written), other.id)
    for (const { id } of [other.wang, other.li])
      await recordSignature(other.county.office.as('drafter', reading), id, { kind: 'signed' })
    const closing = closeTranscript(other.county.office.as('issuer', finishing), other.id)
    await expect(closing).rejects.toThrow('还没有选定意见归入哪本台账')
    const steps = await stepsOf(citizen(finishing), 'activity', other.id)
    expect(steps.some(({ kind }) => kind === 'transcript-closed')).toBe(false)
  })

  it('gives the public a text that has the fingerprint that was signed', async () => {
    await giveOut()
    await bothSign()
    await close()
    const page = await publicTranscript(citizen(finishing), hearing.id)
    const text = await publicTranscriptText(citizen(finishing), hearing.id)
    expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(page.sha256)
    expect(text).toContain(`${hearing.wang.pseudonym} 王**`)
    expect(text).not.toContain('王小明')
    expect(page.statements[2]).toMatchObject({ speaker: '王**', clause: { cited: '第二条' }, decisions: [] })
  })
})

describe('what becomes of an opinion', () => {
  it('is put into an issue and decided like a written one, and the participant reads it with the code', async () => {
    await giveOut()
    await bothSign()
    await close()
    const [first] = await inLedger()
    const [point] = await open.db
      .select({ id: points.id, consultationId: points.consultationId })
      .from(points)
      .where(and(eq(points.commentId, first?.id ?? 0)))
    const ctx = drafter(finishing)
    const issueId = await createIssue(ctx, {
      consultationId: point?.consultationId ?? 0,
      ...{ title: '先建车棚', summary: '车棚不够。', clauseIds: [hearing.clauseIds[1] ?? 0] },
    })
    await placePoints(ctx, issueId, [point?.id ?? 0])
    await decideIssue(ctx, { issueId, decision: 'partially-adopted', reason: '新建小区同步建设。' })
    expect(await ownOpinions(ctx, hearing.wang.id)).toMatchObject([{ commentId: first?.id, decisions: [] }])
    await reportPublished(open.db, point?.consultationId ?? 0)
    const later = citizen(at('2026-12-20T10:00:00'))
    expect(await ownOpinions(later, hearing.wang.id)).toMatchObject([
      {
        clause: { cited: '第二条' },
        decisions: [{ decision: 'partially-adopted', reason: '新建小区同步建设。' }],
      },
    ])
    expect(await ownOpinions(later, hearing.absent.id)).toEqual([])
    const page = await publicTranscript(later, hearing.id)
    expect(page.statements[2]?.decisions).toMatchObject([{ title: '先建车棚' }])
  })
})

describe('a step that is no signature', () => {
  it('of an earlier version does not count', async () => {
    await giveOut()
    const data = { version: 0, sha256: 'x', way: 'online' }
    await takeStep(citizen(), { subject: 'registration', id: hearing.wang.id, kind: 'signed', data })
    await sign('li', '李娜')
    await expect(close()).rejects.toThrow(hearing.wang.pseudonym)
  })
})
