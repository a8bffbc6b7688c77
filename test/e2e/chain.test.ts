import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { ledgerOf } from '~/app/domain/feedback/ledger.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { launchBrowser } from '~/test/support/browser'
import { countyDatabase } from '~/test/support/county'
import { startServer } from '~/test/support/server'
import { tellOfCommenting } from './chain/commenting'
import { tellOfConsulting } from './chain/consulting'
import { tellOfExplaining } from './chain/explaining'
import { openWindows } from './chain/people'
import { beginStory } from './chain/story'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
const story = beginStory()

beforeAll(async () => {
  open = await countyDatabase()
  server = await startServer()
  browser = await launchBrowser()
  Object.assign(story, { db: open.db, people: openWindows(browser, server.url) })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

// One story: what comes after a broken link cannot be told.
let isBroken = false
beforeEach(() => {
  if (isBroken) throw new Error('an earlier step of the chain failed')
  onTestFailed(() => {
    isBroken = true
  })
})

// A step is many pages; a machine that is busy needs its time for them.
describe('the chain', { timeout: 90_000 }, () => {
  describe('from a draft to a consultation', () => tellOfConsulting(story))
  describe('from a comment to the feedback', () => tellOfCommenting(story))
  describe('from the policy to the answer', () => tellOfExplaining(story))

  it('leaves a ledger that balances, and a policy and an answer that are public', async () => {
    const ctx = createContext(open.db)
    const ledger = await ledgerOf(ctx, story.consultation)
    expect(ledger).toMatchObject({ received: 1, decided: 1, undecided: 0, unmoderated: 0 })
    for (const [subject, id] of [
      ['policy', story.policy],
      ['interpretation', story.interpretation],
      ['concern', story.concern],
    ] as const) {
      const kinds = (await stepsOf(ctx, subject, id)).map(({ kind }) => kind)
      expect(kinds, subject).toContain('published')
    }
  })
})
