import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publishComment } from '~/app/domain/comments/moderate.server'
import { issuesOf } from '~/app/domain/issues/board.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { boardForm } from '~/app/domain/issues/forms'
import { addPoints, createIssue, removePoint } from '~/app/domain/issues/group.server'
import type { Ctx } from '~/app/server/context'
import { parseForm } from '~/app/server/forms'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aConsultation,
  after,
  received,
  staffAt,
  systemAt,
} from '../comments/a-consultation'

let open: OpenDatabase
let consultation: AConsultation
let drafter: Ctx

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  consultation = await aConsultation(open.db)
  drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
})
afterAll(() => open.close())

const anIssue = (change: object = {}) => ({
  ...{
    consultationId: consultation.id,
    title: '推迟关灯',
    summary: '冬天推迟到7时',
    clauseIds: consultation.clauseIds.slice(1, 2),
    ...change,
  },
})

async function publishedComment(of = consultation) {
  const { id } = await received(open.db, of.id)
  await publishComment(systemAt(open.db, after), { id })
  return id
}

describe('grouping comments into issues', () => {
  it('puts one comment into several issues, once into each, and takes it out again', async () => {
    const comment = await publishedComment()
    const first = await createIssue(drafter, anIssue({ commentIds: [comment] }))
    const second = await createIssue(drafter, anIssue({ title: '亮度' }))
    await addPoints(drafter, second, [comment, comment])
    await addPoints(drafter, second, [comment])
    expect((await issuesOf(drafter, consultation.id)).map((issue) => issue.comments.length)).toEqual([1, 1])
    await removePoint(drafter, first, comment)
    expect((await issuesOf(drafter, consultation.id)).map((issue) => issue.comments.length)).toEqual([0, 1])
  })

  it('takes only published comments of the same consultation, and clauses of its own draft', async () => {
    const issue = await createIssue(drafter, anIssue())
    const other = await aConsultation(open.db)
    const pending = await received(open.db, consultation.id)
    await expect(addPoints(drafter, issue, [pending.id])).rejects.toMatchObject({ status: 422 })
    await expect(addPoints(drafter, issue, [await publishedComment(other)])).rejects.toMatchObject({
      status: 422,
    })
    await expect(createIssue(drafter, anIssue({ clauseIds: other.clauseIds }))).rejects.toMatchObject({
      status: 422,
    })
  })

  it('is the drafter’s of the same department', async () => {
    const other = await aConsultation(open.db)
    const stranger = await staffAt(open.db, after, other.departmentId, 'drafter')
    const issuer = await staffAt(open.db, after, consultation.departmentId, 'issuer')
    const issue = await createIssue(drafter, anIssue())
    for (const who of [stranger, issuer]) {
      await expect(createIssue(who, anIssue())).rejects.toMatchObject({ status: 403 })
      await expect(addPoints(who, issue, [await publishedComment()])).rejects.toMatchObject({ status: 403 })
      await expect(
        decideIssue(who, { issueId: issue, decision: 'adopted', reason: '' }),
      ).rejects.toMatchObject({ status: 403 })
    }
  })
})

describe('deciding on an issue', () => {
  it('asks for a reason for everything but a plain adoption (P12), and keeps every decision', async () => {
    const issueId = await createIssue(drafter, anIssue())
    await expect(
      decideIssue(drafter, { issueId, decision: 'not-adopted', reason: ' ' }),
    ).rejects.toMatchObject({ status: 422 })
    await decideIssue(drafter, { issueId, decision: 'adopted', reason: '' })
    await decideIssue(drafter, { issueId, decision: 'not-adopted', reason: '与省里的规定不符。' })
    const [issue] = await issuesOf(drafter, consultation.id)
    expect(issue?.history.map(({ decision }) => decision)).toEqual(['adopted', 'not-adopted'])
    expect(issue?.decision).toMatchObject({ decision: 'not-adopted', by: '田禾' })
  })
})

describe('the board’s form', () => {
  it('reads one checked comment and many alike, and says what is missing', () => {
    const read = (entries: [string, string][]) => {
      const form = new FormData()
      for (const [name, value] of entries) form.append(name, value)
      return parseForm(boardForm, form)
    }
    expect(
      read([
        ['intent', 'add'],
        ['issueId', '3'],
        ['commentId', '5'],
      ]),
    ).toMatchObject({ ok: true, value: { commentId: [5] } })
    expect(
      read([
        ['intent', 'add'],
        ['issueId', '3'],
        ['commentId', '5'],
        ['commentId', '6'],
      ]),
    ).toMatchObject({ value: { commentId: [5, 6] } })
    expect(
      read([
        ['intent', 'add'],
        ['issueId', '3'],
      ]),
    ).toMatchObject({ ok: false, fields: { commentId: '请先勾选意见' } })
    expect(
      read([
        ['intent', 'decide'],
        ['issueId', '3'],
        ['decision', 'explained'],
      ]),
    ).toMatchObject({ ok: false, fields: { reason: expect.any(String) } })
  })
})
