import type { BrowserContext } from 'playwright-core'
import { paths } from '~/app/paths'
import { demoPassword } from '~/db/seed/cast'

const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()

/** Signs in through the page, as a person of the demo county; the second time with the session of the first. */
export async function signInAs(context: BrowserContext, url: string, email: string): Promise<void> {
  const known = signedIn.get(`${url} ${email}`)
  if (known) return context.addCookies(known)
  const page = await context.newPage()
  await page.goto(new URL(paths.desk.signIn(), url).href)
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', demoPassword)
  await Promise.all([
    page.waitForURL(new URL(paths.desk.home(), url).href),
    page.click('main button[type=submit]'),
  ])
  await page.close()
  signedIn.set(`${url} ${email}`, await context.cookies())
}
