import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Settings } from './env'
import { env } from './env'
import { Refusal } from './errors'
import type { Failure } from './mail-jobs'
import { siteAddress } from './site-address'

export type Message = {
  /** The same for a second delivery of the same entry, in the Message-ID and in the name of the file. */
  name: string
  to: string
  subject: string
  text: string
  at: Date
}

export type MailSettings = Pick<Settings, 'SMTP_URL' | 'MAIL_FROM' | 'SITE_NAME' | 'DATA_DIR'> & {
  siteUrl: string
}

const patience = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 12_000 }
const keptDays = 7

/** Hands a message to the mail server; without one it is written as a file into DATA_DIR/outbox. */
export async function sendMessage(message: Message, settings = mailSettings()): Promise<void> {
  const { SMTP_URL, MAIL_FROM, SITE_NAME, siteUrl } = settings
  const host = new URL(siteUrl).hostname
  const mail = {
    from: { name: SITE_NAME, address: MAIL_FROM ?? `no-reply@${host}` },
    // As one address, never read as a list.
    to: { name: '', address: message.to },
    subject: message.subject,
    text: message.text,
    date: message.at,
    messageId: `<${message.name}@${host}>`,
    textEncoding: 'base64' as const,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  if (SMTP_URL) {
    const transport = createTransport({ url: SMTP_URL, ...patience })
    try {
      await transport.sendMail(mail)
    } finally {
      transport.close()
    }
    return
  }
  const composed = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail)
  writeMessage(settings, message.name, composed.message as Buffer)
}

/** Whole or not at all: written beside its place, then renamed. */
function writeMessage({ DATA_DIR }: MailSettings, name: string, bytes: Buffer): void {
  const folder = mailFolder(DATA_DIR)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${name}.eml`)
  writeFileSync(`${file}.part`, bytes, { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

export function mailFolder(dataDir: string): string {
  return join(resolve(dataDir), 'outbox')
}

/** L1: the files carry addresses, and are for looking at only. */
export function forgetOldMessages(now: Date, dataDir = env().DATA_DIR): void {
  const folder = mailFolder(dataDir)
  const oldest = now.getTime() - keptDays * 86_400_000
  try {
    for (const name of readdirSync(folder))
      if (statSync(join(folder, name)).mtimeMs < oldest) rmSync(join(folder, name), { force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

export function mailSettings(): MailSettings {
  return { ...env(), siteUrl: siteAddress() }
}

/** What a failure says about what comes after it. */
export function judgeFailure(error: unknown): Failure {
  if (error instanceof Refusal) return 'of-itself'
  if (typeof error !== 'object' || error === null) return 'outage'
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return 'outage'
  return (responseCode ?? 550) >= 500 ? 'for-good' : 'of-itself'
}
