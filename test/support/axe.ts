import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What can differ when the same page is looked at in other colours and another width. */
const rulesOfLooks = [
  'color-contrast',
  'landmark-unique',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
]

/** What axe finds against the page that is open, each with its first place. The window bypasses the page's policy. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return run(page, rules)
}

/** The same page once more, in another look: only what a look can change. Asks less than half of the time. */
export function axeViolationsOfLook(page: Page): Promise<string[]> {
  return run(page, { type: 'rule', values: rulesOfLooks })
}

async function run(page: Page, runOnly: string[] | { type: 'rule'; values: string[] }): Promise<string[]> {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] })
  const { violations } = (await page.evaluate(`axe.run(${options})`)) as AxeResults
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
