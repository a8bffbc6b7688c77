import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { activities } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { registrations } from '~/db/schema/registrations'
import { countyDatabase } from '~/test/support/county'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase

beforeAll(async () => {
  open = await countyDatabase()
}, 120_000)
afterAll(() => open.close())

/** Everything that the public reads of an activity, page or file. */
const addresses = (id: number) => [
  ...[paths.activity(id), paths.register(id), paths.draw(id), paths.drawFile(id), paths.transcript(id)],
  ...[paths.transcriptText(id), paths.recording(id), paths.captions(id), paths.pollTable(id)],
  paths.activityCalendar(id),
]

async function statusOf(path: string): Promise<number> {
  return (await handleRequest(path)).status
}

describe('an activity that is withdrawn', () => {
  it('is at none of its addresses any more, nor are its pictures and its ledger', async () => {
    const ids = (await open.db.select({ id: activities.id }).from(activities)).map(({ id }) => id)
    const ledgers = await open.db
      .select({ id: consultations.id })
      .from(consultations)
      .where(eq(consultations.form, 'targeted'))
    const seen = new Set<string>()
    const found: string[] = []
    for (const id of ids) {
      for (const path of addresses(id)) {
        const response = await handleRequest(path)
        if (response.status !== 200) continue
        seen.add(path.replace(/\d+/, 'N'))
        found.push(path)
        if (path === paths.activity(id))
          for (const [picture] of (await response.text()).matchAll(/\/media\/[0-9a-f]{64}\/[\w.]+/g))
            found.push(picture)
      }
    }
    const ofLedgers = ledgers.flatMap(({ id }) => [
      ...[paths.consultationComments(id), paths.feedback(id), paths.openComments(id, 'csv')],
    ])
    for (const path of ofLedgers) if ((await statusOf(path)) === 200) found.push(path)
    // The county has each of them, so that the question means something; its hearing has no recording.
    expect([...seen].sort()).toEqual(
      addresses(1)
        .map((path) => path.replace(/\d+/, 'N'))
        .filter((path) => !/recording|captions/.test(path) || seen.has(path))
        .sort(),
    )
    expect(found.some((path) => path.startsWith('/media/'))).toBe(true)

    const system = createContext(open.db, { kind: 'system' })
    for (const id of ids)
      await takeStep(system, { subject: 'activity', id, kind: 'withdrawn', reason: '有误' })
    for (const { id } of ledgers)
      await takeStep(system, { subject: 'consultation', id, kind: 'withdrawn', reason: '有误' })
    const left: string[] = []
    for (const path of new Set([...found, ...ids.flatMap(addresses), ...ofLedgers]))
      if ((await statusOf(path)) !== 404) left.push(path)
    expect(left).toEqual([])
    const [someone] = await open.db.select({ code: registrations.code }).from(registrations).limit(1)
    const post = await handleRequest(paths.register(ids[0] ?? 0), { form: { key: 'some-form-key' } })
    expect([404, 422]).toContain(post.status)
    expect(await statusOf(paths.registrationTranscript(someone?.code ?? ''))).toBe(404)
  })
})
