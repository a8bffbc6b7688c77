import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { chainOf } from '~/app/domain/activities/chain.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { launchBrowser } from '~/test/support/browser'
import { countyDatabase } from '~/test/support/county'
import { startServer } from '~/test/support/server'
import { openWindows } from './chain/people'
import { tellOfBeingHeard } from './hearing/being-heard'
import { tellOfRegistering } from './hearing/registering'
import { announceHearing, type HearingStory, openExaminer } from './hearing/story'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
const story = { code: '' } as HearingStory

beforeAll(async () => {
  open = await countyDatabase()
  Object.assign(story, { db: open.db }, await announceHearing(open.db))
  server = await startServer()
  browser = await launchBrowser()
  Object.assign(story, {
    people: openWindows(browser, server.url),
    examiner: await openExaminer(browser, server.url),
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
  if (isBroken) throw new Error('an earlier step of the hearing failed')
  onTestFailed(() => {
    isBroken = true
  })
})

describe('a hearing, for a citizen without an account and without JavaScript', { timeout: 90_000 }, () => {
  describe('from the notice to the list', () => tellOfRegistering(story))
  describe('from the materials to the answer', () => tellOfBeingHeard(story))

  it('leaves a chain that is whole, each link dated', async () => {
    const chain = await chainOf(createContext(open.db), story.hearing)
    expect(chain.participants.map(({ signature }) => signature)).toEqual(['signed', 'signed', 'signed'])
    expect(chain.participants.every(({ deliveredAt }) => deliveredAt !== null)).toBe(true)
    for (const at of [chain.frozenAt, chain.drawnAt, chain.listPublishedAt, chain.heldAt, chain.reportedAt])
      expect(at).toBeInstanceOf(Date)
    expect(chain.transcript?.version).toBe(2)
  })
})
