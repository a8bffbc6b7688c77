import { expect, it } from 'vitest'
import { paths } from '~/app/paths'
import { follow, press, textOf, visit } from '~/test/e2e/chain/people'
import { examine, itIsOpen, neighboursAnswer, questions, type SurveyStory, said } from './story'

/** On a telephone without JavaScript. */
export function tellOfAnswering(story: SurveyStory): void {
  let code = ''

  it('a citizen reads what it is for and what is kept, and begins', async () => {
    await itIsOpen(story)
    await neighboursAnswer(story)
    await visit(story.phone, paths.survey(story.survey))
    expect(await textOf(story.phone)).toContain('结果用来定供电时间')
    expect(await examine(story, paths.survey(story.survey))).toEqual([])
    await follow(story.phone, '开始填写')
    expect(await examine(story, paths.surveyAnswer(story.survey))).toEqual([])
  })

  it('is asked one more question because of what she said, and puts it away', async () => {
    const { phone } = story
    const where = phone.getByRole('group', { name: questions.where })
    expect(await where.isVisible()).toBe(false)
    await phone.getByRole('radio', { name: '有，天天骑' }).check()
    await press(phone, '下一页')
    expect(await where.isVisible()).toBe(true)
    await phone.getByRole('checkbox', { name: '楼下车棚' }).check()
    await press(phone, '下一页')
    await press(phone, '保存，以后继续')
    code = (await phone.locator('.receipt-code').innerText()).trim()
  })

  it('goes on with the code when the browser has forgotten everything, and hands in', async () => {
    const { phone } = story
    await phone.context().clearCookies()
    await visit(phone, paths.surveySaved(story.survey))
    await phone.getByLabel('保存码').fill(code.toLowerCase())
    await press(phone, '接着填')
    await phone.getByLabel(questions.words).fill(said)
    await press(phone, '下一步：看一遍再提交')
    const text = await textOf(phone)
    for (const words of ['有，天天骑', '楼下车棚', said]) expect(text).toContain(words)
    await press(phone, '提交')
    expect(await textOf(phone)).toContain('答卷收到了')
    expect(await examine(story, paths.surveyThanks(story.survey))).toEqual([])
  })

  it('her browser is thanked, and may not answer again', async () => {
    await visit(story.phone, paths.surveyAnswer(story.survey))
    expect(await textOf(story.phone)).toContain('已经')
  })
}
