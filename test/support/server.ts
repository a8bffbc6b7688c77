import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

type BuiltServer = Pick<typeof import('~/app/server'), 'handle' | 'serve'>
type RequestOptions = {
  cookie?: string
  form?: Record<string, string> | FormData
  /** A body that is no form of ours; its type goes into the headers. */
  bytes?: Uint8Array
  headers?: HeadersInit
  method?: string
  /** null: say nothing about where the request comes from. */
  origin?: string | null
}

const ourOrigin = 'http://gongyi.test'

/** The built server, in this process, on the database that freshDatabase() has named. */
async function loadServer(): Promise<BuiltServer> {
  const file = resolve('build/server/index.js')
  if (!existsSync(file)) throw new Error('There is no build: run `npm run build` first.')
  return import(/* @vite-ignore */ pathToFileURL(file).href)
}

/** Sends a Request without a socket, as a browser on a page of ours would. Redirects are not followed. */
export async function handleRequest(path: string, options: RequestOptions = {}): Promise<Response> {
  const { handle } = await loadServer()
  const headers = new Headers(options.headers)
  if (options.cookie) headers.set('Cookie', options.cookie)
  const body = options.form ? asBody(options.form) : options.bytes && Uint8Array.from(options.bytes)
  const method = options.method ?? (body ? 'POST' : 'GET')
  const from = options.origin === undefined ? ourOrigin : options.origin
  if (method !== 'GET' && from !== null) headers.set('Origin', from)
  return handle(new Request(new URL(path, ourOrigin), { method, headers, body, redirect: 'manual' }))
}

/** Serves on a free port; for the browser tests. */
export async function startServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const { serve } = await loadServer()
  const server = await serve('127.0.0.1', 0)
  return { url: `http://127.0.0.1:${server.port}`, close: server.close }
}

function asBody(form: Record<string, string> | FormData): URLSearchParams | FormData {
  return form instanceof FormData ? form : new URLSearchParams(form)
}
