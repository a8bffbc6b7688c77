import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { issuesOf } from '~/app/domain/issues/board.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { issueForm } from '~/app/domain/issues/forms'
import { createIssue, updateIssue } from '~/app/domain/issues/group.server'
import type { Ctx } from '~/app/server/context'
import { parseForm } from '~/app/server/forms'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { type AConsultation, aConsultation, after, staffAt } from '../comments/a-consultation'
import { reportPublished } from './report-published'

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

const anIssue = (clauseIds = consultation.clauseIds.slice(1, 2)) =>
  createIssue(drafter, {
    ...{ consultationId: consultation.id, title: '推迟关灯', summary: '冬天推迟到7时', clauseIds },
  })

describe('deciding on an issue', () => {
  it('asks for a reason for everything but a plain adoption (P12), and keeps every decision', async () => {
    const issueId = await anIssue()
    for (const decision of ['not-adopted', 'partially-adopted', 'explained'] as const)
      await expect(decideIssue(drafter, { issueId, decision, reason: ' ' })).rejects.toMatchObject({
        status: 422,
      })
    await decideIssue(drafter, { issueId, decision: 'adopted', reason: '' })
    await decideIssue(drafter, { issueId, decision: 'not-adopted', reason: '与省里的规定不符。' })
    const [issue] = await issuesOf(drafter, consultation.id)
    expect(issue?.history.map(({ decision }) => decision)).toEqual(['adopted', 'not-adopted'])
    expect(issue?.decision).toMatchObject({ decision: 'not-adopted', by: '田禾' })
  })

  it('takes a plain adoption without a reason only where a clause can be shown instead', async () => {
    const bare = await anIssue([])
    await expect(
      decideIssue(drafter, { issueId: bare, decision: 'adopted', reason: '' }),
    ).rejects.toMatchObject({
      status: 422,
      fields: { reason: expect.any(String) },
    })
    await decideIssue(drafter, { issueId: bare, decision: 'adopted', reason: '写入实施细则。' })
    const withClause = await anIssue()
    await decideIssue(drafter, { issueId: withClause, decision: 'adopted', reason: '' })
    const change = { title: '推迟关灯', summary: '冬天推迟到7时', clauseIds: [] }
    await expect(updateIssue(drafter, withClause, change)).rejects.toMatchObject({ status: 422 })
    await updateIssue(drafter, bare, { ...change, title: '晚点关灯' })
  })

  it('is for drafters and reviewers of the department, until the report is public', async () => {
    const issueId = await anIssue()
    const other = await aConsultation(open.db)
    const stranger = await staffAt(open.db, after, other.departmentId, 'drafter', 'reviewer')
    const issuer = await staffAt(open.db, after, consultation.departmentId, 'issuer')
    const reviewer = await staffAt(open.db, after, consultation.departmentId, 'reviewer')
    const decision = { issueId, decision: 'explained' as const, reason: '依据第二条。' }
    for (const who of [stranger, issuer])
      await expect(decideIssue(who, decision)).rejects.toMatchObject({ status: 403 })
    await decideIssue(reviewer, decision)
    await reportPublished(open.db, consultation.id)
    await expect(decideIssue(reviewer, decision)).rejects.toMatchObject({ status: 409 })
  })

  it('has a form that says what is missing', () => {
    const form = new FormData()
    form.append('intent', 'decide')
    expect(parseForm(issueForm, form)).toMatchObject({ ok: false, fields: { decision: '请选择处理结论' } })
    form.append('decision', 'explained')
    expect(parseForm(issueForm, form)).toMatchObject({ ok: false, fields: { reason: expect.any(String) } })
  })
})
