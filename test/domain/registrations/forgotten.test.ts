import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decryptContact, encryptContact, rotateContacts } from '~/app/domain/people/contact.server'
import { forgetExpired } from '~/app/domain/people/retention.server'
import { registrationReceipt } from '~/app/domain/registrations/receipt.server'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { registrationOfCode } from '~/app/domain/registrations/row.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { registrations } from '~/db/schema/registrations'
import { aCounty, aHearing, type County, ends } from '~/test/domain/activities/an-activity'
import { freshDatabase } from '~/test/support/database'
import { aForm, during } from './a-registration'

let open: OpenDatabase
let county: County
beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
})
afterAll(() => open.close())

const day = 24 * 3_600_000
const system = (now: Date) => createContext(open.db, { kind: 'system' }, now)

async function registered(): Promise<string> {
  const { id, categories } = await aHearing(county)
  const { code } = await registerForActivity(
    county.office.citizen(during),
    id,
    aForm(categories[0]?.id ?? 0, { topic: '充电桩离楼门近一点' }),
  )
  return code
}

it('who registered is forgotten six months after the event, not before; what was said stays', async () => {
  const code = await registered()
  const stored = () => registrationOfCode(system(during), code)
  await forgetExpired(system(new Date(ends.getTime() + 180 * day)))
  expect((await stored()).person).not.toBeNull()
  await forgetExpired(system(new Date(ends.getTime() + 184 * day)))
  expect(await stored()).toMatchObject({ person: null, personMark: null, topic: '充电桩离楼门近一点' })
  expect(await open.db.$count(audit, eq(audit.action, 'registration.forgotten'))).toBe(1)
  expect((await registrationReceipt(system(during), code)).shownName).toBe('王**')
})

it('the rotation of keys seals people anew, so that the old key can be thrown away', async () => {
  const code = await registered()
  const old = { current: Buffer.alloc(32, 7), before: [] }
  const fresh = { current: Buffer.alloc(32, 9), before: [] }
  const words = JSON.stringify({ name: '王秀兰', phone: '', email: '', needs: '' })
  await open.db
    .update(registrations)
    .set({ person: encryptContact(system(during), words, old) })
    .where(eq(registrations.code, code))
  await rotateContacts(system(during), { current: fresh.current, before: [old.current] })
  const { person } = await registrationOfCode(system(during), code)
  expect(decryptContact(person as Uint8Array, fresh)).toBe(words)
})
