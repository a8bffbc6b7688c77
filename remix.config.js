import { resolve } from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vitest/config'
import { routes } from './app/routes'
import { precompress } from './app/server/precompress'
import { recordSources } from './app/server/sources'
import { closingLine } from './test/support/closing-line'
import { InTurn } from './test/support/in-turn'

const root = import.meta.dirname
const everyTest = 'test/**/*.test.{ts,tsx}'
const together = ['test/{domain,ui,media,db}/**/*.test.{ts,tsx}']
const underVitest = Boolean(process.env.VITEST)

/** @type {import('vite').Plugin} Our own HTTP server is the server bundle's entry; Remix would set its own. */
const serverEntry = {
  name: 'gongyi:server-entry',
  enforce: 'post',
  config(_config, { command, isSsrBuild }) {
    if (command !== 'build' || !isSsrBuild) return
    return { build: { rollupOptions: { input: resolve(root, 'app/server.ts') } } }
  },
}

/** @type {(define: import('@remix-run/dev/dist/config/routes').DefineRouteFunction, list: typeof routes) => void} */
function addRoutes(define, list) {
  for (const { path, file, id, children } of list) {
    const isHome = path === '/' && !children
    define(path === '/' ? undefined : path.slice(1), file, { index: isHome, id }, () => {
      addRoutes(define, children ?? [])
    })
  }
}

function remixPlugin() {
  return remix({
    appDirectory: 'app',
    ignoredRouteFiles: ['**/*'],
    routes: (defineRoutes) => defineRoutes((define) => addRoutes(define, routes)),
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: false,
    },
    async buildEnd() {
      await precompress(resolve(root, 'build/client'))
      await recordSources(root)
    },
  })
}

export default defineConfig({
  root,
  publicDir: false,
  resolve: { alias: { '~': root } },
  plugins: underVitest ? [] : [serverEntry, remixPlugin()],
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  // A custom element of a public page is bundled as `?worker&url`: one file that a module script loads, also in dev.
  worker: { format: 'es' },
  esbuild: { legalComments: 'none' },
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 3,
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/environment.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', closingLine()],
    sequence: { sequencer: InTurn },
    projects: [
      { extends: true, test: { name: 'whole', include: [everyTest], exclude: together } },
      // Reading the modules anew for each of them would take longer than the tests.
      { extends: true, test: { name: 'parts', include: together, isolate: false } },
    ],
  },
})
