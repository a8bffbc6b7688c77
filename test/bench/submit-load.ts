import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from './measure'

// A process of its own, so that asking does not take the server's time: node submit-load.ts FORM-ADDRESS RATE SECONDS
// It posts at the given rate, whether or not the answers come (an open loop), and presses every tenth button twice.
const [address = '', rate = '200', seconds = '60'] = process.argv.slice(2)
const { hostname, port, pathname, origin } = new URL(address)
const agent = new Agent({ keepAlive: true, maxSockets: 256 })
const boundary = '----the-form-of-a-browser'
const headers = { Origin: origin, 'Content-Type': `multipart/form-data; boundary=${boundary}` }

export type LoadResult = {
  sent: number
  /** One for each key: the receipts that were answered. */
  receipts: [key: string, code: string][]
  /** Answers that were no receipt, or a second receipt for the same form. */
  wrong: string[]
  perSecond: number
  p50: number
  p95: number
  p99: number
}

const receipts = new Map<string, string>()
const wrong: string[] = []
const taken: number[] = []
let sent = 0

function post(key: string, body: string): Promise<void> {
  sent++
  const begun = performance.now()
  return new Promise((done) => {
    const fail = (why: string) => {
      wrong.push(why)
      done()
    }
    const asked = request({ agent, hostname, port, path: pathname, method: 'POST', headers }, (answer) => {
      const code = /\/receipts\/(.+)$/.exec(answer.headers.location ?? '')?.[1]
      answer.resume().on('end', () => {
        taken.push(performance.now() - begun)
        if (answer.statusCode !== 303 || !code) return fail(`${answer.statusCode}`)
        const earlier = receipts.get(key)
        if (earlier !== undefined && earlier !== code) return fail(`two receipts for ${key}`)
        receipts.set(key, code)
        done()
      })
    })
    asked.on('error', (error) => fail(error.message))
    asked.end(body)
  })
}

/** As a browser sends the form where no file was chosen. */
function encode(form: Record<string, string>): string {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name=`
  const fields = Object.entries(form).map(([name, value]) => `${head}"${name}"\r\n\r\n${value}\r\n`)
  const noFile = `${head}"attachments"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n`
  return `${fields.join('')}${noFile}--${boundary}--\r\n`
}

const total = Number(rate) * Number(seconds)
const underWay: Promise<void>[] = []
const begun = performance.now()
for (let at = 0; sent < total; at++) {
  const due = begun + (sent * 1000) / Number(rate)
  if (performance.now() < due) await wait(due - performance.now())
  const key = randomUUID()
  const form = {
    ...{ key, body: `第${at}位：路灯早上关得太早，冬天六点天还没亮，请推迟到七点，孩子上学要走那条路。` },
    ...{ clauseId: '', authorKind: 'anonymous', displayName: '', township: '', contact: '', wishEmail: '' },
  }
  const body = encode(form)
  underWay.push(post(key, body))
  if (at % 10 === 9) underWay.push(post(key, body))
}
await Promise.all(underWay)
const elapsed = performance.now() - begun
taken.sort((one, other) => one - other)
const result: LoadResult = {
  sent,
  receipts: [...receipts],
  wrong,
  perSecond: (taken.length * 1000) / elapsed,
  p50: percentile(taken, 50),
  p95: percentile(taken, 95),
  p99: percentile(taken, 99),
}
process.stdout.write(JSON.stringify(result), () => process.exit(0))
