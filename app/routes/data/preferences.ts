import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { paths } from '~/app/paths'
import { ownPath, parsePreferences, preferenceSetCookies, readPreferences } from '~/app/server/preferences'

/** Sets what the form names, keeps the rest, and goes back to where the reader was. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const current = readPreferences(request.headers.get('Cookie'))
  const stored: Record<string, string> = {
    lang: current.lang,
    theme: current.theme,
    elder: current.elder ? '1' : '',
  }
  const chosen = parsePreferences((name) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : (stored[name] ?? null)
  })
  const headers = new Headers()
  for (const cookie of preferenceSetCookies(chosen)) headers.append('Set-Cookie', cookie)
  const back = form.get('back')
  return redirect(ownPath(typeof back === 'string' ? back : null), { status: 303, headers })
}

export function loader() {
  return redirect(paths.home())
}
