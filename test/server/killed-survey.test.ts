import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveDraft, startDraft } from '~/app/domain/survey-answering/drafts.server'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { hasSubmitted } from '~/app/domain/survey-answering/submit.server'
import { paths } from '~/app/paths'
import { waitUntil } from '~/db/child-process'
import type { OpenDatabase } from '~/db/client'
import { surveyDrafts } from '~/db/schema/survey-answers'
import { surveyQuotas } from '~/db/schema/surveys'
import { newKey, storedOf } from '~/test/domain/survey-answering/answering'
import { aSurvey, closes } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { type KillableServer, startKillable } from '~/test/support/killable-server'

let open: OpenDatabase
let server: KillableServer
let survey: Awaited<ReturnType<typeof aSurvey>>
beforeAll(async () => {
  open = await freshDatabase()
  survey = await aSurvey(open.db, { quotas: [{ label: '所有人', tests: [], most: 100_000 }] })
  server = await startKillable(open.url, 'killed_survey_')
}, 90_000)
afterAll(async () => {
  server.remove()
  await open.close()
})

const people = 400

test('a server that is killed while answers pour in has stored all of whom it has thanked, and nothing by halves', async () => {
  const { surveyId, office } = survey
  const begin = async (at: number) => {
    const { code, draft } = await startDraft(office.citizen(), surveyId)
    const answers = { car: 'none', why: `第${at}位` }
    await saveDraft(office.citizen(), surveyId, code, { ...draft, answers })
    return code
  }
  const waiting = await Promise.all(Array.from({ length: people }, (_, at) => begin(at)))
  const thanked: string[] = []
  const handIn = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const key = newKey()
      const form = { 'form-intent': 'submit', 'form-key': key, 'form-draft': next }
      const answer = await fetch(server.url + paths.surveyAnswer(surveyId), {
        ...{ method: 'POST', body: new URLSearchParams(form), redirect: 'manual' },
        headers: { Origin: server.url },
      }).catch(() => null)
      if (!answer) return
      if (answer.status === 303) thanked.push(key)
      await answer.body?.cancel()
    }
  }
  const all = Array.from({ length: 20 }, handIn)
  await waitUntil(() => thanked.length > 100, 60_000)
  server.process.kill('SIGKILL')
  await Promise.all(all)
  expect(thanked.length).toBeLessThan(people)
  for (const key of thanked) expect(await hasSubmitted(office.citizen(), surveyId, key)).toBe(true)
  // Each with its mark, its place in the quota and without its draft; all others with their draft only.
  const { box, marks } = await storedOf(open.db, surveyId)
  const [quota] = await open.db.select().from(surveyQuotas)
  const drafts = await open.db.$count(surveyDrafts)
  expect(marks).toHaveLength(box.length)
  expect(quota?.taken).toBe(box.length)
  expect(drafts).toBe(people - box.length)
  await mixAnswers(office.citizen(closes), { all: surveyId })
  const bodies = (await storedOf(open.db, surveyId)).texts.map(({ body }) => body)
  expect(new Set(bodies).size).toBe(box.length)
}, 180_000)
