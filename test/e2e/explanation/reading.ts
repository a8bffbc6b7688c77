import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { paths } from '~/app/paths'
import { textOf, visit } from '~/test/e2e/chain/people'
import type { Explanation } from './story'
import * as words from './story'

/** A citizen without JavaScript: from the clause to what explains it, and back. */
export function tellOfReading(story: Explanation): void {
  for (const [at, { second, title, clause }] of words.chapters.entries()) {
    it(`a citizen goes from one clause to second ${second} of the film, and back to the clause`, async () => {
      const page = await story.people.citizen()
      await visit(page, paths.policy(story.policy))
      const margin = marginOf(page, story, clause)
      await margin
        .locator('.margin-note', { hasText: `视频 00:0${second}` })
        .getByRole('link')
        .click()
      await page.waitForURL(
        new RegExp(`/interpretations/${story.interpretation}\\?play=b-\\w+\\.${second}#b-`),
      )
      expect(await page.locator('video').getAttribute('src')).toBe(`${story.film}#t=${second}`)
      const chapter = page.locator('.chapter[aria-current]')
      expect(await chapter.innerText()).toContain(title)
      expect(await chapter.count()).toBe(1)
      expect(await page.locator('.said-words').textContent()).toContain(words.said[at])
      await page.locator('.chapters li', { has: chapter }).locator('.to-clause').click()
      await page.waitForURL(new RegExp(`/policies/${story.policy}#c-${story.clauses[clause - 1]}$`))
      expect(await page.locator(`#c-${story.clauses[clause - 1]}`).isVisible()).toBe(true)
    })
  }

  it('and to the question that explains it, reading picture and chart on the way', async () => {
    const page = await story.people.citizen()
    await visit(page, paths.policyClause(story.policy, story.clauses[1] ?? 0))
    expect(await textOf(page)).toContain(words.free)
    await page.locator('.margin-note', { hasText: words.question }).getByRole('link').click()
    await page.waitForURL(new RegExp(`/interpretations/${story.interpretation}#b-`))
    const place = page.locator(new URL(page.url()).hash)
    expect(await place.innerText()).toContain(words.answer)
    const picture = page.getByAltText(words.picture)
    await picture.scrollIntoViewIfNeeded()
    await picture.evaluate((image) => (image as HTMLImageElement).decode())
    const chart = page.locator('.chart-block', { hasText: words.chart })
    expect(await chart.locator('svg').count()).toBeGreaterThan(0)
    expect(await chart.locator('table').innerText()).toMatch(/2025\s+1,?850/)
    const explained = page.locator('.explained-clauses li', { hasText: '第三条' })
    await explained.getByRole('link', { name: '第三条' }).first().click()
    await page.waitForURL(new RegExp(`/policies/${story.policy}#c-${story.clauses[2]}$`))
    expect(await textOf(page)).toContain(words.exempt)
  })
}

function marginOf(page: Page, story: Explanation, clause: number) {
  return page.locator('.clause-group', { has: page.locator(`#c-${story.clauses[clause - 1]}`) })
}
