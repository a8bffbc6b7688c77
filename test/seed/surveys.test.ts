import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPrivateData } from '~/app/domain/comments/private-data'
import { invitationsDesk } from '~/app/domain/survey-answering/invitations.server'
import { unreachable } from '~/app/domain/survey-building/reachability'
import { definitionFindings } from '~/app/domain/survey-building/rules'
import { publishedResult } from '~/app/domain/survey-results/results.server'
import { definitionSchema } from '~/app/domain/surveys/definition'
import { placesOf, statesOfSurveys } from '~/app/domain/surveys/row.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { surveyBox, surveySheets, surveyTexts } from '~/db/schema/survey-answers'
import { surveys as surveyTable } from '~/db/schema/surveys'
import { surveys } from '~/db/seed/surveys/all'
import { countyDatabase } from '~/test/support/county'

const definitions = surveys.flatMap(({ title, definition, mended }) => [
  { title, definition },
  ...(mended ? [{ title: `${title}, mended`, definition: mended.definition }] : []),
])

describe('the surveys of the demo county', () => {
  let county: OpenDatabase
  const now = new Date()
  const citizen = () => createContext(county.db, { kind: 'citizen' }, now)

  beforeAll(async () => {
    county = await countyDatabase()
  })
  afterAll(() => county.close())

  const all = () => county.db.select().from(surveyTable).orderBy(asc(surveyTable.id))
  const named = async (words: string) => (await all()).find(({ title }) => title.includes(words))?.id ?? 0

  it.each(definitions)('$title: nothing stands against what it asks', async ({ definition }) => {
    expect(definitionSchema.parse(definition)).toEqual(definition)
    const places = await placesOf(citizen())
    expect(definitionFindings(definition, unreachable(definition, places))).toEqual([])
  })

  it('one is finished, one is closed, two are open and one is announced', async () => {
    const states = await statesOfSurveys(citizen(), await all())
    expect([...states.values()].toSorted()).toEqual(['closed', 'open', 'open', 'reported', 'upcoming'])
  })

  it('the finished one has 1,200 answers in two ways and two versions, and decisions with their reasons', async () => {
    const published = await publishedResult(citizen(), await named('养老服务补贴'))
    const { figures, conclusions, paper } = published?.result ?? {}
    expect(figures?.people).toBe(1200)
    expect(figures?.ways.map(({ way }) => way).toSorted()).toEqual(['online', 'paper'])
    expect(figures?.versions.map(({ number }) => number).toSorted()).toEqual([1, 2])
    expect(conclusions?.length).toBeGreaterThanOrEqual(4)
    expect(conclusions?.filter(({ reason }) => reason === '')).toEqual([])
    expect(paper?.twice).toBeGreaterThan(0)
  })

  it('what it concludes is what its figures say', async () => {
    const published = await publishedResult(citizen(), await named('养老服务补贴'))
    const question = (id: string) => published?.result.figures.questions.find((one) => one.id === id)
    const people = (id: string, cell: string) =>
      question(id)?.tables[0]?.cells.find((one) => one.id === cell)?.people ?? 0
    expect(people('enough', 'no')).toBeGreaterThan((question('enough')?.tables[0]?.base ?? 0) / 2)
    expect(people('cash', 'cash')).toBeGreaterThan(people('cash', 'service') * 0.8)
    // Who needs more care, and who lives outside the town: so it can be read off, no number being hidden.
    for (const id of ['enough', 'cash']) {
      const { crossings = [] } = question(id) ?? {}
      expect(crossings.map(({ byId }) => byId)).toEqual(['place', 'care'])
      expect(crossings.flatMap(({ rows }) => rows.flatMap((row) => row.people))).not.toContain(null)
    }
  })

  it('the one beside a consultation has given its words to the ledger', async () => {
    const texts = await county.db.select().from(surveyTexts)
    const id = await named('加装电梯')
    const own = texts.filter(({ surveyId }) => surveyId === id)
    expect(own.length).toBeGreaterThan(20)
    expect(own.filter(({ commentId }) => commentId === null)).toEqual([])
  })

  it('of the codes that were handed out to taxi drivers, 23 of 40 are used', async () => {
    const actor = { kind: 'system' as const }
    const desk = await invitationsDesk(createContext(county.db, actor, now), await named('候客点'))
    expect(desk.batches.map(({ codes, used }) => ({ codes, used }))).toEqual([{ codes: 40, used: 23 }])
  })

  it('nobody wrote a private number', async () => {
    const texts = await county.db.select().from(surveyTexts)
    expect(texts.flatMap(({ body }) => findPrivateData(body))).toEqual([])
  })

  it('a closed box is empty, and a counted sheet has forgotten its answers', async () => {
    const open = [await named('上学路上'), await named('候客点')]
    const box = await county.db.select().from(surveyBox)
    expect(box.filter(({ surveyId }) => !open.includes(surveyId))).toEqual([])
    const sheets = await county.db.select().from(surveySheets)
    expect(sheets.filter(({ countedAt, sealed }) => countedAt !== null && sealed !== null)).toEqual([])
  })
})
