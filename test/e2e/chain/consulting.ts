import { expect, it } from 'vitest'
import { addDays } from '~/app/domain/calendar'
import { paths } from '~/app/paths'
import { fill, follow, idOf, press, takeUp, textOf, visit } from './people'
import { cast, type Story } from './story'
import * as words from './words'

/** From a draft to a consultation. */
export function tellOfConsulting(story: Story): void {
  it('a drafter pastes a draft, is shown what is doubtful, corrects it and saves it', async () => {
    const page = await story.people.staff(cast.drafter)
    await visit(page, paths.desk.texts())
    await follow(page, '导入文本')
    await fill(page, { pasted: words.pastedDraft })
    await press(page, '读取并预览')
    expect(await textOf(page)).toContain('像是在句子中间断开的行')
    const body = page.locator('[name=body]')
    await body.fill((await body.inputValue()).replace('楼到', '楼道'))
    await press(page, '确认保存')
    expect(await textOf(page)).toContain('正文有改动')
    await press(page, '确认保存')
    story.text = idOf(page)
    const text = await textOf(page)
    expect(text).toContain(words.draftTitle)
    expect(text).toContain(words.draftClause)
    expect(text).not.toContain('楼到')
  })

  it('enters the matter into the catalogue, which its issuer publishes', async () => {
    const page = await story.people.staff(cast.drafter)
    await visit(page, paths.desk.newMatter())
    await fill(page, {
      title: words.matterTitle,
      kind: 'public-policy',
      summary: '补助没有物业服务的老旧小区改造楼道照明。',
      basis: '《重大行政决策程序暂行条例》第三条',
      plannedTiming: '今年第四季度',
      consentOn: story.today,
    })
    await page.getByRole('checkbox', { name: '公开征求意见' }).check()
    await page.getByRole('checkbox', { name: '座谈会' }).check()
    await press(page, '保存')
    story.matter = idOf(page)
    await press(page, '送审')
    await visit(await story.people.citizen(), paths.matter(story.matter), 404)
    const ofIssuer = await story.people.staff(cast.issuer)
    await takeUp(ofIssuer, words.matterTitle)
    await press(ofIssuer, '公开')
    await visit(await story.people.citizen(), paths.matter(story.matter))
  })

  it('a consultation passes from the drafter to the reviewer to the issuer, and only then is public', async () => {
    const page = await story.people.staff(cast.drafter)
    await visit(page, paths.desk.text(story.text))
    await follow(page, '用它征求意见')
    await fill(page, {
      matterId: String(story.matter),
      title: words.consultationTitle,
      background: '老旧小区楼道灯多年失修，老人夜间上下楼不便。',
      draftingNote: '起草前走访了十二个小区，听取了社区和居民的意见。',
      draftKind: 'decision',
      // The thirtieth day may fall into a long holiday (T1).
      closesAt: addDays(story.today, 45),
      letterTo: '云岭县城关镇人民路1号 县住房和城乡建设局 收',
      phone: '0000-1234567',
      email: 'zhaoming@yunling.example',
    })
    await press(page, '保存')
    story.consultation = idOf(page)
    await press(page, '送审')
    const ofReviewer = await story.people.staff(cast.reviewer)
    await takeUp(ofReviewer, words.consultationTitle)
    await press(ofReviewer, '审核通过')
    const citizen = await story.people.citizen()
    await visit(citizen, paths.consultation(story.consultation), 404)
    const ofIssuer = await story.people.staff(cast.issuer)
    await takeUp(ofIssuer, words.consultationTitle)
    await press(ofIssuer, '公开')
    await visit(citizen, paths.consultation(story.consultation))
    expect(await textOf(citizen)).toContain(words.draftClause)
  })
}
