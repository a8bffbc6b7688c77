import { env } from './env'

/** The site's own origin: as configured, else as the request addressed it. */
export function siteOrigin(request: Request): string {
  return new URL(env().SITE_URL ?? request.url).origin
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The same where no request is at hand: for what is sent. */
export function siteAddress(): string {
  const { SITE_URL, HOST, PORT } = env()
  const host = HOST === '0.0.0.0' || HOST === '::' ? 'localhost' : HOST
  return new URL(SITE_URL ?? `http://${host}:${PORT}`).origin
}
