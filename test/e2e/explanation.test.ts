import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, onTestFailed } from 'vitest'
import type { OpenDatabase } from '~/db/client'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'
import { openWindows } from './chain/people'
import { tellOfReading } from './explanation/reading'
import { aPolicyToExplain, type Explanation } from './explanation/story'
import { tellOfWriting } from './explanation/writing'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
const story = {} as Explanation

beforeAll(async () => {
  open = await freshDatabase()
  Object.assign(story, { db: open.db, ...(await aPolicyToExplain(open.db)) })
  server = await startServer()
  browser = await launchBrowser()
  story.people = openWindows(browser, server.url)
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await open?.close()
})

// One story: what comes after a broken link cannot be told.
let isBroken = false
beforeEach(() => {
  if (isBroken) throw new Error('an earlier step of the explanation failed')
  onTestFailed(() => {
    isBroken = true
  })
})

describe('an explanation of a policy', { timeout: 90_000 }, () => {
  describe('from an empty page to the publishing of both', () => tellOfWriting(story))
  describe('from a clause to what explains it and back, without JavaScript', () => tellOfReading(story))
})
