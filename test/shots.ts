import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { ensureBuild } from '~/app/server/ensure-build'
import { withParts } from '~/app/server/with-parts'
import { database } from '~/db/client'
import { seedDemoCounty } from '~/db/seed/seed'
import { launchBrowser } from './support/browser'
import { everyPage, type Page } from './support/every-page'
import { signInAs } from './support/sign-in'

const widths = [390, 1280]
const [folder, only] = process.argv.slice(2)
if (!folder) throw new Error('用法 (usage): npm run shots -- DIR [name]')
const target = resolve(folder)

// A county of its own, sown today: the pictures do not depend on what somebody tried out before.
const data = mkdtempSync(join(tmpdir(), 'gongyi-shots-'))
process.env.DATA_DIR = data
await withParts(async () => {
  await ensureBuild(process.cwd())
  await seedDemoCounty()
  const server: typeof import('~/app/server') = await import(
    pathToFileURL(resolve('build/server/index.js')).href
  )
  const running = await server.serve('127.0.0.1', 0)
  const browser = await launchBrowser()
  const pages = (await everyPage(database())).filter((page) => !only || page.name.startsWith(only))
  const url = `http://127.0.0.1:${running.port}`
  try {
    await waitForSearch(url)
    for (const width of widths) await shoot(browser, url, pages, width)
  } finally {
    await browser.close()
    await running.close()
  }
})
rmSync(data, { recursive: true, force: true })

async function waitForSearch(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const page = await (await fetch(`${url}/search?q=${encodeURIComponent('停车')}`)).text()
    if (page.includes('<mark>')) return
    await new Promise((done) => setTimeout(done, 200))
  }
}

async function shoot(browser: Browser, url: string, pages: Page[], width: number): Promise<void> {
  const into = join(target, String(width))
  mkdirSync(into, { recursive: true })
  for (const who of new Set(pages.map((page) => page.as))) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    })
    context.setDefaultTimeout(15_000)
    if (who) await signInAs(context, url, who)
    for (const { name, path } of pages.filter((page) => page.as === who)) {
      const page = await context.newPage()
      await page.goto(new URL(path, url).href, { waitUntil: 'networkidle' })
      await page.screenshot({ path: join(into, `${name}.png`), fullPage: true })
      await page.close()
      console.info(`${width} ${name}`)
    }
    await context.close()
  }
}
