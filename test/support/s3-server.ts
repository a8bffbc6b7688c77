import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

type Account = { key: string; secret: string; region: string }

/** A small S3: objects in memory behind real HTTP, and every request's signature (AWS Signature V4) checked. */
export async function startS3Server(account: Account) {
  const objects = new Map<string, { bytes: Buffer; type: string; at: Date }>()
  const server = createServer(async (request, response) => {
    const body = await read(request)
    const path = request.url ?? ''
    if (!isSigned(request, body, account))
      return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
    if (request.method === 'PUT') {
      objects.set(path, { bytes: body, type: request.headers['content-type'] ?? '', at: new Date() })
      return response.writeHead(200).end()
    }
    if (request.method === 'DELETE') {
      objects.delete(path)
      return response.writeHead(204).end()
    }
    if (path.includes('list-type=2')) return response.writeHead(200).end(listOf(objects, path))
    const found = objects.get(path)
    if (!found)
      return response
        .writeHead(404)
        .end(request.method === 'HEAD' ? undefined : '<Error><Code>NoSuchKey</Code></Error>')
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    const bytes = from ? found.bytes.subarray(Number(from), Number(to) + 1) : found.bytes
    response.writeHead(from ? 206 : 200, { 'content-length': bytes.length, 'content-type': found.type })
    return response.end(request.method === 'HEAD' ? undefined : bytes)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    keys: () => [...objects.keys()],
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}

/** Two to a page. */
function listOf(objects: Map<string, { at: Date }>, address: string): string {
  const [bucket = '', query] = address.split('?')
  const asked = new URLSearchParams(query)
  const from = Number(asked.get('continuation-token')?.replace('after/', '') ?? 0)
  const all = [...objects]
    .map(([path, { at }]) => ({ key: path.slice(bucket.length + 1), at }))
    .filter(({ key }) => key.startsWith(asked.get('prefix') ?? ''))
  const entries = all
    .slice(from, from + 2)
    .map(
      ({ key, at }) =>
        `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified></Contents>`,
    )
  const more = all.length > from + 2 ? `<NextContinuationToken>after/${from + 2}</NextContinuationToken>` : ''
  return `<ListBucketResult>${entries.join('')}${more}</ListBucketResult>`
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function isSigned(request: IncomingMessage, body: Buffer, { key, secret, region }: Account): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!match || match[1] !== key || match[3] !== region) return false
  const [, , day = '', , names = '', signature = ''] = match
  const said = String(request.headers['x-amz-content-sha256'] ?? '')
  if (said !== 'UNSIGNED-PAYLOAD' && said !== hash(body)) return false
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const canonical = [request.method, path, query, headers.join(''), names, said].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = [
    'AWS4-HMAC-SHA256',
    String(request.headers['x-amz-date']),
    scope,
    hash(Buffer.from(canonical)),
  ].join('\n')
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (previous, part) => sign(previous, part),
    Buffer.from(`AWS4${secret}`),
  )
  return timingSafeEqual(sign(signingKey, toSign), Buffer.from(signature, 'hex'))
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function sign(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
