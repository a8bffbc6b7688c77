import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { database } from '~/db/client'
import { accounts, credentials, rateLimits, sessions, verifications } from '~/db/schema/people'
import { env } from './env'

export const clientAddressHeader = 'x-gongyi-client-address'

function createAuth() {
  return betterAuth({
    baseURL: env().SITE_URL ?? 'http://localhost',
    secret: env().SESSION_SECRET,
    database: drizzleAdapter(database(), {
      provider: 'pg',
      schema: {
        user: accounts,
        session: sessions,
        account: credentials,
        verification: verifications,
        rateLimit: rateLimits,
      },
    }),
    // Accounts are given by the site administrator, nobody signs up.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    // L5: signed out after a working day, whatever is going on; the cookie and the row end together.
    session: { expiresIn: 8 * 3600, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      // By address, against guessing at many accounts at once; the accounts themselves are locked one by one.
      customRules: { '/sign-in/email': { window: 300, max: 100 } },
    },
    advanced: {
      cookiePrefix: 'gongyi',
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    // Our own gate has already checked the origin of every mutation (invariant 8).
    trustedOrigins: async (request) => {
      const origin = request?.headers.get('origin')
      return origin ? [origin] : []
    },
  })
}

let cached: { auth: ReturnType<typeof createAuth>; of: unknown } | undefined

export function auth() {
  const db = database()
  if (cached?.of !== db) cached = { auth: createAuth(), of: db }
  return cached.auth
}
