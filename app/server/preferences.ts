import { defaultPreferences, type Preferences } from '~/app/ui/preferences'
import { preferenceCookies } from './page-cache'

/** The reader's settings as the cookies say them; anything unknown counts as the default. */
export function readPreferences(cookieHeader: string | null): Preferences {
  const cookies = new Map<string, string>()
  for (const pair of (cookieHeader ?? '').split(';')) {
    const [name = '', value = ''] = pair.trim().split('=')
    cookies.set(name, value)
  }
  return parsePreferences((name) => cookies.get(name) ?? null)
}

/** Reads settings from wherever they stand: cookies, or the fields of the preferences form. */
export function parsePreferences(
  read: (name: (typeof preferenceCookies)[number]) => string | null,
): Preferences {
  const theme = read('theme')
  return {
    lang: read('lang') === 'en' ? 'en' : defaultPreferences.lang,
    theme: theme === 'light' || theme === 'dark' ? theme : defaultPreferences.theme,
    elder: ['1', 'on', 'true'].includes(read('elder') ?? ''),
  }
}

/** The `Set-Cookie` lines. A default is the absence of a cookie, so that equal pages share one place in the cache. */
export function preferenceSetCookies(preferences: Preferences): string[] {
  const values: Record<(typeof preferenceCookies)[number], string> = {
    lang: preferences.lang === defaultPreferences.lang ? '' : preferences.lang,
    theme: preferences.theme === defaultPreferences.theme ? '' : preferences.theme,
    elder: preferences.elder ? '1' : '',
  }
  return preferenceCookies.map((name) => {
    const age = values[name] === '' ? 0 : 365 * 24 * 3600
    return `${name}=${values[name]}; Path=/; Max-Age=${age}; SameSite=Lax; HttpOnly`
  })
}

/** A path of this site to go back to; anything that could lead elsewhere becomes the home page. */
export function ownPath(to: string | null | undefined, fallback = '/'): string {
  if (!to?.startsWith('/') || /^\/[/\\]/.test(to) || hasControlCharacter(to)) return fallback
  const base = 'http://site.invalid'
  if (!URL.canParse(to, base)) return fallback
  const url = new URL(to, base)
  return url.origin === base && !url.pathname.startsWith('//')
    ? `${url.pathname}${url.search}${url.hash}`
    : fallback
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((letter) => letter < ' ' || letter === '\u007f')
}
