import { useRouteLoaderData } from '@remix-run/react'
import { defaultPreferences, type Preferences } from '~/app/ui/preferences'
import type { Site } from '~/app/ui/site'

/** What the root's loader gives to every page. */
export type RootData = { preferences: Preferences; site: Site; user: { name: string } | null }

/** Before the root's loader has spoken (it failed, or an error of Remix itself): enough to render a page. */
const unknownSite: Site = {
  name: '共议',
  domain: '',
  code: '',
  description: '',
  organiser: '',
  operator: '',
  address: '',
  postcode: '',
  phone: '',
  email: '',
  icp: '',
  police: '',
}

export function useRootData(): RootData {
  return (
    (useRouteLoaderData('root') as RootData | undefined) ?? {
      preferences: defaultPreferences,
      site: unknownSite,
      user: null,
    }
  )
}

/** In a route's `meta`: the site of M1's tags, from the matches that Remix hands in. */
export function siteOf(matches: readonly { id: string; data?: unknown }[]): Site {
  return rootDataOf(matches)?.site ?? unknownSite
}

/** In a route's `meta`: the language of the interface. */
export function langOf(matches: readonly { id: string; data?: unknown }[]) {
  return rootDataOf(matches)?.preferences.lang ?? defaultPreferences.lang
}

function rootDataOf(matches: readonly { id: string; data?: unknown }[]): RootData | undefined {
  return matches.find((match) => match.id === 'root')?.data as RootData | undefined
}
