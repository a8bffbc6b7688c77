import { type AddressInfo, createServer, type Socket } from 'node:net'

export type ReceivedMail = { from: string; to: string[]; message: string }

type Behaviour = {
  /** The answer to RCPT for this address, where it is not taken. */
  refuse?: (address: string) => string | undefined
  /** Hangs up without a word at this moment of the n-th message (from 1). */
  dieAt?: (message: number) => 'rcpt' | 'data' | undefined
}

/** As much of a mail server (RFC 5321) as sends and refuses; it keeps what it takes. */
export async function startSmtpServer() {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const behaviour: Behaviour = {}
  let messages = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    talk(socket)
  })

  function talk(socket: Socket): void {
    let mail: ReceivedMail = { from: '', to: [], message: '' }
    let isData = false
    let unread = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 mail.example ESMTP')
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      unread += chunk
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const line = unread.slice(0, end)
        unread = unread.slice(end + 2)
        if (isData) readData(line)
        else readCommand(line)
      }
    })

    function readData(line: string): void {
      if (line !== '.') {
        mail.message += `${line.replace(/^\./, '')}\n`
        return
      }
      isData = false
      mails.push(mail)
      mail = { from: '', to: [], message: '' }
      say('250 2.0.0 taken')
    }

    function readCommand(line: string): void {
      const word = line.slice(0, 4).toUpperCase()
      const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
      switch (word) {
        case 'EHLO':
        case 'HELO':
          return void say('250 mail.example')
        case 'MAIL':
          messages += 1
          mail.from = address
          return void say('250 2.1.0 well')
        case 'RCPT': {
          if (behaviour.dieAt?.(messages) === 'rcpt') return void socket.destroy()
          const refusal = behaviour.refuse?.(address)
          if (!refusal) mail.to.push(address)
          return void say(refusal ?? '250 2.1.5 well')
        }
        case 'DATA':
          if (behaviour.dieAt?.(messages) === 'data') return void socket.destroy()
          isData = true
          return void say('354 go on')
        case 'QUIT':
          say('221 2.0.0 bye')
          return void socket.end()
        default:
          return void say('250 well')
      }
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** From here on; what is not named behaves well. */
    behave: (next: Behaviour) => {
      messages = 0
      behaviour.refuse = next.refuse
      behaviour.dieAt = next.dieAt
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((done) => server.close(() => done()))
    },
  }
}
