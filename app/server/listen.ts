import { Client } from 'pg'

export type Listener = {
  /** Resolves when every notice that was committed before this call has been delivered here. */
  settle: () => Promise<void>
  close: () => Promise<void>
}

type ListenOptions = {
  url: string
  channel: string
  onNotice: (payload: string) => void
  /** The connection stands; notices sent while it did not are lost. */
  onUp: () => void
  onDown: () => void
}

const longestPause = 5_000

/** Listens on a PostgreSQL channel and keeps reconnecting until it is closed. */
export function listen({ url, channel, onNotice, onUp, onDown }: ListenOptions): Listener {
  let client: Client | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  const connect = async (pause: number) => {
    const next = new Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: `gongyi ${channel}`,
    })
    let isLost = false
    const lose = () => {
      if (isLost) return
      isLost = true
      if (client === next) {
        client = undefined
        onDown()
      }
      next.end().catch(() => undefined)
      if (!isClosed) retry = setTimeout(() => void connect(Math.min(pause * 2, longestPause)), pause)
    }
    next.on('error', lose)
    next.on('end', lose)
    next.on('notification', (notice) => onNotice(notice.payload ?? ''))
    try {
      await next.connect()
      await next.query(`listen ${next.escapeIdentifier(channel)}`)
      if (isClosed || isLost) return lose()
      client = next
      onUp()
    } catch {
      lose()
    }
  }
  void connect(100)

  // The listening backend hands out pending notices before it answers a query.
  const ask = async () => void (await client?.query('select 1').catch(() => undefined))
  let underWay = Promise.resolve()
  let next: Promise<void> | undefined

  return {
    // Whoever comes while a question is under way shares the next one with all who come meanwhile.
    settle: () => {
      next ??= underWay.then(() => {
        next = undefined
        underWay = ask()
        return underWay
      })
      return next
    },
    close: async () => {
      isClosed = true
      clearTimeout(retry)
      await client?.end().catch(() => undefined)
    },
  }
}
