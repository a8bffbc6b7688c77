import { connect } from 'node:net'

// A process of its own, so that asking does not take the server's time: node load.ts URL CONNECTIONS SECONDS COOKIE
const [address = '', connections = '16', seconds = '3', cookie = ''] = process.argv.slice(2)
const { hostname, port, pathname, host } = new URL(address)
const request = [
  `GET ${pathname} HTTP/1.1`,
  `Host: ${host}`,
  ...(cookie ? [`Cookie: ${cookie}`] : []),
  '',
  '',
].join('\r\n')

const lastChunk = Buffer.from('0\r\n\r\n')
let answered = 0
let isOver = false

/** One keep-alive connection that asks again as soon as it has been answered. */
function keepAsking(): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write(request))
    let length = Number.POSITIVE_INFINITY
    let received = 0
    socket.on('error', fail)
    socket.on('data', (chunk) => {
      if (received === 0) length = lengthOf(chunk)
      received += chunk.length
      const isWhole = received >= length || chunk.subarray(-5).equals(lastChunk)
      if (!isWhole) return
      answered++
      received = 0
      if (!isOver) return void socket.write(request)
      socket.end()
      done()
    })
  })
}

/** Head and body, where the head says so; a body in chunks ends with an empty one. */
function lengthOf(chunk: Buffer): number {
  const end = chunk.indexOf('\r\n\r\n')
  const head = chunk.subarray(0, end).toString('latin1')
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(head.split('\r\n')[0])
  const body = /^content-length: (\d+)/im.exec(head)?.[1]
  return body === undefined ? Number.POSITIVE_INFINITY : end + 4 + Number(body)
}

const begun = performance.now()
setTimeout(() => (isOver = true), Number(seconds) * 1000)
await Promise.all(Array.from({ length: Number(connections) }, keepAsking))
console.info(String((answered * 1000) / (performance.now() - begun)))
