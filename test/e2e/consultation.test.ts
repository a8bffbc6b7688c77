import { eq } from 'drizzle-orm'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { ledgerOf } from '~/app/domain/feedback/ledger.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import type { Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { demoPassword } from '~/db/seed/cast'
import { aConsultation, systemAt } from '~/test/domain/comments/a-consultation'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'
import { tellOfAnswering } from './chain/answering'
import { openWindows } from './chain/people'
import { tellOfSpeaking } from './chain/speaking'
import { type InDepth, staffOf } from './chain/words-in-depth'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
const story = { codes: {} } as InDepth

const day = 24 * 60 * 60 * 1000

beforeAll(async () => {
  open = await freshDatabase()
  const { id, departmentId, textId } = await aConsultation(open.db, {
    publishedAt: new Date(Date.now() - 10 * day),
  })
  await open.db
    .update(consultations)
    .set({
      ...{ opensAt: new Date(Date.now() - 10 * day), closesAt: new Date(Date.now() + 20 * day) },
      ...{ letterTo: '建设路12号', phone: '0000-0000126', email: 'ludeng@yunling.example' },
    })
    .where(eq(consultations.id, id))
  const [matter] = await open.db.select({ id: matters.id }).from(matters)
  const published = { subject: 'matter' as const, id: matter?.id ?? 0, kind: 'published' }
  await takeStep(systemAt(open.db, new Date(Date.now() - 30 * day)), published)
  for (const [role, name] of Object.entries(staffOf) as [Role, string][])
    await createAccount(systemAt(open.db, new Date()), {
      ...{ name, title: '科员', email: `${role}@yunling.example`, departmentId, roles: [role] },
      password: demoPassword,
    })
  server = await startServer()
  browser = await launchBrowser()
  Object.assign(story, {
    ...{ db: open.db, consultation: id, text: textId },
    people: openWindows(browser, server.url),
    /** Another citizen, in a window of her own. */
    neighbour: openWindows(browser, server.url).citizen,
  })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

// One story: what comes after a broken link cannot be told.
let isBroken = false
beforeEach(() => {
  if (isBroken) throw new Error('an earlier step of the consultation failed')
  onTestFailed(() => {
    isBroken = true
  })
})

describe('a consultation in depth', { timeout: 90_000 }, () => {
  describe('what two citizens say', () => tellOfSpeaking(story))
  describe('what becomes of it', () => tellOfAnswering(story))

  it('leaves a ledger in which both comments are decided, and an empty one for the next round', async () => {
    const ctx = systemAt(open.db, new Date())
    expect(await ledgerOf(ctx, story.consultation)).toMatchObject({ received: 2, decided: 2, undecided: 0 })
    expect(await ledgerOf(ctx, story.nextRound)).toMatchObject({ received: 0, decided: 0 })
  })
})
