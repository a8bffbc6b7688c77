import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequest, sendResponse } from '@remix-run/node-fetch-server'
import { createServer as createVite, type ViteDevServer } from 'vite'
import { claimDataFolder } from './data-folder'
import { seedWhenEmpty } from './demo'
import type { Settings } from './env'
import { runProgram } from './run-program'
import type { Shutdown } from './shutdown'
import { startParts } from './start-parts'

/** The same parts as `npm start`; every request is answered by the sources as they are now. */
async function develop(settings: Settings, shutdown: Shutdown): Promise<void> {
  const claim = await claimDataFolder(settings.DATA_DIR)
  shutdown.add(claim.release)
  shutdown.onSignals(() => console.info('正在停止 (stopping) …'))
  await shutdown.hold(startParts(settings, claim.folder, shutdown))
  const demo = await seedWhenEmpty()
  const server = createServer()
  const vite = await createVite({
    configFile: 'remix.config.js',
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server } },
  })
  shutdown.add(() => vite.close())
  server.on('request', (req, res) => vite.middlewares(req, res, () => void answer(vite, req, res)))
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(settings.PORT, settings.HOST, done)
  })
  shutdown.add(() => {
    server.close()
    server.closeAllConnections()
  })
  console.info([`共议 Gongyi (dev): http://localhost:${settings.PORT}`, ...demo].join('\n'))
}

async function answer(vite: ViteDevServer, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const { answerUploads, handle } = (await vite.ssrLoadModule(
      '/app/server.ts',
    )) as typeof import('../server')
    if (await answerUploads(req, res)) return
    // Vite's own client needs inline scripts and a socket, which the policy of the real server forbids.
    const response = await handle(createRequest(req, res), req.socket.remoteAddress)
    response.headers.delete('Content-Security-Policy')
    await sendResponse(res, response)
  } catch (error) {
    if (error instanceof Error) vite.ssrFixStacktrace(error)
    console.error(error)
    res.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' }).end(String(error))
  }
}

await runProgram(develop)
