import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { correctComment } from '~/app/domain/comments/correct.server'
import { takeUpCorrection } from '~/app/domain/comments/decide-requests.server'
import { maskComments, publishComment } from '~/app/domain/comments/moderate.server'
import { correctionQueue } from '~/app/domain/comments/request-queues.server'
import { issueBoard } from '~/app/domain/issues/board.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { issuePage } from '~/app/domain/issues/issue-page.server'
import { placePoints, takeOutPoint } from '~/app/domain/issues/place.server'
import { joinPoints, splitComment } from '~/app/domain/issues/points.server'
import { coverageOf, proposeParts } from '~/app/domain/issues/split'
import { splitPage } from '~/app/domain/issues/split-page.server'
import { waitingPoints } from '~/app/domain/issues/waiting.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aConsultation,
  after,
  contextAt,
  during,
  received,
  staffAt,
  systemAt,
} from '../comments/a-consultation'
import { reportPublished } from './report-published'

let open: OpenDatabase
let consultation: AConsultation
let drafter: Ctx
let comment: number

const body = '冬天六点天还没亮，请延到七点。\r\n另外，人民路的灯太暗，建议换亮一点的。'
const parts = ['冬天六点天还没亮，请延到七点。', '人民路的灯太暗，建议换亮一点的。']

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  consultation = await aConsultation(open.db)
  drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
  comment = (await received(open.db, consultation.id, { body })).id
  await publishComment(systemAt(open.db, after), { id: comment })
})
afterAll(() => open.close())

const waiting = async () => (await waitingPoints(drafter, consultation.id)).points

describe('splitting a comment', () => {
  it('makes several points of it when nothing that was said is lost', async () => {
    const whole = ['冬天六点天还没亮，请延到七点。', '另外，人民路的灯太暗，建议换亮一点的。']
    await splitComment(drafter, comment, whole)
    expect((await waiting()).map(({ body: words, isPart }) => [words, isPart])).toEqual(
      whole.map((words) => [words, true]),
    )
  })

  it('says which words would get lost, and takes them as empty only when the drafter says so', async () => {
    await expect(splitComment(drafter, comment, parts)).rejects.toMatchObject({
      status: 422,
      fields: { restIsEmpty: expect.stringContaining('另外') },
    })
    expect((await waiting()).map(({ isPart }) => isPart)).toEqual([false])
    await splitComment(drafter, comment, parts, { restIsEmpty: true })
    expect((await waiting()).map((point) => point.body)).toEqual(parts)
  })

  it('refuses words that the person did not write, a single part, and the same words twice', async () => {
    for (const wrong of [['请延到八点。', ...parts], parts.slice(0, 1), [parts[0] ?? '', parts[0] ?? '']])
      await expect(splitComment(drafter, comment, wrong, { restIsEmpty: true })).rejects.toMatchObject({
        status: 422,
      })
  })

  it('lets each part go its own way, and joins them only when all wait again', async () => {
    await splitComment(drafter, comment, parts, { restIsEmpty: true })
    const [first, second] = await waiting()
    const clauseIds = consultation.clauseIds.slice(1, 2)
    const issue = { consultationId: consultation.id, summary: '摘要', clauseIds }
    const time = await createIssue(drafter, { ...issue, title: '时间', pointIds: [first?.id ?? 0] })
    const light = await createIssue(drafter, { ...issue, title: '亮度' })
    await expect(placePoints(drafter, time, [second?.id ?? 0])).rejects.toMatchObject({ status: 422 })
    await placePoints(drafter, light, [second?.id ?? 0])
    await expect(joinPoints(drafter, comment)).rejects.toMatchObject({ status: 409 })
    await expect(splitComment(drafter, comment, parts)).rejects.toMatchObject({ status: 409 })
    await takeOutPoint(drafter, first?.id ?? 0)
    await takeOutPoint(drafter, second?.id ?? 0)
    await joinPoints(drafter, comment)
    expect((await waiting()).map(({ isPart }) => isPart)).toEqual([false])
  })

  it('is undone when masking makes other words of a part: the whole waits again', async () => {
    await splitComment(drafter, comment, parts, { restIsEmpty: true })
    const masked = body.replace('人民路', '×××')
    await maskComments({ ...systemAt(open.db, after) }, [{ id: comment, mask: masked }])
    const left = await waiting()
    expect(left).toMatchObject([{ isPart: false, isStale: false }])
    expect(left[0]?.body).not.toContain('人民路')
    expect((await splitPage(drafter, consultation.id, comment)).body).not.toContain('人民路')
  })

  it('stays when a masking touches only words that no part holds', async () => {
    const tail = (await received(open.db, consultation.id, { body: `${body}王五` })).id
    await publishComment(systemAt(open.db, after), { id: tail })
    await splitComment(drafter, tail, parts, { restIsEmpty: true })
    await maskComments(systemAt(open.db, after), [{ id: tail, mask: body }])
    expect((await waiting()).filter(({ isPart }) => isPart).map((point) => point.body)).toEqual(parts)
  })

  it('lets a placed part keep its place when the comment is corrected, marked, while the whole waits beside it', async () => {
    const moderator = await staffAt(open.db, during, consultation.departmentId, 'moderator')
    const { id, code } = await received(open.db, consultation.id, { body })
    await publishComment(moderator, { id })
    await splitComment(drafter, id, parts, { restIsEmpty: true })
    const own = async () => (await waiting()).filter(({ commentId }) => commentId === id)
    const [first] = await own()
    const clauseIds = consultation.clauseIds.slice(1, 2)
    const issue = { consultationId: consultation.id, title: '时间', summary: '摘要', clauseIds }
    const time = await createIssue(drafter, { ...issue, pointIds: [first?.id ?? 0] })
    const corrected = '冬天六点半就行。人民路的灯太暗，建议换亮一点的。'
    await correctComment(contextAt(open.db, during), { code, body: corrected })
    const { corrections } = await correctionQueue(moderator)
    await takeUpCorrection(moderator, corrections.find(({ comment: of }) => of.id === id)?.id ?? 0)
    expect(await own()).toMatchObject([{ body: corrected, isPart: false, isStale: false }])
    const { points } = await issuePage(drafter, consultation.id, time)
    expect(points).toMatchObject([{ id: first?.id, isStale: true, body: corrected }])
    const [onBoard] = (await issueBoard(drafter, consultation.id)).issues
    expect(onBoard?.examples).toMatchObject([{ isStale: true }])
    // Taken out, it is not put beside the whole a second time: then the whole can be split or placed anew.
    await takeOutPoint(drafter, first?.id ?? 0)
    const left = await own()
    expect(left).toMatchObject([{ body: corrected, isPart: false }])
    await placePoints(drafter, time, [left[0]?.id ?? 0])
  })

  it('brings the new words of a correction to the board also when every old word was placed', async () => {
    const moderator = await staffAt(open.db, during, consultation.departmentId, 'moderator')
    const { id, code } = await received(open.db, consultation.id, { body })
    await publishComment(moderator, { id })
    await splitComment(drafter, id, parts, { restIsEmpty: true })
    const own = async () => (await waiting()).filter(({ commentId }) => commentId === id)
    const clauseIds = consultation.clauseIds.slice(1, 2)
    for (const point of await own())
      await createIssue(drafter, {
        ...{ consultationId: consultation.id, title: point.body, summary: '摘要', clauseIds },
        pointIds: [point.id],
      })
    expect(await own()).toEqual([])
    await correctComment(contextAt(open.db, during), { code, body: `${body}还要装监控。` })
    const { corrections } = await correctionQueue(moderator)
    await takeUpCorrection(moderator, corrections.find(({ comment: of }) => of.id === id)?.id ?? 0)
    expect(await own()).toMatchObject([{ isPart: false, body: expect.stringContaining('还要装监控') }])
  })

  it('marks a whole that was placed before its author corrected it, but not one that was only masked', async () => {
    const { id, code } = await received(open.db, consultation.id, { body })
    await publishComment(systemAt(open.db, during), { id })
    const own = async () => (await waiting()).filter(({ commentId }) => commentId === id)
    const clauseIds = consultation.clauseIds.slice(1, 2)
    const earlier = { ...drafter, now: during }
    const issue = await createIssue(earlier, {
      ...{ consultationId: consultation.id, title: '时间', summary: '摘要', clauseIds },
      pointIds: [(await own())[0]?.id ?? 0],
    })
    const marked = async () => {
      const [onPage] = (await issuePage(drafter, consultation.id, issue)).points
      const [onBoard] = (await issueBoard(drafter, consultation.id)).issues
      return [onPage?.isStale, onBoard?.examples[0]?.isStale]
    }
    const moderator = await staffAt(open.db, after, consultation.departmentId, 'moderator')
    await maskComments(moderator, [{ id, mask: body.replace('人民路', '某路') }])
    expect(await marked()).toEqual([false, false])
    await correctComment(contextAt(open.db, during), { code, body: '请延到七点半。' })
    expect(await marked()).toEqual([false, false])
    const { corrections } = await correctionQueue(moderator)
    await takeUpCorrection(moderator, corrections.find(({ comment: of }) => of.id === id)?.id ?? 0)
    expect(await marked()).toEqual([true, true])
  })

  it('is not done by another department, nor after the report is public', async () => {
    const other = await aConsultation(open.db)
    const stranger = await staffAt(open.db, after, other.departmentId, 'drafter')
    await expect(splitComment(stranger, comment, parts, { restIsEmpty: true })).rejects.toMatchObject({
      status: 403,
    })
    await expect(joinPoints(stranger, comment)).rejects.toMatchObject({ status: 403 })
    await reportPublished(open.db, consultation.id)
    await expect(splitComment(drafter, comment, parts, { restIsEmpty: true })).rejects.toMatchObject({
      status: 409,
    })
  })
})

describe('where a machine would cut', () => {
  it('follows the numbers that the person wrote, else the ends of sentences', () => {
    expect(proposeParts('一、免费时长太短，建议半小时。二、晚上八点以后不要收费。')).toEqual([
      '一、免费时长太短，建议半小时。',
      '二、晚上八点以后不要收费。',
    ])
    expect(proposeParts('您好。免费时长太短，建议半小时。晚上八点以后不要收费。谢谢。')).toEqual([
      '您好。免费时长太短，建议半小时。',
      '晚上八点以后不要收费。谢谢。',
    ])
    expect(proposeParts('免费时长太短')).toEqual(['免费时长太短'])
  })

  it('never loses a word, whatever the comment', () => {
    const piece = fc.constantFrom(
      '免费时长',
      '太短',
      '。',
      '，',
      '\n',
      '一、',
      '2.',
      '“不行！”',
      '谢谢',
      ' ',
      '；',
    )
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), (pieces) => {
        const text = pieces.join('').trim()
        fc.pre(text !== '')
        expect(coverageOf(text, proposeParts(text))).toEqual({ foreign: [], left: '' })
      }),
    )
  })
})
