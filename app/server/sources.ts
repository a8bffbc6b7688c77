import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const sourceFolders = ['app', 'db', 'search', 'media']
const sourceFiles = ['package-lock.json', 'remix.config.js', 'tsconfig.json']
const stampFile = 'build/sources.sha256'

/** True when there is no build, or the sources have changed since it was made. */
export async function isBuildStale(root: string): Promise<boolean> {
  const stamp = await readFile(join(root, stampFile), 'utf8').catch(() => '')
  return stamp !== (await hashSources(root))
}

/** Called when a build has ended: notes which sources it was made from. */
export async function recordSources(root: string): Promise<void> {
  await writeFile(join(root, stampFile), await hashSources(root))
}

async function hashSources(root: string): Promise<string> {
  const lists = await Promise.all(sourceFolders.map((folder) => listFiles(join(root, folder))))
  const files = [...lists.flat(), ...sourceFiles.map((file) => join(root, file))].sort()
  const contents = await Promise.all(files.map((file) => readFile(file).catch(() => '')))
  const hash = createHash('sha256')
  files.forEach((file, index) => {
    hash
      .update(file.slice(root.length))
      .update('\0')
      .update(contents[index] ?? '')
      .update('\0')
  })
  return hash.digest('hex')
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
