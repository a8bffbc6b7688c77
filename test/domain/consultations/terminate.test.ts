import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicConsultationRow } from '~/app/domain/comments/consultation.server'
import { submitComment } from '~/app/domain/comments/submit.server'
import { deskConsultation } from '~/app/domain/consultations/desk.server'
import { listConsultations } from '~/app/domain/consultations/list.server'
import { publicConsultation } from '~/app/domain/consultations/page.server'
import { refusalToComment } from '~/app/domain/consultations/rules'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import { createConsultation, extendConsultation } from '~/app/domain/consultations/write.server'
import { listMatters } from '~/app/domain/matters/list.server'
import { matterPage } from '~/app/domain/matters/page.server'
import type { OpenDatabase } from '~/db/client'
import { audit, outbox } from '~/db/schema/audit'
import { consultationDocuments } from '~/search/documents/consultations'
import { freshDatabase } from '~/test/support/database'
import { aComment } from '../comments/a-consultation'
import { aConsultedMatter, afterwards, answer, at } from './a-consulted-matter'

const during = at('2026-09-10T10:00:00')
const later = at('2026-09-11T10:00:00')
const reason = '上级出台了统一规定，本办法不再制定。'

let open: OpenDatabase
let made: Awaited<ReturnType<typeof aConsultedMatter>>

beforeAll(async () => {
  open = await freshDatabase()
  made = await aConsultedMatter(open.db, 'terminated')
})
afterAll(() => open.close())

describe('the termination of a consultation', () => {
  it('is refused without a public reason, to who does not issue, and to another department (P3)', async () => {
    const { office, id } = made
    const other = await aConsultedMatter(open.db, 'neighbour')
    const refused = async (ctx: Parameters<typeof terminateConsultation>[0], words: string) =>
      expect(terminateConsultation(ctx, id, words)).rejects
    await (await refused(office.as('issuer', during), '  ')).toMatchObject({
      status: 422,
      fields: { terminationReason: expect.stringContaining('理由') },
    })
    await (await refused(office.as('drafter', during), reason)).toMatchObject({ status: 403 })
    await (await refused(other.office.as('issuer', during), reason)).toMatchObject({ status: 403 })
    expect((await publicConsultation(office.citizen(during), id)).state).toBe('open')
  })

  it('is refused before the publishing', async () => {
    const { office, matterId, firstVersion } = made
    const shown = (await publicConsultation(office.citizen(during), made.id)).consultation
    const { id: _, ...words } = shown
    const again = { ...words, matterId, versionId: firstVersion, departmentId: office.departmentId }
    const { id } = await createConsultation(office.as('drafter', during), again)
    await expect(terminateConsultation(office.as('issuer', during), id, reason)).rejects.toMatchObject({
      status: 409,
    })
  })

  it('is public with its reason at once, and takes no further comment', async () => {
    const { office, id, matterId } = made
    await terminateConsultation(office.as('issuer', during), id, reason)
    const shown = await publicConsultation(office.citizen(later), id)
    expect(shown).toMatchObject({ state: 'terminated', termination: { at: during, reason } })
    const row = await publicConsultationRow(office.citizen(later), id)
    expect(refusalToComment(row, later)).toMatchObject({ status: 410 })
    expect(refusalToComment(row, later)?.message).toContain('已于2026-09-10 10:00终止')
    await expect(submitComment(office.citizen(later), aComment(id))).rejects.toMatchObject({ status: 410 })
    const { events } = await matterPage(office.citizen(later), matterId)
    expect(events.at(-1)).toMatchObject({ kind: 'consultation-terminated', reason, at: during })
    expect(events.some(({ kind }) => kind === 'consultation-closed')).toBe(false)
  })

  it('stands in the list under its own state, and no longer among the open ones', async () => {
    const { office, id } = made
    const idsOf = async (state: 'open' | 'terminated' | 'closed') =>
      (await listConsultations(office.citizen(later), { state })).rows.map((row) => row.id)
    expect(await idsOf('terminated')).toEqual([id])
    expect(await idsOf('open')).not.toContain(id)
    expect(await idsOf('closed')).not.toContain(id)
    const all = await listConsultations(office.citizen(later))
    expect(all.rows.at(-1)).toMatchObject({ id, state: 'terminated', terminatedAt: during })
    const stages = await listMatters(office.citizen(later), { year: 2026 })
    expect(stages.find((row) => row.id === made.matterId)?.stage).toBe('consulted')
  })

  it('leaves an audit entry, tells the search, and says so in the search document', async () => {
    const { id } = made
    const [entry] = await open.db.select().from(audit).where(eq(audit.action, 'consultation.terminated'))
    expect(entry).toMatchObject({ subjectId: String(id), after: { reason } })
    const queued = await open.db.select({ payload: outbox.payload }).from(outbox)
    expect(queued.filter(({ payload }) => payload.kind === 'consultation' && payload.id === id).length).toBe(
      2,
    )
    const { things } = await consultationDocuments(open.db, [id])
    expect(things[0]?.state).toBe('terminated')
  })

  it('comes once, and nothing is extended after it', async () => {
    const { office, id } = made
    const issuer = office.as('issuer', later)
    await expect(terminateConsultation(issuer, id, reason)).rejects.toMatchObject({ status: 409 })
    const extension = { closesAt: at('2026-11-30T23:59:59.999'), notice: '延长' }
    await expect(extendConsultation(issuer, id, extension)).rejects.toMatchObject({ status: 409 })
    expect(await deskConsultation(office.as('issuer', later), id)).toMatchObject({
      canExtend: false,
      canTerminate: false,
    })
  })

  it('cannot follow the report, and the report still follows it', async () => {
    const { office, id } = await aConsultedMatter(open.db, 'answered')
    await answer(open.db, office, id, afterwards)
    await expect(terminateConsultation(office.as('issuer', afterwards), id, reason)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('采纳情况反馈已经公布'),
    })
    await answer(open.db, made.office, made.id, afterwards)
    expect(await publicConsultation(made.office.citizen(afterwards), made.id)).toMatchObject({
      state: 'answered',
      termination: { reason },
    })
  })
})
