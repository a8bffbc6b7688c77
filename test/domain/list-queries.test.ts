import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { listDeskComments, moderationQueue } from '~/app/domain/comments/desk-list.server'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import { appealQueue, correctionQueue } from '~/app/domain/comments/request-queues.server'
import { listConcerns } from '~/app/domain/concerns/list.server'
import { listConsultations } from '~/app/domain/consultations/list.server'
import { listInterpretations } from '~/app/domain/interpretations/list.server'
import { listMedia } from '~/app/domain/media/library.server'
import { policyFacets } from '~/app/domain/policies/facets.server'
import { listPolicies } from '~/app/domain/policies/list.server'
import { type Ctx, createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { fillCounty } from '~/test/support/many-rows'
import { mostRowsRead, plansOf } from '~/test/support/plans'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
  await fillCounty(open.pool)
}, 120_000)
afterAll(() => open.close())

const growing = [
  'clause_versions',
  'clauses',
  'comment_states',
  'comments',
  'concern_triages',
  'concerns',
  'consultations',
  'interpretations',
  'media',
  'media_uses',
  'points',
  'policies',
  'responses',
  'steps',
  'text_versions',
]

type Page = { next: unknown }
const ofAudience = ['policies_audience', 'steps_newest']
// From the few that are not in force, or along the newest.
const ofPolicy = ['policies_pkey', 'steps_newest']
// Where one consultation holds nearly everything, its own index and that of all are as good as each other.
const ofOne = ['comment_states_list', 'comment_states_queue']
// By department or by date: either ends after a few hundred.
const ofDepartment = ['policies_department', 'steps_newest']

const lists: [string, (ctx: Ctx) => Promise<Page>, string | string[]][] = [
  ['the comments of a consultation', (ctx) => listPublicComments(ctx, 2), ofOne],
  ['a later page of them', (ctx) => listPublicComments(ctx, 2, { after: 4000 }), ofOne],
  [
    'those on one clause',
    (ctx) => listPublicComments(ctx, 2, { clauseId: 100_007 }),
    'comment_states_of_clause',
  ],
  ['comments at the desk', (ctx) => listDeskComments(ctx, 2), ofOne],
  ['the newest first', (ctx) => listDeskComments(ctx, 2, { order: 'newest' }), ofOne],
  ['those that wait', (ctx) => listDeskComments(ctx, 2, { state: 'pending' }), ofOne],
  [
    'those on a clause, in any state',
    (ctx) => listDeskComments(ctx, 2, { clauseId: 100_008 }),
    'comment_states_of_clause',
  ],
  ['letters among a hundred thousand', (ctx) => listDeskComments(ctx, 2, { channel: 'letter' }), ofOne],
  ['the moderation queue', (ctx) => moderationQueue(ctx), 'comment_states_queue'],
  ['the refused of all', (ctx) => moderationQueue(ctx, { state: 'refused' }), 'comment_states_queue'],
  ['the queue of one consultation', (ctx) => moderationQueue(ctx, { consultationId: 2 }), ofOne],
  ['corrections that wait', (ctx) => correctionQueue(ctx), 'steps_of_subject'],
  ['appeals that wait', (ctx) => appealQueue(ctx), 'steps_of_subject'],
  [
    'corrections of one consultation',
    (ctx) => correctionQueue(ctx, { consultationId: 2 }),
    'steps_of_subject',
  ],
  ['appeals of one consultation', (ctx) => appealQueue(ctx, { consultationId: 2 }), 'steps_of_subject'],
  ['policies', (ctx) => listPolicies(ctx), 'steps_newest'],
  ['policies of a theme', (ctx) => listPolicies(ctx, { theme: '主题3' }), 'steps_newest'],
  ['policies of a department', (ctx) => listPolicies(ctx, { department: 'office-3' }), ofDepartment],
  ['policies of a year', (ctx) => listPolicies(ctx, { year: new Date().getFullYear() - 1 }), 'steps_newest'],
  ['policies of a kind', (ctx) => listPolicies(ctx, { kind: 'plan' }), 'steps_newest'],
  ['policies for some people', (ctx) => listPolicies(ctx, { audience: '第7类人' }), ofAudience],
  ['policies in force', (ctx) => listPolicies(ctx, { validity: 'valid' }), 'steps_newest'],
  ['repealed policies', (ctx) => listPolicies(ctx, { validity: 'repealed' }), ofPolicy],
  [
    'policies by everything at once',
    (ctx) => listPolicies(ctx, { kind: 'normative', audience: '居民', theme: '主题3', validity: 'valid' }),
    [...ofAudience, 'policies_theme'],
  ],
  ['interpretations', (ctx) => listInterpretations(ctx), 'steps_newest'],
  ['interpretations of a form', (ctx) => listInterpretations(ctx, { form: 'text' }), 'steps_newest'],
  ['the media library', (ctx) => listMedia(ctx, {}), 'media_pkey'],
  [
    'the films of a department in it',
    (ctx) => listMedia(ctx, { departmentId: 1, kinds: ['video'] }),
    'media_library',
  ],
  ['concerns', (ctx) => listConcerns(ctx), 'concerns_newest'],
  ['answered concerns', (ctx) => listConcerns(ctx, { state: 'answered' }), 'concerns_newest'],
  ['consultations', (ctx) => listConsultations(ctx), 'steps_published_once'],
  ['open consultations', (ctx) => listConsultations(ctx, { state: 'open' }), 'consultations_closing'],
]

describe('with a hundred thousand comments and twenty thousand policies and concerns', () => {
  it.each(lists)('%s are read through an index, and no big table from end to end', async (_, list, index) => {
    const page = await list(createContext(open.db, { kind: 'system' }))
    expect(page.next).not.toBeNull()
    const plans = await plansOf(open.pool, (db) => list(createContext(db, { kind: 'system' })))
    const used = plans.flatMap((plan) => plan.indexes)
    expect([index].flat().some((name) => used.includes(name))).toBe(true)
    const scans = plans.flatMap(({ scanned, sql }) => scanned.map((table) => ({ table, sql })))
    expect(scans.filter(({ table }) => growing.includes(table))).toEqual([])
  })

  it('count nothing from end to end: what the pages say of totals is kept by the way', async () => {
    const ctx = createContext(open.db, { kind: 'system' })
    expect(await listPublicComments(ctx, 2)).toMatchObject({ total: 5100 })
    expect(await moderationQueue(ctx)).toMatchObject({ total: 45_000 })
    for (const list of [listPublicComments, listDeskComments]) {
      const plans = await plansOf(open.pool, (db) => list({ ...ctx, db }, 2))
      expect(plans.filter(({ sql }) => /count\(\*\) from comments|from "comments" where/.test(sql))).toEqual(
        [],
      )
    }
  })

  it('count the policies once for all filters, and anew when one is withdrawn', async () => {
    const asking = (filter: object) => async (db: Ctx['db']) => {
      const ctx = createContext(db, { kind: 'system' })
      await policyFacets(ctx, {})
      return policyFacets(ctx, filter)
    }
    const plans = await plansOf(open.pool, asking({ theme: '主题3' }))
    expect(plans.filter(({ sql }) => sql.includes('from "policies"'))).toHaveLength(1)
    const { total } = await policyFacets(createContext(open.db, { kind: 'system' }))
    const undo = new Error('undone')
    const withdrawing = open.db.transaction(async (db) => {
      const ctx = createContext(db, { kind: 'system' })
      expect((await policyFacets(ctx)).total).toBe(total)
      await takeStep(ctx, { subject: 'policy', id: 7, kind: 'withdrawn' })
      expect((await policyFacets(ctx)).total).toBe(total - 1)
      throw undo
    })
    await expect(withdrawing).rejects.toBe(undo)
  })

  it('look through two thousand comments at most for a channel, and say that they stopped there', async () => {
    const ctx = createContext(open.db, { kind: 'system' })
    const page = await listDeskComments(ctx, 2, { channel: 'letter' })
    expect(page).toMatchObject({ comments: [{ id: 7, channel: 'letter' }], next: 2000, partial: true })
    expect(await listDeskComments(ctx, 2, { channel: 'fax', after: 94_900 })).toMatchObject({
      next: null,
      partial: false,
    })
  })

  it('give page one of what is public at once, though ninety thousand newer ones are refused or wait', async () => {
    const ctx = createContext(open.db, { kind: 'system' })
    for (const list of [
      (db: Ctx['db']) => listPublicComments({ ...ctx, db }, 2),
      (db: Ctx['db']) => listDeskComments({ ...ctx, db }, 2, { state: 'published', order: 'newest' }),
    ])
      expect(await mostRowsRead(open.pool, list)).toBeLessThan(2000)
  })
})
