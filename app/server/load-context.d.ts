import '@remix-run/node'

declare module '@remix-run/node' {
  interface AppLoadContext {
    /** For the Content-Security-Policy of pages that hydrate. */
    nonce: string
  }

  // Loaders and actions give their values as they are: dates stay dates.
  interface Future {
    v3_singleFetch: true
  }
}
