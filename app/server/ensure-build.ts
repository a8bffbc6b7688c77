import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isBuildStale } from './sources'

/** Builds the application when the build is missing or was made from other sources. */
export async function ensureBuild(root: string): Promise<void> {
  if (!(await isBuildStale(root))) return
  console.info('正在构建页面 (building) …')
  const remix = join(root, 'node_modules/@remix-run/dev/dist/cli.js')
  if (!existsSync(remix)) {
    throw new Error(
      '没有可用的构建，也没有安装构建工具：请先运行 npm ci && npm run build (run npm ci && npm run build first).',
    )
  }
  const { code, output } = await run(
    process.execPath,
    [remix, 'vite:build', '--config', 'remix.config.js'],
    root,
  )
  if (code !== 0)
    throw new Error(`构建没有成功 (the build failed):\n${output.trim().split('\n').slice(-15).join('\n')}`)
}

function run(command: string, args: string[], cwd: string): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    process.once('exit', () => child.kill())
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('error', fail)
    child.once('close', (code) => done({ code, output }))
  })
}
