import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activityPage } from '~/app/domain/activities/page.server'
import { noticeFindings } from '~/app/domain/activities/rules'
import { type ActivityKind, callsPeople, isParticipantGroup } from '~/app/domain/activities/types'
import { addDays } from '~/app/domain/calendar'
import { findPrivateData } from '~/app/domain/comments/private-data'
import { checkDraw } from '~/app/domain/draws/draw'
import { publicDrawFile } from '~/app/domain/draws/file.server'
import { signOffTasks } from '~/app/domain/people/tasks.server'
import { findDoubts } from '~/app/domain/texts/doubts'
import { parseText } from '~/app/domain/texts/parse-text'
import { createContext, type Staff } from '~/app/server/context'
import type { Db, OpenDatabase } from '~/db/client'
import { activities, activityPhotos, attendances, polls, seatCategories } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { accounts } from '~/db/schema/people'
import { registrations, seats } from '~/db/schema/registrations'
import { statements } from '~/db/schema/statements'
import type { ActivitySeed } from '~/db/seed/activity-types'
import { findClause } from '~/db/seed/find-clause'
import { stories } from '~/db/seed/stories/all'
import { countyDatabase } from '~/test/support/county'

const today = '2026-11-24'
const seeds = stories.flatMap((story) =>
  (story.activities ?? []).map((seed) => ({ slug: story.slug, title: seed.title, seed, story })),
)
const at = (day: number, time: string) => new Date(`${addDays(today, day)}T${time}:00+08:00`)

describe('the stories of the activities', () => {
  it.each(seeds)('$slug, $title: its notice may be published on its day', ({ seed, story }) => {
    const findings = noticeFindings(
      elementsOf(seed, story.consultation !== undefined),
      at(seed.noticeDay, '09:30'),
    )
    expect(findings).toEqual([])
  })

  it.each(seeds)('$slug, $title: its text has no doubts, and what is cited is there', ({ seed, story }) => {
    const draft = seed.ledger === 'consultation' ? story.consultation?.draft : seed.ledger.draft
    const { clauses, doubts } = parseText(draft ?? '')
    expect([...doubts, ...findDoubts(clauses)]).toEqual([])
    const cited = [
      ...(seed.statements ?? []).flatMap(({ clause }) => clause ?? []),
      ...(seed.issues ?? []).flatMap((issue) => issue.clauses),
    ]
    expect(cited.filter((label) => findClause(clauses, label) < 0)).toEqual([])
  })

  it.each(seeds)('$slug, $title: no private number in what the public reads', ({ seed }) => {
    const words = [
      ...(seed.statements ?? []).flatMap(({ body, speaker = '' }) => [body, speaker]),
      ...(seed.report?.body ?? []),
    ]
    expect(words.flatMap((text) => findPrivateData(text))).toEqual([])
  })

  it.each(seeds.filter(({ seed }) => seed.issues))(
    '$slug, $title: every opinion has its issue, every issue an opinion, a decision and a reason',
    ({ seed }) => {
      const keys = (seed.issues ?? []).map(({ key }) => key)
      const said = (seed.statements ?? []).filter(
        ({ isOpinion, by, speakerKind }) => isOpinion || (!by && !speakerKind),
      )
      expect(said.filter(({ issue }) => !issue || !keys.includes(issue))).toEqual([])
      expect(keys.filter((key) => !said.some(({ issue }) => issue === key))).toEqual([])
      for (const { decision, reason } of seed.issues ?? []) {
        expect(decision).not.toBeNull()
        expect([...(reason ?? '')].length).toBeGreaterThan(25)
      }
    },
  )

  it('counts in the report of the poll what the raw table has', () => {
    const poll = seeds.find(({ seed }) => seed.poll)?.seed.poll
    const rows = (poll?.rawTable ?? '')
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(','))
    expect(rows).toHaveLength(poll?.answered ?? 0)
    for (const [index, { options, base }] of (poll?.questions ?? []).entries()) {
      expect(base).toBe(rows.length)
      for (const { label, count } of options)
        expect(rows.filter((row) => row[index + 2] === label)).toHaveLength(count)
    }
  })
})

describe('the activities of the demo county', () => {
  let open: OpenDatabase
  let db: Db
  const rows: { id: number; kind: ActivityKind; profile: string; title: string }[] = []
  const one = (kind: ActivityKind, word = '') => {
    const found = rows.find((row) => row.kind === kind && row.title.includes(word))
    if (!found) throw new Error(`no ${kind} ${word}`)
    return found
  }

  beforeAll(async () => {
    open = await countyDatabase()
    db = open.db
    rows.push(...(await db.select().from(activities).orderBy(asc(activities.id))))
  }, 120_000)
  afterAll(() => open.close())

  it('has a price hearing that went through the whole chain, in the order of the rules', async () => {
    const { id } = one('hearing', '供热')
    expect(one('hearing', '供热').profile).toBe('price')
    expect(await kindsOf(db, 'activity', id)).toEqual([
      ...['submitted', 'published', 'list-frozen', 'drawn', 'list-published', 'held'],
      ...['transcript-opened', 'transcript-opened', 'transcript-closed'],
    ])
  })

  it('has people who were drawn, were not eligible, lapsed, withdrew, moved up, stayed away, signed and refused', async () => {
    const { id } = one('hearing', '供热')
    const taken = await db
      .select({ kind: steps.kind, data: steps.data, reason: steps.reason })
      .from(steps)
      .innerJoin(registrations, and(eq(steps.subject, 'registration'), eq(steps.subjectId, registrations.id)))
      .where(eq(registrations.activityId, id))
    const of = (kind: string) => taken.filter((step) => step.kind === kind)
    expect(of('lapsed')).toHaveLength(1)
    expect(of('withdrawn')).toHaveLength(1)
    expect(of('excluded').map(({ reason }) => reason)).toEqual([expect.stringContaining('供热范围')])
    expect(of('seated').filter(({ data }) => data?.way === 'moved-up')).toHaveLength(2)
    expect(of('absent')).toHaveLength(1)
    expect(of('correction-asked')).toHaveLength(1)
    expect(of('refused-to-sign').map(({ reason }) => reason)).toEqual([expect.stringContaining('台账')])
    expect(of('signed').length).toBeGreaterThanOrEqual(21)
    expect(of('materials-opened').length).toBeGreaterThan(3)
    // P8: consumers have two of five seats at least, and every seat of a participant is taken.
    const held = await seatsOf(db, id)
    const participants = held.filter(({ group }) => isParticipantGroup(group))
    expect(participants.every(({ registrationId }) => registrationId !== null)).toBe(true)
    expect(
      participants.filter(({ group }) => group === 'consumer').length / participants.length,
    ).toBeGreaterThan(0.4)
  })

  it('has a draw that comes out the same when it is run again from its file', async () => {
    const ctx = createContext(db)
    for (const { id } of [one('hearing', '供热'), one('meeting-attendance')]) {
      const { checks, results } = await checkDraw(await publicDrawFile(ctx, id))
      expect(checks.map(({ ok }) => ok)).toEqual([true, true, true, true])
      expect(results?.every(({ rule, chosen }) => chosen.length === rule.seats)).toBe(true)
    }
  })

  it('has a transcript of many voices, whose opinions are all in the ledger', async () => {
    const { id } = one('hearing', '供热')
    const said = await db.select().from(statements).where(eq(statements.activityId, id))
    expect(said.length).toBeGreaterThanOrEqual(25)
    expect(new Set(said.flatMap(({ registrationId }) => registrationId ?? [])).size).toBeGreaterThanOrEqual(
      14,
    )
    expect(said.filter(({ kind, commentId }) => kind === 'opinion' && commentId === null)).toEqual([])
    expect(said.some(({ body }) => body.includes('每平方米三毛七'))).toBe(true)
  })

  it('has a hearing of another matter that is open for registration, with seats taken and people waiting', async () => {
    const { id } = one('hearing', '加装电梯')
    const [row] = await db.select().from(activities).where(eq(activities.id, id))
    expect(+(row?.registrationClosesAt ?? 0)).toBeGreaterThan(Date.now())
    expect(await kindsOf(db, 'activity', id)).toEqual(['submitted', 'published'])
    expect(await db.$count(registrations, eq(registrations.activityId, id))).toBeGreaterThan(20)
    const held = await seatsOf(db, id)
    expect(held.some(({ registrationId }) => registrationId !== null)).toBe(true)
    expect(held.filter(({ group, registrationId }) => group === 'affected' && registrationId)).toEqual([])
  })

  it('has a symposium, a site visit with photographs, a poll with its raw table and a meeting that people attended', async () => {
    const reported = ['symposium', 'site-visit', 'opinion-poll', 'meeting-attendance'] as const
    for (const kind of reported) {
      const { id } = one(kind)
      const heard = await db
        .select({ commentId: statements.commentId })
        .from(statements)
        .where(and(eq(statements.activityId, id), isNotNull(statements.commentId)))
      expect(heard.length, kind).toBeGreaterThanOrEqual(4)
    }
    expect(await db.$count(attendances, eq(attendances.activityId, one('symposium').id))).toBe(3)
    expect(await db.$count(activityPhotos, eq(activityPhotos.activityId, one('site-visit').id))).toBe(3)
    const [poll] = await db.select().from(polls)
    expect(poll?.rawTable.split('\r\n')).toHaveLength((poll?.answered ?? 0) + 1)
    expect(await kindsOf(db, 'activity', one('meeting-attendance').id)).toContain('held')
  })

  it('has a symposium that was put off by a week, with its reason, after its notice', async () => {
    const { id } = one('symposium', '家长')
    const [row] = await db.select().from(activities).where(eq(activities.id, id))
    const taken = await db
      .select({ kind: steps.kind, reason: steps.reason, data: steps.data })
      .from(steps)
      .where(and(eq(steps.subject, 'activity'), eq(steps.subjectId, id)))
      .orderBy(asc(steps.at), asc(steps.id))
    expect(taken.map(({ kind }) => kind)).toEqual(['submitted', 'published', 'postponed'])
    const { reason, data } = taken[2] ?? {}
    expect(reason).toContain('抢修供热管网')
    expect(data?.to).toBe(row?.startsAt.toISOString())
    expect(+new Date(String(data?.to)) - +new Date(String(data?.from))).toBeGreaterThanOrEqual(7 * 86_400_000)
    expect(+(row?.startsAt ?? 0)).toBeGreaterThan(Date.now())
  })

  it('has a visit whose notice waits for its issuer, and which nobody outside sees', async () => {
    const { id } = one('site-visit', '加装电梯')
    expect(await kindsOf(db, 'activity', id)).toEqual(['submitted'])
    await expect(activityPage(createContext(db), id)).rejects.toMatchObject({ status: 404 })
    const [issuer] = await db
      .select()
      .from(accounts)
      .where(eq(accounts.email, 'housing.issuer@yunling.example'))
    const { id: accountId = '', name = '', departmentId } = issuer ?? {}
    if (!departmentId) throw new Error('there is an issuer')
    const actor: Staff = { kind: 'staff', id: accountId, name, departmentId, roles: ['issuer'] }
    const tasks = await signOffTasks({ ...createContext(db, actor), actor })
    expect(JSON.stringify(tasks)).toContain('加装电梯实地走访')
  })

  it('claims nothing that has not happened yet', async () => {
    const late = await db.select({ kind: steps.kind, at: steps.at }).from(steps).orderBy(asc(steps.at))
    expect(late.filter((step) => step.at > new Date())).toEqual([])
  })
})

function elementsOf(seed: ActivitySeed, hasConsultation: boolean): Parameters<typeof noticeFindings>[0] {
  const { call } = seed
  const isOwn = seed.ledger !== 'consultation'
  return {
    ...{ kind: seed.kind, profile: seed.profile ?? 'general', title: seed.title, purpose: seed.purpose },
    ...{ place: seed.place, accessibility: seed.accessibility ?? '' },
    startsAt: at(seed.heldDay, seed.from),
    endsAt: at(seed.endsDay ?? seed.heldDay, seed.to),
    registrationOpensAt: call ? at(call.opensDay, '09:30') : null,
    registrationClosesAt: call ? at(call.closesDay, call.closesTime) : null,
    categories: callsPeople(seed.kind)
      ? (call?.categories ?? []).map(({ trait = null, ...category }) => ({ ...category, trait }))
      : [],
    ...{ hasDraft: isOwn || hasConsultation, hasExplanation: isOwn || hasConsultation, matterIsPublic: true },
  }
}

async function kindsOf(db: Db, subject: 'activity', id: number): Promise<string[]> {
  const taken = await db
    .select({ kind: steps.kind })
    .from(steps)
    .where(and(eq(steps.subject, subject), eq(steps.subjectId, id)))
    .orderBy(asc(steps.at), asc(steps.id))
  return taken.map(({ kind }) => kind)
}

async function seatsOf(db: Db, activityId: number) {
  return db
    .select({
      group: seatCategories.group,
      registrationId: seats.registrationId,
      pseudonym: registrations.pseudonym,
    })
    .from(seats)
    .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
    .leftJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(eq(seatCategories.activityId, activityId))
    .orderBy(asc(seatCategories.position), asc(seats.number))
}
