import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { saveDraft, startDraft } from '~/app/domain/survey-answering/drafts.server'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { peopleSoFar } from '~/app/domain/survey-answering/receive.server'
import { submitMany } from '~/app/domain/survey-answering/submit.server'
import { figuresOf } from '~/app/domain/survey-figures/figures.server'
import { addConclusion, decideConclusion } from '~/app/domain/survey-results/conclusions.server'
import {
  publishResult,
  saveIntroduction,
  takeResultStep,
} from '~/app/domain/survey-results/publish-result.server'
import { paths } from '~/app/paths'
import { type Ctx, createContext } from '~/app/server/context'
import { surveyAnswers, surveyParticipations } from '~/db/schema/survey-answers'
import { surveys } from '~/db/schema/surveys'
import { aSurvey } from '~/test/domain/surveys/a-survey'
import { ms, percentile, perSecond, type Row, spread, timeEach } from './measure'
import type { BenchServer } from './parts'
import { runLoad } from './submissions'
import { answersOf, thirtyQuestions } from './thirty-questions'

const rate = 100
const people = 10_000

/** People who all hand in their answers in one minute; then what everybody reads. */
export async function benchSurveys(ctx: Ctx, server: BenchServer): Promise<Row[]> {
  const { surveyId, office } = await aSurvey(ctx.db, { definition: thirtyQuestions, slug: 'survey-bench' })
  return [
    ...(await benchHandingIn(ctx, server.url, surveyId)),
    ...(await benchResults(
      office.as,
      server,
      await aSurvey(ctx.db, { office, definition: thirtyQuestions }),
    )),
  ]
}

async function benchHandingIn(ctx: Ctx, url: string, surveyId: number): Promise<Row[]> {
  const seconds = Number(process.env.SECONDS ?? 60)
  const folder = mkdtempSync(join(tmpdir(), 'gongyi-codes-'))
  const codes = join(folder, 'codes')
  writeFileSync(codes, (await saveDrafts(ctx, surveyId, rate * seconds)).join('\n'))
  // One in eleven posts is a second click.
  const load = await runLoad('survey-load', [
    `${url}${paths.surveyAnswer(surveyId)}`,
    ...[`${Math.round(rate * 1.1)}`, `${seconds}`, codes],
  ])
  rmSync(folder, { recursive: true })
  const keys = load.receipts.length
  const forms = rate * seconds
  const counted = (await peopleSoFar(ctx, [surveyId])).get(surveyId)
  const marks = await ctx.db.$count(surveyParticipations, eq(surveyParticipations.surveyId, surveyId))
  const twice = await lostOrTwice(ctx, surveyId, forms)
  const isRight =
    load.wrong.length === 0 && keys === forms && counted === keys && marks === keys && twice === 0
  const verdict = isRight
    ? `${keys} stored, none lost, none twice`
    : `WRONG: ${load.wrong.length} answers (${load.wrong[0]}), ${counted} stored and ${marks} marks for ${keys} of ${forms} forms, ${twice} lost or twice`
  return [
    {
      what: `answers to 30 questions handed in, ${rate} a second for ${seconds} s, every tenth twice`,
      value: `${perSecond(load.perSecond)} answered`,
      ratio: verdict,
    },
    { what: '… time to the thanks', value: `p50 ${ms(load.p50)}, p95 ${ms(load.p95)}, p99 ${ms(load.p99)}` },
  ]
}

const sideBySide = 16

async function saveDrafts(ctx: Ctx, surveyId: number, count: number): Promise<string[]> {
  const codes: string[] = []
  const begin = async (person: number) => {
    const { code, draft } = await startDraft(ctx, surveyId)
    await saveDraft(ctx, surveyId, code, { ...draft, answers: answersOf(person) })
    codes[person] = code
  }
  for (let from = 0; from < count; from += sideBySide)
    await Promise.all(
      Array.from({ length: Math.min(sideBySide, count - from) }, (_, at) => begin(from + at + 1)),
    )
  return codes.slice(1)
}

/** Everybody has a number of their own among the answers: how many are missing, or there more than once. */
async function lostOrTwice(ctx: Ctx, surveyId: number, count: number): Promise<number> {
  const now = new Date()
  await ctx.db.update(surveys).set({ closesAt: now }).where(eq(surveys.id, surveyId))
  await mixAnswers({ ...ctx, now }, { all: surveyId })
  const rows = await ctx.db.select().from(surveyAnswers).where(eq(surveyAnswers.surveyId, surveyId))
  const seen = new Map<number, number>()
  for (const { answers } of rows) seen.set(Number(answers.q30), (seen.get(Number(answers.q30)) ?? 0) + 1)
  return Array.from({ length: count }, (_, at) => seen.get(at + 1) ?? 0).filter((times) => times !== 1).length
}

type As = Awaited<ReturnType<typeof aSurvey>>['office']['as']

async function benchResults(
  as: As,
  { handle }: BenchServer,
  { survey: { id, opensAt } }: { survey: typeof surveys.$inferSelect },
): Promise<Row[]> {
  const drafter = as('drafter')
  const begun = performance.now()
  await submitMany(
    createContext(drafter.db),
    id,
    Array.from({ length: people }, (_, at) => ({
      ...{ key: randomUUID(), version: 1, answers: answersOf(at + 1), way: 'online' as const, at: opensAt },
    })),
  )
  const stored = performance.now()
  const now = new Date()
  await drafter.db.update(surveys).set({ closesAt: now }).where(eq(surveys.id, id))
  await mixAnswers(as('drafter', now), { all: id })
  const mixed = performance.now()
  const counting = await timeEach(10, () => figuresOf(drafter, id))
  await publish(as, id)
  // A cookie that is none of ours keeps a request out of the cache.
  const page = async () => {
    const request = new Request(`http://gongyi.test${paths.surveyResults(id)}`, {
      headers: { Cookie: 'bench=1' },
    })
    const answer = await handle(request)
    if (answer.status !== 200) throw new Error(`the results answered ${answer.status}`)
    return (await answer.text()).length
  }
  await timeEach(10, page)
  const reading = await timeEach(100, page)
  const p95 = percentile(reading, 95)
  return [
    {
      what: `${people.toLocaleString('en')} answers × 30 questions: taken by the domain functions`,
      value: perSecond((people * 1000) / (stored - begun)),
    },
    {
      what: '… mixed and written anew',
      value: `${ms(mixed - stored)} in all`,
      ratio: perSecond((people * 1000) / (mixed - stored)),
    },
    { what: '… counted and suppressed', value: spread(counting, 95) },
    {
      what: '… the public page of results, uncached',
      value: spread(reading, 95),
      ratio: p95 < 200 ? 'under 200 ms' : 'OVER 200 ms',
    },
  ]
}

async function publish(as: As, id: number): Promise<void> {
  const drafter = as('drafter')
  await saveIntroduction(drafter, id, '本次问卷面向全县居民，网上填写，共收到一万份答卷。')
  const conclusionId = await addConclusion(drafter, id, {
    finding: '近半数居民认为停车不便。',
    questionIds: ['q1'],
  })
  await decideConclusion(drafter, id, {
    conclusionId,
    ...{ decision: 'adopted', reason: '明年新建两处停车场。' },
  })
  await takeResultStep(drafter, id, 'submitted')
  await publishResult(as('issuer'), id)
}
