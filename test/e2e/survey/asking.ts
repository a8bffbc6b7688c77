import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { paths } from '~/app/paths'
import { fill, follow, idOf, press, textOf, visit } from '~/test/e2e/chain/people'
import { choices, places, questions, type SurveyStory, staff, title } from './story'

/** From the first words to the public. */
export function tellOfAsking(story: SurveyStory): void {
  it('a drafter writes a survey in the builder, with a question that only some are asked', async () => {
    const page = await story.people.staff(staff.drafter)
    await visit(page, paths.desk.newSurvey())
    await fill(page, {
      ...{ title, purpose: '车棚要改造，先问住户怎么充电；结果用来定供电时间。', audience: '东关社区住户' },
      ...{ opensAt: inDays(1), closesAt: inDays(21) },
    })
    await press(page, '保存，去出题')
    const build = new URL(page.url()).pathname
    story.survey = idOf({ url: () => build.replace('/build', '') } as Page)
    await addQuestion(page, /^单选/, { title: questions.has, options: choices.join('\n'), required: true })
    const where = { title: questions.where, options: places.join('\n'), required: true } as const
    await addQuestion(page, /^多选/, where, '选了“有，天天骑”')
    await press(page, '加一页')
    await addQuestion(page, /^长文字/, { title: questions.words })
    const text = await textOf(page)
    for (const words of Object.values(questions)) expect(text).toContain(words)
    expect(text).toContain('“有，天天骑”时才问')
  })

  it('tries it, and sees what would be kept', async () => {
    const page = await story.people.staff(staff.drafter)
    await visit(page, paths.desk.surveyTry(story.survey))
    await page.getByRole('radio', { name: '没有' }).check()
    await press(page, '下一页')
    await press(page, '下一页')
    expect(await textOf(page)).toContain('会收下的答案')
    await press(page, '留下这份试答')
  })

  it('hands it in, and the issuer publishes it', async () => {
    const drafter = await story.people.staff(staff.drafter)
    await visit(drafter, paths.desk.survey(story.survey))
    await press(drafter, '送审')
    const issuer = await story.people.staff(staff.issuer)
    await visit(issuer, paths.desk.survey(story.survey))
    await press(issuer, '公开')
    await visit(story.phone, paths.surveys())
    expect(await textOf(story.phone)).toContain(title)
  })
}

/** At the end of the survey; with a condition, of which the words are given. */
async function addQuestion(
  page: Page,
  kind: RegExp,
  values: Record<string, string | true>,
  onlyIf = '',
): Promise<void> {
  await page.locator('main').getByRole('link', { name: '加一道题' }).last().click()
  await follow(page, kind)
  await fill(page, values)
  await page.locator('[name=required]').setChecked(values.required === true)
  if (onlyIf) {
    const statement = page.locator('[name=if-0] option').filter({ hasText: onlyIf })
    await page.locator('[name=if-0]').selectOption((await statement.getAttribute('value')) ?? '')
  }
  await press(page, '保存这道题')
}

function inDays(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
  return `${day}T09:00`
}
