import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { checkDraw } from '~/app/domain/draws/draw'
import { confirmSeat } from '~/app/domain/registrations/confirm.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import { activities } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import { follow, press, textOf, visit } from '~/test/e2e/chain/people'
import { addressOf, citizen, examine, type HearingStory, staff, title } from './story'

/** From the notice to the list of participants. */
export function tellOfRegistering(story: HearingStory): void {
  it('a citizen without JavaScript finds the hearing and reads who can come, and how', async () => {
    const page = await story.people.citizen()
    await visit(page, paths.activities())
    await follow(page, title)
    const text = await textOf(page)
    for (const words of ['骑车的住户', '东关社区活动室', '一楼，有坡道。', '介绍改造方案', '雨棚漏水'])
      expect(text).toContain(words)
    expect(await examine(story, paths.activity(story.hearing))).toEqual([])
  })

  it('she registers with the keyboard alone; a form that lacks something keeps her words', async () => {
    const page = await story.people.citizen()
    await page
      .locator(`main a[href="${paths.register(story.hearing)}"]`)
      .first()
      .click()
    expect(await examine(story, paths.register(story.hearing))).toEqual([])
    await follow(page, /利害关系人/)
    await type(page, 'name', citizen.name)
    await type(page, 'phone', citizen.phone)
    await type(page, 'email', citizen.email)
    await chooseTownship(page, 'hewan')
    await type(page, 'topic', citizen.topic)
    await type(page, 'needs', citizen.needs)
    await enterOn(page, 'main form button:not([name])', 422)
    expect(await page.locator('.error-summary').innerText()).toContain('18周岁')
    expect(await page.locator('[name=name]').inputValue()).toBe(citizen.name)
    expect(await page.locator('[name=topic]').inputValue()).toBe(citizen.topic)
    expect(await page.locator('[name=township]').inputValue()).toBe('hewan')
    await tabTo(page, '[name=isAdult]')
    await page.keyboard.press('Space')
    await enterOn(page, 'main form button:not([name])', 200)
    story.code = (await page.locator('.receipt-code').innerText()).trim()
    expect(page.url()).toContain(story.code)
    expect(await page.locator('.qr-code').count()).toBe(1)
    expect(await textOf(page)).toContain('等待抽签')
    expect(await examine(story, addressOf.receipt(story))).toEqual([])
  })

  it('the drafter freezes the list and draws; anybody gets the same result from the file', async () => {
    await closeRegistration(story)
    const page = await story.people.staff(staff.drafter)
    await visit(page, paths.desk.draw(story.hearing))
    await press(page, '封存并公布名单')
    await press(page, '打开密数，抽签')
    const reader = await story.people.citizen()
    await visit(reader, paths.draw(story.hearing))
    const { pseudonym } = await ownRow(story)
    expect(await textOf(reader)).toContain(pseudonym)
    expect(await examine(story, paths.draw(story.hearing))).toEqual([])
    const file = await (await reader.request.get(paths.drawFile(story.hearing))).text()
    const { checks, results } = await checkDraw(file)
    expect(checks.map(({ ok }) => ok)).toEqual([true, true, true, true])
    expect(results?.[0]?.chosen).toContain(pseudonym)
  })

  it('she sees that she has been drawn, and confirms with one button', async () => {
    const page = await story.people.citizen()
    await visit(page, addressOf.receipt(story))
    expect(await textOf(page)).toContain('您已入选')
    await press(page, '我确认参加')
    expect(await textOf(page)).toContain('您已确认参加')
    expect(await examine(story, addressOf.receipt(story))).toEqual([])
  })

  it('a neighbour who was drawn gives up, and the next one moves up; then the list is public', async () => {
    const before = await seatedNeighbours(story)
    const drawn = before.find((code) => code !== story.neighbourCodes[0]) ?? ''
    await withdrawRegistration(createContext(story.db), drawn)
    const after = await seatedNeighbours(story)
    expect(after).toHaveLength(before.length)
    expect(after).not.toContain(drawn)
    for (const code of after) await confirmSeat(createContext(story.db), code)
    const page = await story.people.staff(staff.issuer)
    await visit(page, paths.desk.draw(story.hearing))
    await press(page, '公布参加人名单')
    const reader = await story.people.citizen()
    await visit(reader, paths.activity(story.hearing))
    const list = await textOf(reader)
    expect(list).toContain((await ownRow(story)).pseudonym)
    expect(list).toContain('岳**')
    expect(list).not.toContain(citizen.name)
  })
}

/** The server goes by the real time; that it has passed can only be told to the database. */
async function closeRegistration({ db, hearing }: HearingStory): Promise<void> {
  const registrationClosesAt = new Date(Date.now() - 1000)
  await db.update(activities).set({ registrationClosesAt }).where(eq(activities.id, hearing))
}

export async function ownRow({ db, code }: HearingStory) {
  const [row] = await db.select().from(registrations).where(eq(registrations.code, code))
  if (!row) throw new Error(`no registration ${code}`)
  return row
}

/** The codes of the neighbours who have a seat. */
export async function seatedNeighbours({ db, hearing, code }: HearingStory): Promise<string[]> {
  const rows = await db
    .select({ code: registrations.code })
    .from(seats)
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(eq(registrations.activityId, hearing))
    .orderBy(registrations.id)
  return rows.map((row) => row.code).filter((one) => one !== code)
}

const mostKeys = 80

/** With the tabulator alone, from wherever the keyboard is. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let left = mostKeys; left > 0; left--) {
    await page.keyboard.press('Tab')
    if ((await page.locator(`${selector}:focus`).count()) > 0) return
  }
  throw new Error(`${selector} cannot be reached by keyboard`)
}

async function type(page: Page, name: string, words: string): Promise<void> {
  await tabTo(page, `main [name=${name}]`)
  await page.keyboard.insertText(words)
}

async function chooseTownship(page: Page, slug: string): Promise<void> {
  await tabTo(page, '[name=township]')
  const field = page.locator('[name=township]')
  for (let left = mostKeys; left > 0 && (await field.inputValue()) !== slug; left--)
    await page.keyboard.press('ArrowDown')
}

async function enterOn(page: Page, selector: string, status: number): Promise<void> {
  await tabTo(page, selector)
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().isNavigationRequest() && one.status() !== 303),
    page.waitForEvent('load'),
    page.keyboard.press('Enter'),
  ])
  expect(response.status()).toBe(status)
}
