import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, resolve } from 'node:path'
import { FileConfigstore, FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { TakenUpload } from '~/app/domain/media/choice-types'
import { largestUpload, tooLarge } from '~/app/domain/media/rules'
import { takeUpload } from '~/app/domain/media/take-upload.server'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import type { Ctx } from './context'
import { env, readSettings } from './env'
import { Refusal } from './errors'
import { findForeignRequest } from './gate'
import { sayError } from './say-error'
import { setSecurityHeaders } from './security-headers'
import { contextFor } from './session.server'

const lifetime = 48 * 3_600_000
const mostUnfinished = 20
const lockPatience = 3_000
/** Whose request is being answered. */
const uploader = new AsyncLocalStorage<string>()
/** Of the whole address: the library reads the upload from its end, which must not be a query of somebody's choice. */
const uploadAddress = /^\/desk\/uploads(?:\/([0-9a-f]{32}))?\/?$/

type Kept = { server: Server; store: FileStore; kept: FileConfigstore; folder: string }

let uploads: Kept | undefined
const beingTaken = new Map<string, Promise<TakenUpload>>()
/** The last upload that each account begins now. */
const beginning = new Map<string, Promise<void>>()

export function uploadsFolder(): string {
  return resolve(env().DATA_DIR, 'uploads')
}

/**
 * Resumable uploads (tus 1.0) into the media library, before Remix and without holding a body in memory. What has
 * arrived lies in the data folder and outlives a restart. A POST to a whole upload puts it into the library; asked
 * again, it gives the same answer. Gives false where the request is for somebody else.
 */
export async function answerUploads(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const match = uploadAddress.exec(req.url ?? '')
  if (!match) return false
  for (const [name, value] of securityHeaders()) res.setHeader(name, value)
  try {
    await answer(req, res, match[1])
  } catch (error) {
    if (!(error instanceof Refusal)) console.error('an upload failed', sayError(error))
    const refusal = error instanceof Refusal ? error : new Refusal(503, '上传没有完成，请稍后再试。')
    sendJson(res, refusal.status, { message: refusal.message })
  }
  return true
}

async function answer(req: IncomingMessage, res: ServerResponse, id: string | undefined): Promise<void> {
  const headers = headersOf(req)
  const request = new Request(`http://${req.headers.host}${req.url}`, { method: req.method, headers })
  if (findForeignRequest(request, readSettings().SITE_URL))
    throw new Refusal(403, '这次上传不是从本网站的页面发出的，没有受理。')
  const ctx = await contextFor(request)
  const { id: account } = requireStaff(ctx)
  if (id) await requireOwner(id, account)
  if (req.method === 'POST' && id) return sendJson(res, 200, await takeOnce(ctx, id))
  if (!id && req.method !== 'POST') throw new Refusal(404, '没有这次上传。')
  if (!['POST', 'HEAD', 'PATCH', 'DELETE'].includes(req.method ?? ''))
    throw new Refusal(404, '没有这次上传。')
  const { server } = await open()
  const handle = () => uploader.run(account, () => server.handle(req, res))
  if (id) return handle()
  await inTurn(account, async () => {
    await requireRoom(ctx, account)
    await handle()
  })
}

/** One after the other: a thousand at once would all find the same room. */
async function inTurn(account: string, work: () => Promise<void>): Promise<void> {
  const before = beginning.get(account) ?? Promise.resolve()
  const turn = before.catch(() => undefined).then(work)
  beginning.set(account, turn)
  try {
    await turn
  } finally {
    if (beginning.get(account) === turn) beginning.delete(account)
  }
}

async function open(): Promise<Kept> {
  const folder = uploadsFolder()
  if (uploads?.folder === folder) return uploads
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kept = new FileConfigstore(folder)
  const store = new FileStore({
    directory: folder,
    configstore: kept,
    expirationPeriodInMilliseconds: lifetime,
  })
  const server = new Server({
    path: paths.desk.uploads(),
    datastore: store,
    maxSize: largestUpload,
    lockDrainTimeout: lockPatience,
    allowedOrigins: () => false,
    generateUrl: (_, { path, id }) => `${path}/${id}`,
    onUploadCreate: async (_, { size, metadata }) => {
      if (!size) throw said(422, '这个文件是空的。')
      return { metadata: { filename: metadata?.filename ?? '', owner: uploader.getStore() ?? '' } }
    },
    onResponseError: (_, error) =>
      'status_code' in error && error.status_code === 413 ? said(413, tooLarge) : undefined,
  })
  uploads = { server, store, kept, folder }
  return uploads
}

function said(status_code: number, message: string) {
  return { status_code, body: JSON.stringify({ message }) }
}

/** Whose upload it is; another's looks like one that is not there. */
async function requireOwner(id: string, account: string): Promise<void> {
  const about = await (await open()).kept.get(id)
  if (!about || about.metadata?.owner !== account)
    throw new Refusal(404, '没有这次上传，或者它已经过期。请重新选择文件。')
}

async function requireRoom(ctx: Ctx, account: string): Promise<void> {
  const { departmentId } = requireStaff(ctx)
  requirePermission(ctx, 'media.write', { departmentId })
  const { kept } = await open()
  const all = await Promise.all((await kept.list()).map((id) => kept.get(id)))
  const mine = all.filter((about) => about?.metadata?.owner === account && !about.metadata.taken)
  if (mine.length >= mostUnfinished)
    throw new Refusal(
      429,
      `您有 ${mostUnfinished} 个文件没有传完，请先传完或者取消；没有传完的 48 小时后自动清除。`,
    )
}

/** Several requests at once wait for the same work. */
function takeOnce(ctx: Ctx, id: string): Promise<TakenUpload> {
  const running = beingTaken.get(id)
  if (running) return running
  const work = takeWhole(ctx, id).finally(() => beingTaken.delete(id))
  beingTaken.set(id, work)
  return work
}

async function takeWhole(ctx: Ctx, id: string): Promise<TakenUpload> {
  const { store, kept, folder } = await open()
  const about = await kept.get(id)
  if (about?.metadata?.taken) return JSON.parse(about.metadata.taken)
  const upload = await store.getUpload(id)
  if (upload.offset !== upload.size) throw new Refusal(409, '文件还没有传完。')
  const name = upload.metadata?.filename ?? ''
  try {
    const taken = await takeUpload(ctx, { name, path: join(folder, id) })
    // What it became is remembered for who asks again because the answer was lost.
    if (about)
      await kept.set(
        id,
        Object.assign(about, { metadata: { ...about.metadata, taken: JSON.stringify(taken) } }),
      )
    await rm(join(folder, id), { force: true })
    return taken
  } catch (error) {
    // A file that is refused would be refused again.
    if (error instanceof Refusal && error.status === 422) await store.remove(id)
    throw error
  }
}

/** Uploads that nobody finished, and what is remembered of those that are done. */
export async function removeOldUploads(now: Date): Promise<void> {
  const folder = uploadsFolder()
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtime } = await stat(join(folder, name)).catch(() => ({ mtime: now }))
    if (now.getTime() - mtime.getTime() > lifetime) await rm(join(folder, name), { force: true })
  }
}

function headersOf(req: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) if (value) headers.set(name, String(value))
  return headers
}

function securityHeaders(): Headers {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  setSecurityHeaders(headers)
  return headers
}

function sendJson(res: ServerResponse, status: number, body: unknown): void {
  if (res.headersSent) return void res.destroy()
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  res.end(JSON.stringify(body))
}
