import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { enterComment } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { ledgerOf } from '~/app/domain/feedback/ledger.server'
import { feedbackState, publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { addPoints, createIssue, removePoint } from '~/app/domain/issues/group.server'
import { Refusal } from '~/app/server/errors'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import {
  aComment,
  aConsultation,
  after,
  contextAt,
  during,
  received,
  systemAt,
} from '../comments/a-consultation'

let open: OpenDatabase

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

const which = fc.nat({ max: 4 })
const action = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const) }),
  fc.record({ kind: fc.constant('enter' as const) }),
  fc.record({ kind: fc.constant('publish' as const), which }),
  fc.record({ kind: fc.constant('refuse' as const), which }),
  fc.record({ kind: fc.constant('withdraw' as const), which }),
  fc.record({ kind: fc.constant('issue' as const) }),
  fc.record({ kind: fc.constant('group' as const), which, issue: which }),
  fc.record({ kind: fc.constant('ungroup' as const), which, issue: which }),
  fc.record({ kind: fc.constant('decide' as const), issue: which }),
  fc.record({ kind: fc.constant('report' as const) }),
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

describe('the ledger', () => {
  it('accounts for every comment after any sequence of actions, and lets the report out only when it balances', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 16 }), async (actions) => {
        const world = await aWorld()
        for (const one of actions) {
          await world.act(one).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error
          })
          const ledger = await ledgerOf(systemAt(open.db, after), world.id)
          const { withdrawn, refused, decided, undecided, unmoderated } = ledger
          expect(ledger.received).toBe(world.comments.length)
          expect(ledger.received).toBe(withdrawn + refused + decided + undecided + unmoderated)
          expect(ledger.balanced).toBe(undecided + unmoderated === 0)
          const { publishedAt } = await feedbackState(systemAt(open.db, after), world.id)
          if (publishedAt) expect(ledger.balanced).toBe(true)
        }
      }),
      { numRuns: 25 },
    )
  })
})

async function aWorld() {
  const { id, clauseIds } = await aConsultation(open.db)
  const now = systemAt(open.db, after)
  const comments: { id: number; code: string }[] = []
  const issues: number[] = []
  const comment = (at: number) => comments[at % Math.max(comments.length, 1)] ?? { id: 0, code: '' }
  const issue = (at: number) => issues[at % Math.max(issues.length, 1)] ?? 0
  const acts: { [Kind in Action['kind']]: (one: Extract<Action, { kind: Kind }>) => Promise<unknown> } = {
    receive: async () => comments.push(await received(open.db, id)),
    enter: async () => {
      const { code } = await enterComment(now, { ...aComment(id), channel: 'letter', receivedAt: during })
      comments.push({ id: (comments.at(-1)?.id ?? 0) + 1, code })
    },
    publish: async (one) => publishComment(now, { id: comment(one.which).id }),
    refuse: async (one) => refuseComment(now, comment(one.which).id, { rule: 'advert' }),
    withdraw: async (one) => withdrawComment(contextAt(open.db, after), { code: comment(one.which).code }),
    issue: async () =>
      issues.push(
        await createIssue(now, {
          consultationId: id,
          title: '延长',
          summary: '到七点',
          clauseIds: clauseIds.slice(0, 1),
        }),
      ),
    group: async (one) => addPoints(now, issue(one.issue), [comment(one.which).id]),
    ungroup: async (one) => removePoint(now, issue(one.issue), comment(one.which).id),
    decide: async (one) =>
      decideIssue(now, { issueId: issue(one.issue), decision: 'explained', reason: '依据第二条' }),
    report: async () => {
      await saveReport(now, id, { introduction: '感谢参与。' })
      await publishFeedback(now, id)
    },
  }
  return { id, comments, act: (one: Action) => (acts[one.kind] as (of: Action) => Promise<unknown>)(one) }
}
