import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { sealPerson } from '~/app/domain/registrations/row.server'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import {
  closeTranscript,
  openTranscript,
  recordSignature,
  refuseToSign,
} from '~/app/domain/transcripts/transcript.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { activityMaterials } from '~/db/schema/activities'
import { registrations } from '~/db/schema/registrations'
import {
  aHeldHearing,
  aStatement,
  finishing,
  type HeldHearing,
  reading,
  written,
} from '~/test/domain/activities/a-held-hearing'
import { fourSides } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { readIcs } from '~/test/support/read-ics'
import { handleRequest } from '~/test/support/server'

const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>'
const broken = `${evil}\nATTENDEE:mailto:x@y.example`

let open: OpenDatabase
let hearing: HeldHearing
let cookie: string

beforeAll(async () => {
  open = await freshDatabase()
  hearing = await aHeldHearing(open.db, 'housing', {
    ...{
      title: broken,
      purpose: broken,
      place: broken,
      accessibility: broken,
      liveUrl: 'https://live.example/',
    },
    categories: fourSides.map((side) => ({ ...side, eligibility: broken })),
  })
  const { office } = hearing.county
  const drafter = office.as('drafter', written)
  await open.db.insert(activityMaterials).values({
    ...{ activityId: hearing.id, position: 1, name: `"${broken}\r\nX-Evil: 1.pdf`, type: 'application/pdf' },
    ...{ size: 1, sha256: 'x', storageKey: 'x', addedAt: written },
  })
  await open.db.insert(registrations).values({
    ...{
      code: 'K7QM-3F9P-XW2T',
      pseudonym: 'EVL-999',
      activityId: hearing.id,
      categoryId: hearing.wang.categoryId,
    },
    ...{
      channel: 'online',
      receivedAt: written,
      shownName: evil,
      organisation: evil,
      topic: evil,
      original: {},
    },
    person: sealPerson(drafter, { name: evil, phone: '13800001111', email: '', needs: evil }),
  })
  await saveStatement(
    drafter,
    hearing.id,
    aStatement({ speaker: 'guest', label: '<img src=x>', body: broken }),
  )
  await openTranscript(drafter, hearing.id, { note: evil })
  await refuseToSign(office.citizen(reading), hearing.wang.code, broken)
  await recordSignature(office.as('drafter', reading), hearing.li.id, { kind: 'refused', reason: evil })
  await closeTranscript(office.as('issuer', finishing), hearing.id)
  const person = { name: '田禾', email: 'tian@yunling.example', password: 'a password for the tests 2026' }
  await createAccount(createContext(open.db, { kind: 'system' }), {
    ...{ ...person, title: '', departmentId: office.departmentId },
    roles: ['drafter', 'issuer'],
  })
  const { email, password } = person
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
})
afterAll(() => open.close())

async function expectHarmless(path: string, who?: string): Promise<void> {
  const response = await handleRequest(path, { cookie: who })
  const html = await response.text()
  expect(response.status, path).toBe(200)
  expect(html, path).not.toContain('<script>alert')
  expect(html, path).not.toContain('<img src=x')
  expect(response.headers.get('X-Content-Type-Options'), path).toBe('nosniff')
}

describe('words of an activity that would be a script', () => {
  it('stay words on its public pages', async () => {
    const { id, county } = hearing
    for (const path of [
      ...[paths.activity(id), paths.activities(), paths.register(id), paths.transcript(id), paths.calendar()],
      ...[paths.matter(county.matterId), paths.home()],
    ])
      await expectHarmless(path)
  })

  it('stay words for who holds a code', async () => {
    for (const path of [
      ...[paths.registration(hearing.wang.code), paths.registration('K7QM-3F9P-XW2T')],
      paths.registrationTranscript(hearing.wang.code),
    ])
      await expectHarmless(path)
  })

  it('stay words at the desk', async () => {
    const { id } = hearing
    for (const path of [
      ...[
        paths.desk.activity(id),
        paths.desk.registrations(id),
        paths.desk.transcript(id),
        paths.desk.draw(id),
      ],
      ...[paths.desk.checkIn(id), paths.desk.materials(id), paths.desk.activityReport(id)],
    ])
      await expectHarmless(path, cookie)
  })

  it('add nothing to the entry of a calendar', async () => {
    const response = await handleRequest(paths.activityCalendar(hearing.id))
    expect(response.headers.get('Content-Disposition')).not.toMatch(/[\r\n<]/)
    const calendar = readIcs(await response.text())
    expect(calendar.inside).toHaveLength(1)
    expect(calendar.properties.has('ATTENDEE') || calendar.inside[0]?.properties.has('ATTENDEE')).toBe(false)
  })
})
