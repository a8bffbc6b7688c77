import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import {
  publishResponse,
  saveResponse,
  submitResponse,
  withdrawResponse,
} from '~/app/domain/concerns/respond.server'
import { publishConcern, triageConcern, withdrawConcern } from '~/app/domain/concerns/triage.server'
import { takeConsultationStep } from '~/app/domain/consultations/write.server'
import { latestPublished } from '~/app/domain/feeds/published.server'
import { decisionsByClause } from '~/app/domain/issues/decisions.server'
import { matterPage } from '~/app/domain/matters/page.server'
import { paths } from '~/app/paths'
import { type Ctx, createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { consultations } from '~/db/schema/consultations'
import { readDocuments } from '~/search/documents/read'
import { countyDatabase } from '~/test/support/county'

let open: OpenDatabase
let system: Ctx
let citizen: Ctx
let parking: typeof consultations.$inferSelect

beforeAll(async () => {
  open = await countyDatabase()
  system = createContext(open.db, { kind: 'system' })
  citizen = createContext(open.db)
  const all = await open.db.select().from(consultations)
  parking = all.find(({ title }) => title.includes('停车')) as typeof parking
}, 120_000)
afterAll(() => open.close())

const answer = '路侧车位按县价格主管部门核定的标准收费。'

/** Raised on the parking draft, handled by its own department, answered. */
async function answeredConcern(key: string): Promise<{ id: number; responseId: number }> {
  const { departmentId, id: consultationId } = parking
  const words = { place: '', displayName: '', publishWords: false, contact: '', consultationId }
  await raiseConcern(citizen, { key, body: `停车怎么收费（${key}）？`, ...words })
  const [row] = await open.db
    .select()
    .from(audit)
    .where(and(eq(audit.action, 'concern.raised'), eq(audit.actor, 'citizen')))
    .orderBy(audit.id)
    .then((rows) => rows.slice(-1))
  const id = Number(row?.subjectId)
  const triage = { departmentId, severity: 'ordinary' as const, publicTitle: '停车收费', publicBody: '询问' }
  await triageConcern(system, { id, ...triage, reason: '' })
  const given = { body: answer, spokesperson: '某某', clauseIds: [], interpretationIds: [] }
  const { responseId } = await saveResponse(system, { concernId: id, ...given })
  await submitResponse(system, responseId)
  await publishResponse(system, responseId)
  return { id, responseId }
}

const at = () => createContext(open.db)

describe('what is not public, or not any more, hangs on nothing that is (invariant 9)', () => {
  it('the answer to a concern that is not public stands on no timeline, in no feed', async () => {
    const { id } = await answeredConcern('not-public')
    const hrefs = async () => [
      ...(await matterPage(at(), parking.matterId)).events.map(({ href }) => href),
      ...(await latestPublished(at(), 500)).map(({ href }) => href),
    ]
    expect(await hrefs()).not.toContain(paths.concern(id))
    await publishConcern(system, id)
    expect(await hrefs()).toContain(paths.concern(id))
    await withdrawConcern(createContext(open.db, { kind: 'system' }), id, '重复')
    expect(await hrefs()).not.toContain(paths.concern(id))
  })

  it('an answer that was taken back leaves the search', async () => {
    const { id, responseId } = await answeredConcern('taken-back')
    await publishConcern(system, id)
    const bodyOf = async () => (await readDocuments(open.db, [{ kind: 'concern', id }])).things[0]?.body
    expect(await bodyOf()).toContain(answer)
    await withdrawResponse(createContext(open.db, { kind: 'system' }), responseId, '标准有误')
    expect(await bodyOf()).not.toContain(answer)
  })

  it('a receipt’s code is not in the audit: who has it reads the person’s own words', async () => {
    const rows = await open.db.select().from(audit).where(eq(audit.action, 'concern.raised'))
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)
  })

  it('a consultation that was withdrawn takes its report off the feed, the timeline and the margins', async () => {
    const traces = async () => ({
      feed: (await latestPublished(at(), 500)).some(({ href }) => href === paths.feedback(parking.id)),
      timeline: (await matterPage(at(), parking.matterId)).events.some(({ kind }) => kind === 'feedback'),
      margins: (await decisionsByClause(at(), parking.textId)).size > 0,
    })
    expect(await traces()).toEqual({ feed: true, timeline: true, margins: true })
    await takeConsultationStep(system, parking.id, 'withdrawn', '文本有误')
    expect(await traces()).toEqual({ feed: false, timeline: false, margins: false })
  })
})
