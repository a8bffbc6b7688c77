import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { saveActivityReport, takeReportStep } from '~/app/domain/activity-reports/report.server'
import { holdActivity } from '~/app/domain/check-in/hold.server'
import { markPresence } from '~/app/domain/check-in/presence.server'
import { publishFeedback, saveReport, submitReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { deliverMaterials } from '~/app/domain/materials/delivery.server'
import { openPerson } from '~/app/domain/registrations/row.server'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import { closeTranscript, openTranscript, signTranscript } from '~/app/domain/transcripts/transcript.server'
import { paths } from '~/app/paths'
import { accountIdOf, createContext } from '~/app/server/context'
import { activities } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { registrations } from '~/db/schema/registrations'
import { statements } from '~/db/schema/statements'
import { fill, follow, press, textOf, visit } from '~/test/e2e/chain/people'
import { ownRow, seatedNeighbours } from './registering'
import { addressOf, citizen, clause, daysFrom, deskOf, examine, type HearingStory, staff } from './story'

const said = '雨棚加宽一米还是不够，西边飘雨，建议加宽一米五。'
const misheard = '雨棚加宽一米够了，西边飘雨，建议加高一米五。'
const wanted = '我说的是加宽一米五，记录写成了加高。'
const reason = '西侧雨棚由加宽一米改为一米五。'

/** From the materials to what became of what she said. */
export function tellOfBeingHeard(story: HearingStory): void {
  it('the materials reach her by a link of her own; that she opened them is written down', async () => {
    const drafter = await deskOf(story, staff.drafter)
    const own = await ownRow(story)
    await deliverMaterials(drafter, story.hearing, { registrationIds: [own.id], way: 'link' })
    const others = await rowsOf(story, await seatedNeighbours(story))
    const registrationIds = others.map(({ id }) => id)
    await deliverMaterials(drafter, story.hearing, { registrationIds, way: 'hand' })
    const page = await story.people.citizen()
    await visit(page, addressOf.receipt(story))
    await follow(page, '看材料')
    const text = await textOf(page)
    for (const words of [clause, '雨棚漏水', '住户陈述意见']) expect(text).toContain(words)
    expect(await examine(story, addressOf.materials(story))).toEqual([])
    const desk = await story.people.staff(staff.drafter)
    await visit(desk, paths.desk.materials(story.hearing))
    expect(await textOf(desk)).toContain('已打开 1 名')
  })

  it('she comes, speaks, and reads on her telephone what was written down', async () => {
    await hold(story)
    const page = await story.people.citizen()
    await visit(page, addressOf.receipt(story))
    await follow(page, '核对记录，确认签字')
    expect(await textOf(page)).toContain(misheard)
    expect(await examine(story, addressOf.transcript(story))).toEqual([])
  })

  it('she asks for a correction, and signs with her name when it has been made', async () => {
    const page = await story.people.citizen()
    await page.locator('summary', { hasText: '有记录不对的地方' }).click()
    await fill(page, { words: wanted })
    await press(page, '提出更正')
    expect(await textOf(page)).toContain('收到了')
    await mend(story)
    await visit(page, addressOf.transcript(story))
    expect(await textOf(page)).toContain(said)
    await fill(page, { name: '别人' })
    await press(page, '签字确认', 422)
    expect(await page.locator('.error-summary').innerText()).toContain('姓名')
    await fill(page, { name: citizen.name })
    await press(page, '签字确认')
    expect(await textOf(page)).toContain('签好了')
    expect(await examine(story, addressOf.transcript(story))).toEqual([])
  })

  it('when all have signed, the transcript and the report are public', async () => {
    const others = await rowsOf(story, await seatedNeighbours(story))
    for (const { code, ...row } of others)
      await signTranscript(createContext(story.db), code, { name: openPerson(row)?.name ?? '' })
    expect(await closeTranscript(await deskOf(story, staff.issuer), story.hearing)).toBe(1)
    await saveActivityReport(await deskOf(story, staff.drafter), story.hearing, '三名参加人到场，一条意见。')
    await takeReportStep(await deskOf(story, staff.drafter), story.hearing, 'submitted')
    await takeReportStep(await deskOf(story, staff.issuer), story.hearing, 'published')
    const page = await story.people.citizen()
    await visit(page, paths.transcript(story.hearing))
    expect(await textOf(page)).toContain(said)
    expect(await textOf(page)).not.toContain(misheard)
    expect(await examine(story, paths.transcript(story.hearing))).toEqual([])
    await visit(page, paths.activity(story.hearing))
    expect(await textOf(page)).toContain('三名参加人到场，一条意见。')
  })

  it('what she said is decided like what came in writing, and her receipt says how', async () => {
    await answer(story)
    const page = await story.people.citizen()
    await visit(page, addressOf.receipt(story))
    const text = await textOf(page)
    expect(text).toContain(said)
    expect(text).toContain(reason)
    expect(await examine(story, addressOf.receipt(story))).toEqual([])
  })
}

async function rowsOf({ db, hearing }: HearingStory, codes: string[]) {
  const rows = await db
    .select()
    .from(registrations)
    .where(eq(registrations.activityId, hearing))
    .orderBy(asc(registrations.id))
  return rows.filter(({ code }) => codes.includes(code))
}

/** The day itself: a clock that has moved on for the desk; afterwards the database says that it is over. */
async function hold(story: HearingStory): Promise<void> {
  const { db, hearing, startsAt, clauseId } = story
  const door = await deskOf(story, staff.drafter, startsAt)
  const own = await ownRow(story)
  for (const { pseudonym } of [own, ...(await rowsOf(story, await seatedNeighbours(story)))])
    await markPresence(door, hearing, pseudonym, 'present')
  await holdActivity(door, hearing)
  await saveStatement(door, hearing, {
    ...{ statementId: null, part: 'statements', clauseId, kind: 'opinion' },
    ...{ speaker: own.id, label: '', body: misheard },
  })
  const over = { startsAt: daysFrom(new Date(), -1), endsAt: new Date(Date.now() - 60_000) }
  const [row] = await db.update(activities).set(over).where(eq(activities.id, hearing)).returning()
  await db
    .update(consultations)
    .set({ opensAt: over.startsAt, closesAt: over.endsAt })
    .where(eq(consultations.id, row?.consultationId ?? 0))
  await openTranscript(await deskOf(story, staff.drafter), hearing)
}

async function mend(story: HearingStory): Promise<void> {
  const { db, hearing, clauseId } = story
  const drafter = await deskOf(story, staff.drafter)
  const [statement] = await db.select().from(statements).where(eq(statements.activityId, hearing))
  await saveStatement(drafter, hearing, {
    ...{ statementId: statement?.id ?? 0, part: 'statements', clauseId, kind: 'opinion' },
    ...{ speaker: (await ownRow(story)).id, label: '', body: said },
  })
  await openTranscript(drafter, hearing, { note: '第 1 段按参加人的要求更正。' })
}

async function answer(story: HearingStory): Promise<void> {
  const drafter = await deskOf(story, staff.drafter)
  const [statement] = await story.db
    .select({ commentId: statements.commentId, consultationId: activities.consultationId })
    .from(statements)
    .innerJoin(activities, eq(activities.id, statements.activityId))
    .where(eq(statements.activityId, story.hearing))
  const consultationId = statement?.consultationId ?? 0
  const issueId = await createIssue(drafter, {
    ...{ consultationId, title: '雨棚加宽', summary: '加宽一米不够。', clauseIds: [story.clauseId] },
    ...{ commentIds: [statement?.commentId ?? 0], ownerId: accountIdOf(drafter) },
  })
  await decideIssue(drafter, { issueId, decision: 'adopted', reason })
  await saveReport(drafter, consultationId, { introduction: '听证会上的意见已经研究。' })
  await submitReport(drafter, consultationId)
  await publishFeedback(await deskOf(story, staff.issuer), consultationId)
}
