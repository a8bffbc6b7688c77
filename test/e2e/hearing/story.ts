import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { saveAgenda } from '~/app/domain/activities/agenda.server'
import { createActivity, publishActivity, takeActivityStep } from '~/app/domain/activities/write.server'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import { paths } from '~/app/paths'
import { type Ctx, createContext, type Role } from '~/app/server/context'
import type { Db } from '~/db/client'
import { seatCategories } from '~/db/schema/activities'
import { matters } from '~/db/schema/matters'
import { accounts } from '~/db/schema/people'
import type { People } from '~/test/e2e/chain/people'
import { axeViolations } from '~/test/support/axe'

export const staff = {
  drafter: 'housing.drafter@yunling.example',
  issuer: 'housing.issuer@yunling.example',
}

export const title = '东关社区停车棚改造听证会'
export const clause = '雨棚每侧加宽一米'
const draft = `东关社区停车棚改造方案
一、改造范围
（一）位置。停车棚设在东关巷16号院南侧。
二、建设标准
（一）雨棚。${clause}，充电端口四十个。`

/** The citizen of the story; the others are her neighbours. */
export const citizen = {
  name: '岳小满',
  phone: '19900001111',
  email: 'xiaoman@example.org',
  topic: '雨棚太窄，下雨天车座全是湿的。',
  needs: '请给大字版材料',
}
export const neighbours = ['石大勇', '白玉梅', '江立新', '何秀兰'].map((name, at) => ({
  name,
  phone: `1990000222${at}`,
}))

/** What one step leaves to the next, as a person would have it on the screen or on paper. */
export type HearingStory = {
  people: People
  /** The same pages with scripts allowed, for axe and for nothing else. */
  examiner: Page
  db: Db
  hearing: number
  clauseId: number
  startsAt: Date
  code: string
  neighbourCodes: string[]
}

const day = 24 * 60 * 60 * 1000
export const daysFrom = (from: Date, days: number) => new Date(from.getTime() + days * day)

export async function openExaminer(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, bypassCSP: true })
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

/** Opens the page that the citizen sees, and gives what axe has against it. */
export async function examine({ examiner }: HearingStory, path: string): Promise<string[]> {
  await examiner.goto(path)
  return axeViolations(examiner)
}

/** Somebody at the desk, at this moment. */
export async function deskOf({ db }: Pick<HearingStory, 'db'>, email: string, at = new Date()): Promise<Ctx> {
  const [account] = await db.select().from(accounts).where(eq(accounts.email, email))
  if (!account) throw new Error(`no account ${email}`)
  const { id, name, departmentId } = account
  const role: Role = email === staff.issuer ? 'issuer' : 'drafter'
  return createContext(db, { kind: 'staff', id, name, departmentId: departmentId ?? 0, roles: [role] }, at)
}

/** A hearing of the housing bureau that is open for registration, and four neighbours who have registered already. */
export async function announceHearing(db: Db): Promise<Partial<HearingStory>> {
  const now = new Date()
  const startsAt = daysFrom(now, 40)
  const drafter = await deskOf({ db }, staff.drafter, daysFrom(now, -2))
  const departmentId = drafter.actor.kind === 'staff' ? drafter.actor.departmentId : 0
  const [matter] = await db.select().from(matters).where(eq(matters.departmentId, departmentId))
  const { versionId } = await saveVersion(drafter, { departmentId, parsed: parseText(draft) })
  const { id } = await createActivity(drafter, {
    ...{ kind: 'hearing', profile: 'general', matterId: matter?.id ?? 0, title, departmentId },
    ...{ purpose: '听听住户对停车棚的意见。', place: '东关社区活动室', accessibility: '一楼，有坡道。' },
    ...{ startsAt, endsAt: new Date(startsAt.getTime() + 7_200_000), confirmHours: 48, liveUrl: '' },
    registrationOpensAt: daysFrom(now, -1),
    registrationClosesAt: daysFrom(now, 3),
    categories: [
      // Of each township one: who is the only one from there is drawn.
      { group: 'affected', seats: 2, method: 'stratified', trait: 'township', eligibility: '骑车的住户' },
      { group: 'resident', seats: 1, method: 'arrival', trait: null, eligibility: '院里的住户' },
    ],
    ledger: { versionId, explanation: '停车棚用了十二年，雨棚漏水，充电端口不够。' },
  })
  await saveAgenda(drafter, id, [
    { part: 'presentation', title: '介绍改造方案', speaker: '县住房和城乡建设局', minutes: 20 },
    { part: 'statements', title: '住户陈述意见', speaker: '参加人', minutes: 40 },
    { part: 'debate', title: '询问和辩论', speaker: '参加人', minutes: 30 },
    { part: 'signing', title: '说明怎样核对和签字', speaker: '书记员', minutes: 10 },
  ])
  await takeActivityStep(drafter, id, 'submitted', '')
  await publishActivity(await deskOf({ db }, staff.issuer, daysFrom(now, -1)), id)
  const { clauses } = await versionOf(drafter, versionId)
  return {
    ...{ hearing: id, startsAt },
    clauseId: clauses.find(({ body }) => body.includes(clause))?.clauseId ?? 0,
    neighbourCodes: await registerNeighbours(db, id),
  }
}

/** The first one as a resident, who has a seat at once; the others wait for the draw. */
async function registerNeighbours(db: Db, id: number): Promise<string[]> {
  const categories = await db.select().from(seatCategories).where(eq(seatCategories.activityId, id))
  const codes: string[] = []
  for (const [at, neighbour] of neighbours.entries()) {
    const group = at === 0 ? 'resident' : 'affected'
    const { code } = await registerForActivity(createContext(db), id, {
      ...{ ...neighbour, key: `neighbour-${id}-${at}`, email: '', needs: '', topic: '', organisation: '' },
      categoryId: categories.find((category) => category.group === group)?.id ?? 0,
      ...{ publishName: false, isAdult: true, sex: null, ageBand: null },
      township: group === 'affected' ? 'yuntai' : '',
    })
    codes.push(code)
  }
  return codes
}

export const addressOf = {
  receipt: ({ code }: HearingStory) => paths.registration(code),
  materials: ({ code }: HearingStory) => paths.registrationMaterials(code),
  transcript: ({ code }: HearingStory) => paths.registrationTranscript(code),
}
