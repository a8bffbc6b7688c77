import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from './measure'

export type LoadResult = {
  sent: number
  /** One for each key: where its answer led. */
  receipts: [key: string, code: string][]
  /** Answers that led nowhere, or a second time elsewhere for the same form. */
  wrong: string[]
  perSecond: number
  p50: number
  p95: number
  p99: number
}

export type Posted = { key: string; body: string }
type Load = {
  address: string
  /** The type of the body. */
  type: string
  /** Posts in a second, those of the second clicks among them. */
  rate: number
  seconds: number
  form: (at: number) => Posted
  /** Finds the receipt in the address to which the answer leads. */
  receipt: RegExp
}

/**
 * Posts at the given rate, whether or not the answers come (an open loop), and presses every tenth button twice. Writes
 * the result to the standard output: it runs in a process of its own, so that asking does not take the server's time.
 */
export async function postInOpenLoop({ address, type, rate, seconds, form, receipt }: Load): Promise<void> {
  const { hostname, port, pathname, origin } = new URL(address)
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const receipts = new Map<string, string>()
  const wrong: string[] = []
  const taken: number[] = []
  let sent = 0

  const post = ({ key, body }: Posted, begun = performance.now()): Promise<void> => {
    const headers = { Origin: origin, 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }
    return new Promise((done) => {
      const fail = (why: string) => {
        wrong.push(why)
        done()
      }
      const asked = request({ agent, hostname, port, path: pathname, method: 'POST', headers }, (answer) => {
        const code = receipt.exec(answer.headers.location ?? '')?.[1]
        answer.resume().on('end', () => {
          taken.push(performance.now() - begun)
          if (answer.statusCode !== 303 || !code) return fail(`${answer.statusCode}`)
          const earlier = receipts.get(key)
          if (earlier !== undefined && earlier !== code) return fail(`two receipts for ${key}`)
          receipts.set(key, code)
          done()
        })
      })
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The server had just closed a connection that was long idle: a browser sends it again by itself.
        if (asked.reusedSocket && error.code === 'ECONNRESET') void post({ key, body }, begun).then(done)
        else fail(error.message)
      })
      asked.end(body)
    })
  }

  const underWay: Promise<void>[] = []
  const begun = performance.now()
  for (let at = 0; sent < rate * seconds; at++) {
    const due = begun + (sent * 1000) / rate
    if (performance.now() < due) await wait(due - performance.now())
    const posted = form(at)
    const clicks = at % 10 === 9 ? 2 : 1
    sent += clicks
    for (let click = 0; click < clicks; click++) underWay.push(post(posted))
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
}
