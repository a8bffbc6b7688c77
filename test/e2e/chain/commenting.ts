import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { paths } from '~/app/paths'
import { consultations } from '~/db/schema/consultations'
import { fill, follow, press, takeUp, textOf, visit } from './people'
import { cast, type Story } from './story'
import * as words from './words'

/** From a comment to the feedback. */
export function tellOfCommenting(story: Story): void {
  it('a citizen without JavaScript comments on a clause; a refused form keeps the words', async () => {
    const page = await story.people.citizen()
    await visit(page, paths.home())
    await visit(page, paths.consultations())
    await follow(page, words.consultationTitle)
    story.clauseAnchor =
      (await page.locator('.clause-article', { hasText: '第二条' }).getAttribute('id')) ?? ''
    await follow(page, /对本条提意见.*第二条/)
    expect(await textOf(page)).toContain(words.draftClause)
    const tooLong = '太长'.repeat(2501)
    await fill(page, { body: tooLong, displayName: '李阿姨' })
    await press(page, '提交意见', 422)
    expect(await page.locator('.error-summary').innerText()).toContain('5000')
    expect(await page.locator('[name=body]').inputValue()).toBe(tooLong)
    expect(await page.locator('[name=displayName]').inputValue()).toBe('李阿姨')
    await fill(page, { body: words.comment })
    await press(page, '提交意见')
    story.commentCode = await page.locator('.receipt-code').innerText()
    expect(page.url()).toContain(story.commentCode)
    expect(await textOf(page)).toContain(words.comment)
  })

  it('a moderator publishes it; it stands beside the draft', async () => {
    const citizen = await story.people.citizen()
    await visit(citizen, paths.consultationComments(story.consultation))
    expect(await textOf(citizen)).not.toContain(words.comment)
    const page = await story.people.staff(cast.moderator)
    await visit(page, paths.desk.moderation())
    await page.locator('.checked-item', { hasText: words.comment }).getByRole('checkbox').check()
    await press(page, '公开选中的意见')
    expect(await textOf(page)).toContain('已公开 1 条意见')
    await visit(citizen, paths.consultation(story.consultation))
    await follow(citizen, '看公开的意见')
    expect(await textOf(citizen)).toContain(words.comment)
  })

  it('after the close the drafter groups it into an issue and decides with a reason', async () => {
    await closeConsultation(story)
    const page = await story.people.staff(cast.drafter)
    await visit(page, paths.desk.consultation(story.consultation))
    await follow(page, '意见归集')
    await page.locator('[data-point]', { hasText: words.comment }).getByRole('checkbox').check()
    await fill(page, words.issue)
    await page.getByText('涉及条文', { exact: true }).click()
    await page.getByRole('checkbox', { name: /第二条/ }).check()
    await press(page, '新建并放入勾选的意见')
    await follow(page, words.issue.title)
    await page.getByRole('radio', { name: '采纳', exact: true }).check()
    await fill(page, { reason: words.reason })
    await press(page, '作出结论')
    expect(await textOf(page)).toContain(words.reason)
  })

  it('the issuer publishes the report, and the receipt says what became of the comment', async () => {
    const page = await story.people.staff(cast.drafter)
    await follow(page, '采纳情况反馈报告')
    await fill(page, { introduction: words.introduction })
    await press(page, '保存')
    const ofIssuer = await story.people.staff(cast.issuer)
    await takeUp(ofIssuer, words.consultationTitle)
    await press(ofIssuer, '公开')
    const citizen = await story.people.citizen()
    await visit(citizen, paths.receipts())
    await fill(citizen, { code: '2222-2222-2222' })
    await press(citizen, '查询', 404)
    expect(await citizen.locator('[name=code]').inputValue()).toBe('2222-2222-2222')
    await fill(citizen, { code: story.commentCode.toLowerCase() })
    await press(citizen, '查询')
    const receipt = await textOf(citizen)
    expect(receipt).toContain(`归入“${words.issue.title}”：采纳`)
    expect(receipt).toContain(words.reason)
    await follow(citizen, '看这一类意见和全部结论')
    expect(await textOf(citizen)).toContain(words.introduction)
  })
}

/** The server goes by the real time; that it has passed can only be told to the database. */
async function closeConsultation(story: Story): Promise<void> {
  await story.db
    .update(consultations)
    .set({ closesAt: new Date(Date.now() - 1000) })
    .where(eq(consultations.id, story.consultation))
}
