import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { submitMany } from '~/app/domain/survey-answering/submit.server'
import { publishedVersions } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import { createContext } from '~/app/server/context'
import type { Db } from '~/db/client'
import type { Answers, Question } from '~/db/schema/survey-definition'
import { surveys } from '~/db/schema/surveys'
import type { People } from '~/test/e2e/chain/people'
import { axeViolations } from '~/test/support/axe'

export const staff = {
  drafter: 'housing.drafter@yunling.example',
  issuer: 'housing.issuer@yunling.example',
  moderator: 'moderator@yunling.example',
}

export const title = '东关社区电动车在哪里充电？'
export const questions = {
  has: '您家有电动车吗？',
  where: '平时在哪里充电？',
  words: '关于充电，您还有什么要说的？',
}
export const choices = ['有，天天骑', '没有']
export const places = ['楼下车棚', '单位', '家里']
export const said = '车棚的插座晚上八点就断电，下夜班的人充不上。'
export const finding = '大多数住户在楼下车棚充电，晚上断电太早。'
export const reason = '从下月起车棚供电延长到晚上十一点，由社区公布维修电话。'

/** What one step leaves to the next. */
export type SurveyStory = {
  db: Db
  people: People
  /** A telephone on which no script runs. */
  phone: Page
  /** The same pages with scripts allowed, for axe and for nothing else. */
  examiner: Page
  survey: number
}

export async function openDevices(
  browser: Browser,
  url: string,
): Promise<Pick<SurveyStory, 'phone' | 'examiner'>> {
  const open = async (javaScriptEnabled: boolean) => {
    const viewport = { width: 390, height: 800 }
    const own = { baseURL: url, viewport, javaScriptEnabled, bypassCSP: true, locale: 'zh-CN' }
    const context = await browser.newContext(own)
    context.setDefaultTimeout(15_000)
    return context.newPage()
  }
  return { phone: await open(false), examiner: await open(true) }
}

/** Opens the page that the citizen sees, and gives what axe has against it. */
export async function examine({ examiner }: SurveyStory, path: string): Promise<string[]> {
  await examiner.goto(path)
  return axeViolations(examiner)
}

const day = 86_400_000

/** The server goes by the real time; that another day has come can only be told to the database. */
export async function itIsOpen({ db, survey }: SurveyStory): Promise<void> {
  await db
    .update(surveys)
    .set({ opensAt: new Date(Date.now() - day) })
    .where(eq(surveys.id, survey))
}

export async function itIsOver({ db, survey }: SurveyStory): Promise<void> {
  await db
    .update(surveys)
    .set({ closesAt: new Date(Date.now() - 1000) })
    .where(eq(surveys.id, survey))
}

/** Twelve have a vehicle and charge it below the house, ten have none. */
export async function neighboursAnswer({ db, survey }: SurveyStory): Promise<void> {
  const ctx = createContext(db)
  const [version] = await publishedVersions(ctx, survey)
  const all = version ? questionsOf(version.definition) : []
  const has = named(all, questions.has)
  const where = named(all, questions.where)
  const answersOf = (at: number): Answers =>
    at < 12
      ? { [has.id]: optionOf(has, '有，天天骑'), [where.id]: [optionOf(where, '楼下车棚')] }
      : { [has.id]: optionOf(has, '没有') }
  const people = Array.from({ length: 22 }, (_, at) => ({
    ...{ key: `neighbour-of-the-story-${at}`, version: 1, answers: answersOf(at), way: 'online' as const },
    browserToken: `browser-of-neighbour-${at}`,
  }))
  for (const outcome of await submitMany(ctx, survey, people)) if (!outcome.ok) throw outcome.error
}

function named(all: Question[], words: string): Question {
  const question = all.find((one) => one.title === words)
  if (!question) throw new Error(`no question «${words}»`)
  return question
}

function optionOf(question: Question, label: string): string {
  const options = 'options' in question ? question.options : []
  return options.find((option) => option.label === label)?.id ?? ''
}
