import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { launchBrowser } from '~/test/support/browser'
import { countyDatabase } from '~/test/support/county'
import { startServer } from '~/test/support/server'
import { openWindows } from './chain/people'
import { tellOfAnswering } from './survey/answering'
import { tellOfAsking } from './survey/asking'
import { tellOfResults } from './survey/results'
import { openDevices, type SurveyStory } from './survey/story'

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser
const story = { survey: 0 } as SurveyStory

beforeAll(async () => {
  open = await countyDatabase()
  server = await startServer()
  browser = await launchBrowser()
  const people = openWindows(browser, server.url)
  Object.assign(story, { db: open.db, people }, await openDevices(browser, server.url))
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

// One story: what comes after a broken link cannot be told.
let isBroken = false
beforeEach(() => {
  if (isBroken) throw new Error('an earlier step of the survey failed')
  onTestFailed(() => {
    isBroken = true
  })
})

describe('a survey, from the first question to what was decided because of it', { timeout: 90_000 }, () => {
  describe('it is asked', () => tellOfAsking(story))
  describe('it is answered', () => tellOfAnswering(story))
  describe('it is taken seriously', () => tellOfResults(story))

  it('leaves the steps of those who asked and published, and none of those who answered', async () => {
    const ctx = createContext(open.db)
    const kindsOf = async (subject: 'survey' | 'survey-result') =>
      (await stepsOf(ctx, subject, story.survey)).map(({ kind }) => kind)
    expect(await kindsOf('survey')).toEqual(['submitted', 'published'])
  })
})
