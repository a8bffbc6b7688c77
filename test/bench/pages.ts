import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { perSecond, type Row, times } from './measure'

type Server = { url: string; handle: (request: Request) => Promise<Response> }

/** One public page of sixty clauses: rendered for each request, and from the page cache. */
export async function benchPages({ url, handle }: Server, path: string): Promise<Row[]> {
  const render = async () => (await handle(new Request(`http://gongyi.test${path}`))).text()
  const page = await render()
  const inProcess = await rate(render, 3_000)
  // A cookie that is none of ours keeps a request out of the cache.
  const uncached = await load(url + path, 'bench=1')
  await fetch(url + path)
  const cached = await load(url + path)
  return [
    {
      what: `the policy page (${Math.round(Buffer.byteLength(page) / 1024)} KB), rendered in the process`,
      value: perSecond(inProcess),
    },
    { what: '… rendered, over 16 connections', value: perSecond(uncached) },
    {
      what: '… from the page cache, over 16 connections',
      value: perSecond(cached),
      ratio: times(cached / uncached, 'rendered'),
    },
  ]
}

async function rate(work: () => Promise<unknown>, duration: number): Promise<number> {
  for (let round = 0; round < 50; round++) await work()
  const begun = performance.now()
  let done = 0
  while (performance.now() - begun < duration) {
    await Promise.all([work(), work(), work(), work()])
    done += 4
  }
  return (done * 1000) / (performance.now() - begun)
}

async function load(address: string, cookie = ''): Promise<number> {
  const command = ['--import', 'tsx', 'test/bench/load.ts', address, '16', '3', cookie]
  const { stdout } = await promisify(execFile)(process.execPath, command)
  return Number(stdout.trim())
}
