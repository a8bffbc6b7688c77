export type RouteEntry = {
  /**
   * The URL, from the slash on, with Remix's `:parameters`; a child's is appended to its parent's.
   * `/` with children is a frame around them that has no URL of its own.
   */
  path: `/${string}`
  /** The route module, from app/. */
  file: string
  /** Only where one module serves several URLs. */
  id?: string
  children?: RouteEntry[]
}

/** Every URL that the application answers. */
export const routes: RouteEntry[] = [
  {
    path: '/',
    file: 'routes/public/layout.tsx',
    children: [
      { path: '/', file: 'routes/public/home.tsx' },
      // decision matters, consultations, announcements
      { path: '/matters', file: 'routes/public/matters.tsx' },
      { path: '/matters/:id', file: 'routes/public/matter.tsx' },
      { path: '/consultations', file: 'routes/public/consultations.tsx' },
      { path: '/consultations/:id', file: 'routes/public/consultation.tsx' },
      { path: '/texts/:id/compare', file: 'routes/public/compare.tsx' },
      { path: '/announcements', file: 'routes/public/announcements.tsx' },
      { path: '/announcements/:id', file: 'routes/public/announcement.tsx' },
      // the site itself
      // concerns
      // policies and interpretations
      { path: '/policies', file: 'routes/public/policies.tsx' },
      { path: '/policies/:id', file: 'routes/public/policy.tsx' },
      { path: '/interpretations', file: 'routes/public/interpretations.tsx' },
      { path: '/interpretations/:id', file: 'routes/public/interpretation.tsx' },
      // search
      { path: '/search', file: 'routes/public/search.tsx' },
      // the way into the desk
      { path: '/desk/sign-in', file: 'routes/desk/sign-in.tsx' },
      { path: '/*', file: 'routes/public/not-found.tsx' },
    ],
  },
  {
    path: '/desk',
    file: 'routes/desk/layout.tsx',
    children: [
      { path: '/', file: 'routes/desk/home.tsx' },
      // people and records
      { path: '/accounts', file: 'routes/desk/accounts.tsx' },
      { path: '/audit', file: 'routes/desk/audit.tsx' },
      { path: '/outbox', file: 'routes/desk/outbox.tsx' },
    ],
  },
  { path: '/desk/sign-out', file: 'routes/desk/sign-out.ts' },
  // what is not a page
  { path: '/media/:sha/:variant', file: 'routes/data/media.ts' },
  { path: '/preferences', file: 'routes/data/preferences.ts' },
]
