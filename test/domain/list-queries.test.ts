import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import { listConcerns } from '~/app/domain/concerns/list.server'
import { listConsultations } from '~/app/domain/consultations/list.server'
import { listInterpretations } from '~/app/domain/interpretations/list.server'
import { listPolicies } from '~/app/domain/policies/list.server'
import { type Ctx, createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { fillCounty } from '~/test/support/many-rows'
import { plansOf } from '~/test/support/plans'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
  await fillCounty(open.pool)
}, 120_000)
afterAll(() => open.close())

const growing = [
  'clause_versions',
  'clauses',
  'comments',
  'concern_triages',
  'concerns',
  'consultations',
  'interpretations',
  'policies',
  'responses',
  'steps',
  'text_versions',
]

type Page = { next: unknown }
const lists: [string, (ctx: Ctx) => Promise<Page>, string][] = [
  ['the comments of a consultation', (ctx) => listPublicComments(ctx, 2), 'comments_newest'],
  ['a later page of them', (ctx) => listPublicComments(ctx, 2, { after: 50_000 }), 'comments_newest'],
  ['those on one clause', (ctx) => listPublicComments(ctx, 2, { clauseId: 100_007 }), 'comments_clause'],
  ['policies', (ctx) => listPolicies(ctx), 'steps_newest'],
  ['policies of a theme', (ctx) => listPolicies(ctx, { theme: '主题3' }), 'steps_newest'],
  ['policies of a department', (ctx) => listPolicies(ctx, { department: 'office-3' }), 'policies_department'],
  ['policies of a year', (ctx) => listPolicies(ctx, { year: new Date().getFullYear() - 1 }), 'steps_newest'],
  ['interpretations', (ctx) => listInterpretations(ctx), 'steps_newest'],
  ['concerns', (ctx) => listConcerns(ctx), 'concerns_newest'],
  ['answered concerns', (ctx) => listConcerns(ctx, { state: 'answered' }), 'concerns_newest'],
  ['consultations', (ctx) => listConsultations(ctx), 'steps_published_once'],
  ['open consultations', (ctx) => listConsultations(ctx, { state: 'open' }), 'consultations_closing'],
]

describe('with a hundred thousand comments and twenty thousand policies and concerns', () => {
  it.each(lists)('%s are read through an index, and no big table from end to end', async (_, list, index) => {
    const page = await list(createContext(open.db))
    expect(page.next).not.toBeNull()
    const plans = await plansOf(open.pool, (db) => list(createContext(db)))
    expect(plans.flatMap((plan) => plan.indexes)).toContain(index)
    const scans = plans.flatMap(({ scanned, sql }) => scanned.map((table) => ({ table, sql })))
    expect(scans.filter(({ table }) => growing.includes(table))).toEqual([])
  })
})
