import { randomBytes } from 'node:crypto'
import * as build from 'virtual:remix/server-build'
import { createRequestHandler } from '@remix-run/node'
import { database } from '~/db/client'
import { removeOrphans } from './domain/media/orphans.server'
import { mailDelivery } from './domain/notifications/deliver.server'
import { forgetExpired } from './domain/people/retention.server'
import { clientAddressHeader } from './server/auth.server'
import { bodyLimit, withinLimit } from './server/body-limit'
import { takeCommentPost } from './server/comment-post.server'
import { createContext } from './server/context'
import { env, readSettings } from './server/env'
import { startForgettingAddresses } from './server/forget-addresses'
import { findForeignRequest } from './server/gate'
import { startGrouping } from './server/grouping'
import { type RunningServer, startHttpServer } from './server/http'
import { startJobs } from './server/jobs'
import { startLapsing } from './server/lapsing'
import { forgetOldMessages } from './server/mail.server'
import { startMixing } from './server/mixing'
import { createPageCache } from './server/page-cache'
import { plainPage } from './server/plain-page'
import { startScheduledPublishing } from './server/publishing-job'
import { answerRefusals } from './server/refusals'
import { createDeliveries, warmSearch } from './server/search.server'
import { setSecurityHeaders } from './server/security-headers'
import { takeSurveyPost } from './server/survey-post.server'
import { renderThroughCache } from './server/through-cache'
import { createUploadRoom } from './server/upload-room'
import { answerUploads, removeOldUploads } from './server/uploads-tus'

const timeLimit = 30_000
const answerWithRemix = createRequestHandler(answerRefusals(build), process.env.NODE_ENV)
const siteUrl = readSettings().SITE_URL

const pageCache = createPageCache()
const room = createUploadRoom()

export { answerUploads }

/** Starts what runs beside the requests, and listens. */
export function serve(host: string, port: number): Promise<RunningServer> {
  return startHttpServer({ handle, answerUploads, pageCache, startJobs: startBackground, host, port })
}

function startBackground() {
  const deliveries = createDeliveries()
  void warmSearch(deliveries)
  const mail = mailDelivery(() => createContext(database(), { kind: 'system' }))
  const stopDeliveries = startJobs(database(), env().DATABASE_URL, { ...deliveries, mail })
  const forgetting = setInterval(forget, 6 * 3_600_000)
  const grouping = startGrouping()
  const lapsing = startLapsing()
  const mixing = startMixing()
  const addresses = startForgettingAddresses()
  const publishing = startScheduledPublishing()
  void forget()
  return async () => {
    clearInterval(forgetting)
    await grouping.stop()
    await lapsing.stop()
    await mixing.stop()
    await addresses.stop()
    await publishing.stop()
    await stopDeliveries()
  }
}

async function forget(): Promise<void> {
  const ctx = createContext(database(), { kind: 'system' })
  await forgetExpired(ctx).catch(console.error)
  await removeOrphans(ctx).catch(console.error)
  await removeOldUploads(ctx.now).catch(console.error)
  forgetOldMessages(new Date())
}

/** Answers a request. `address` is the client's, as the HTTP server saw it. */
export async function handle(request: Request, address = ''): Promise<Response> {
  const response = await answer(request, address)
  setSecurityHeaders(response.headers)
  return response
}

async function answer(request: Request, address: string): Promise<Response> {
  const url = new URL(request.url)
  const { pathname, search } = url
  if (!isWellFormed(pathname, search)) {
    return plainPage(400, '地址有误', '这个网址写得不完整，请检查后再试。The address is malformed.')
  }
  if (pathname === '/healthz') return new Response('ok\n', { headers: { 'Cache-Control': 'no-store' } })
  const foreign = findForeignRequest(request, siteUrl)
  if (foreign === 'method')
    return plainPage(405, '不支持的请求', '这个网站不接受这种请求。Method not allowed.')
  if (foreign === 'foreign') {
    const words = '这次提交不是从本网站的页面发出的，没有受理，也没有改动任何内容。请回到本网站重新提交。'
    return plainPage(403, '提交未受理', `${words} The form was not sent from a page of this site.`)
  }
  const limit = bodyLimit(url, request.headers.get('Content-Type'))
  const answered = await withinLimit(request, { limit, room }, (whole) => answerWhole(whole, address))
  if (answered === 'too-large') {
    const words = `提交的内容（文字和附件）超过 ${limit / 1024 / 1024} MB，没有保存。请按浏览器的“后退”回到表单，您写的文字还在那里；减少附件或文字后再提交。`
    return plainPage(413, '内容太大', `${words} The submission is too large.`)
  }
  if (answered === 'no-room') {
    const words =
      '同时上传附件的人太多，这次没有保存。请按浏览器的“后退”回到表单，您写的文字还在那里；过一两分钟再提交，或者先不带附件提交文字。'
    const busy = plainPage(503, '上传的人太多', `${words} Too many uploads at once, please try again soon.`)
    busy.headers.set('Retry-After', '60')
    return busy
  }
  return answered
}

async function answerWhole(request: Request, address: string): Promise<Response> {
  const comment = await takeCommentPost(request)
  if (comment.response) return comment.response
  const survey = await takeSurveyPost(comment.request)
  if (survey.response) return survey.response
  return renderThroughCache(pageCache, survey.request, () => answerInTime(survey.request, address))
}

/** Remix, within the time limit. Call `done` when the response has gone out. */
async function answerInTime(request: Request, address: string) {
  const life = new AbortController()
  const signal = AbortSignal.any([request.signal, life.signal])
  const inner = new Request(request, { signal })
  // Ours alone: what a client sends under this name is overwritten.
  inner.headers.set(clientAddressHeader, address)
  satisfyRemix(inner)
  // Single fetch keeps a timer for each request until its signal aborts.
  const done = () => life.abort()
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<Response>((resolve) => {
    timer = setTimeout(() => {
      done()
      resolve(plainPage(503, '服务器正忙', '这个页面没有及时准备好，请稍后再试。The server is busy.'))
    }, timeLimit)
  })
  const nonce = randomBytes(16).toString('base64url')
  const response = await Promise.race([answerWithRemix(inner, { nonce }), tooLate])
  clearTimeout(timer)
  return { response, done }
}

/** Remix compares Origin with the host again; behind a proxy that changes Host it would refuse what our gate let in. */
function satisfyRemix({ headers }: Request): void {
  headers.delete('X-Forwarded-Host')
  const origin = headers.get('Origin')
  if (origin && URL.canParse(origin)) headers.set('Host', new URL(origin).host)
}

/** PostgreSQL takes no NUL, and nobody who reads a page sends one. */
function isWellFormed(pathname: string, search: string): boolean {
  try {
    return !decodeURIComponent(pathname).includes('\0') && !search.includes('%00')
  } catch {
    return false
  }
}
