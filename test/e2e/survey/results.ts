import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import { fill, follow, press, textOf, visit } from '~/test/e2e/chain/people'
import { examine, finding, itIsOver, questions, reason, type SurveyStory, said, staff } from './story'

/** From the last answer to what was decided because of them. */
export function tellOfResults(story: SurveyStory): void {
  it('when it is over, a moderator reads what people wrote', async () => {
    await itIsOver(story)
    await mixAnswers(createContext(story.db), { all: story.survey })
    const page = await story.people.staff(staff.moderator)
    await visit(page, paths.desk.surveyTexts(story.survey))
    expect(await textOf(page)).toContain(said)
    await follow(page, '全部 1 段')
    await press(page, '选中的可以公开')
  })

  it('the drafter quotes it, says what the results show, and what is decided because of them', async () => {
    const page = await story.people.staff(staff.drafter)
    await visit(page, paths.desk.surveyTexts(story.survey, { state: 'kept' }))
    await follow(page, '全部 1 段')
    await press(page, '引用')
    await visit(page, paths.desk.surveyResults(story.survey))
    await fill(page, { introduction: '问卷在网站和社区发放，23 人填写。' })
    await press(page, '保存基本情况')
    await fill(page, { finding })
    await press(page, '加一条结论')
    await follow(page, '写明怎么办')
    await fillDecision(page)
    expect(await textOf(page)).toContain(reason)
    await press(page, '送审')
  })

  it('the issuer publishes them, and the citizen reads figures, words and decision', async () => {
    const issuer = await story.people.staff(staff.issuer)
    await visit(issuer, paths.desk.surveyResults(story.survey))
    await press(issuer, '公开')
    const { phone } = story
    await visit(phone, paths.survey(story.survey))
    await phone
      .locator(`main a[href="${paths.surveyResults(story.survey)}"]`)
      .first()
      .click()
    const text = await textOf(phone)
    for (const words of [...Object.values(questions), said, finding, reason, '23'])
      expect(text).toContain(words)
    expect(await phone.locator('main svg[role=img]').count()).toBeGreaterThan(0)
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await examine(story, paths.surveyResults(story.survey))).toEqual([])
  })
}

async function fillDecision(page: Page): Promise<void> {
  await page.locator('[name=decision][value=adopted]').check()
  await fill(page, { why: reason })
  await press(page, '写明怎么办')
}
