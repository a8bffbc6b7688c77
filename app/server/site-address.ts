import { env } from './env'

/** The site's own origin: as configured, else as the request addressed it. */
export function siteOrigin(request: Request): string {
  return new URL(env().SITE_URL ?? request.url).origin
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
