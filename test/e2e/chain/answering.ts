import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { addDays, dayOf } from '~/app/domain/calendar'
import { paths } from '~/app/paths'
import { consultations } from '~/db/schema/consultations'
import { fill, follow, idOf, press, textOf, visit } from './people'
import * as words from './words-in-depth'
import { emailOf, type InDepth } from './words-in-depth'

/** From points to decisions, to the report, to the citizen who reads it, and into the next round. */
export function tellOfAnswering(story: InDepth): void {
  it('the drafter splits a comment that says two things', async () => {
    await closeConsultation(story)
    const page = await story.people.staff(emailOf('drafter'))
    await visit(page, paths.desk.issues(story.consultation))
    await follow(page, /拆分.*号意见/)
    const parts = page.locator('textarea[name=part]')
    for (const [at, part] of words.points.entries()) await parts.nth(at).fill(part)
    for (let at = words.points.length; at < (await parts.count()); at++) await parts.nth(at).fill('')
    await press(page, '拆分')
    await visit(page, paths.desk.issues(story.consultation))
    expect(await page.locator('[data-point]').count()).toBe(3)
  })

  it('and makes an issue of the first point, places one by keyboard and drags one', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    for (const { title, summary } of words.issues) {
      await visit(page, paths.desk.issues(story.consultation))
      const details = page.locator('details#new-issue')
      if (!(await details.evaluate((element) => (element as HTMLDetailsElement).open)))
        await details.locator('> summary').click()
      await fill(page, { title, summary })
      await press(page, '新建并放入勾选的意见')
    }
    const [first, second, third] = words.issues
    await card(page, words.points[0]).getByRole('checkbox').check()
    await page.selectOption('select[name=issueId]', { label: first.title })
    await press(page, '归入')
    await page.getByText(`归入“${first.title}”`).waitFor()
    await page.getByRole('button', { name: '用键盘归集' }).click()
    if (!(await isFocused(page, words.points[1]))) await page.keyboard.press('j')
    await page.keyboard.press('m')
    await page.keyboard.type('写明路灯')
    await page.keyboard.press('Enter')
    await page.getByText(`归入“${second.title}”`).first().waitFor()
    await page.setViewportSize({ width: 1280, height: 2000 })
    await card(page, words.second).dragTo(page.locator('[data-issue]', { hasText: third.title }), {
      sourcePosition: { x: 60, y: 24 },
    })
    await page.getByText(`归入“${third.title}”`).first().waitFor()
    expect(await page.locator('[data-point]').count()).toBe(0)
  })

  it('decides on each with a reason', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    for (const { title, decision, reason } of words.issues) {
      await visit(page, paths.desk.issues(story.consultation))
      await follow(page, title)
      await page.getByRole('radio', { name: decision, exact: true }).check()
      await fill(page, { reason })
      await press(page, '作出结论')
      expect(await textOf(page)).toContain(reason)
    }
  })

  it('a second person codes a sample without seeing where the first one put it', async () => {
    const page = await story.people.staff(emailOf('reviewer'))
    await visit(page, paths.desk.coding(story.consultation))
    await press(page, '抽取样本')
    for (let coded = 0; coded < 3; coded++) {
      const text = await textOf(page)
      const at = [...words.points, words.second].findIndex((point) => text.includes(point))
      await page.getByRole('radio', { name: new RegExp(words.issues[at]?.title ?? '') }).check()
      await press(page, '确定，看下一个')
    }
    expect(await textOf(page)).toContain('3 / 3')
  })

  it('the report writes itself from the ledger, is handed in, signed and published', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    await visit(page, paths.desk.report(story.consultation))
    expect(await page.locator('[name=introduction]').inputValue()).toContain('2')
    await press(page, '保存')
    await press(page, '送审')
    const issuer = await story.people.staff(emailOf('issuer'))
    await visit(issuer, paths.desk.report(story.consultation))
    await press(issuer, '公开')
    const citizen = await story.people.citizen()
    await visit(citizen, paths.feedback(story.consultation))
    const text = await textOf(citizen)
    for (const { title, reason } of words.issues) {
      expect(text).toContain(title)
      expect(text).toContain(reason)
    }
  })

  it('each citizen reads the whole way of the own comment, with the decision and its reason', async () => {
    const page = await story.people.citizen()
    await visit(page, paths.receipt(story.codes.first))
    const text = await textOf(page)
    for (const { title, reason } of words.issues.slice(0, 2)) {
      expect(text).toContain(title)
      expect(text).toContain(reason)
    }
    const neighbour = await story.neighbour()
    await visit(neighbour, paths.receipt(story.codes.second))
    expect(await textOf(neighbour)).toContain(words.issues[2].reason)
  })

  it('a new round starts on the changed draft; the earlier comment says what the clause became', async () => {
    const page = await story.people.staff(emailOf('drafter'))
    await visit(page, paths.desk.importText({ text: story.text }))
    await fill(page, { pasted: words.laterDraft })
    await press(page, '读取并预览')
    await press(page, '确认保存')
    await visit(page, paths.desk.consultation(story.consultation))
    await follow(page, '开始下一轮')
    await fill(page, { closesAt: addDays(dayOf(new Date()), 45) })
    await press(page, '保存')
    story.nextRound = idOf(page)
    expect(story.nextRound).not.toBe(story.consultation)
    await press(page, '送审')
    const reviewer = await story.people.staff(emailOf('reviewer'))
    await visit(reviewer, paths.desk.consultation(story.nextRound))
    await press(reviewer, '审核通过')
    const issuer = await story.people.staff(emailOf('issuer'))
    await visit(issuer, paths.desk.consultation(story.nextRound))
    await press(issuer, '公开')
    const citizen = await story.people.citizen()
    await visit(citizen, paths.consultation(story.nextRound))
    expect(await textOf(citizen)).toContain('次日7时关闭')
    await visit(citizen, paths.consultationComments(story.consultation))
    expect(await textOf(citizen)).toContain('此后该条已修改')
  })
}

function card(page: Page, words: string) {
  return page.locator('[data-point]', { hasText: words })
}

function isFocused(page: Page, text: string): Promise<boolean> {
  return page.evaluate((sought) => document.activeElement?.textContent?.includes(sought) ?? false, text)
}

/** The server goes by the real time; that it has passed can only be told to the database. */
async function closeConsultation(story: InDepth): Promise<void> {
  await story.db
    .update(consultations)
    .set({ closesAt: new Date(Date.now() - 1000) })
    .where(eq(consultations.id, story.consultation))
}
