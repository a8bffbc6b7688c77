import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/** Real documents to import; they are not part of the project, and tests that need them say so when skipped. */
export const corpusDir = resolve(root, process.env.GONGYI_CORPUS ?? '../shared/corpus')
export const hasCorpus = existsSync(join(corpusDir, 'index.json'))
export const whyNoCorpus = hasCorpus ? '' : '（没有语料文件夹，跳过：请用 GONGYI_CORPUS 指定）'

type Entry = {
  file: string
  title: string
  parts: number
  chapters: number
  sections: number
  articles: number
}

export function corpusIndex(): Entry[] {
  return hasCorpus ? JSON.parse(readFileSync(join(corpusDir, 'index.json'), 'utf8')) : []
}

/** The one opinion, as Markdown and (same name) as Word file. Its name is its document number. */
export const opinionName = hasCorpus
  ? (readdirSync(corpusDir).find((name) => /〕\d+号\.md$/.test(name)) ?? '').replace('.md', '')
  : ''

/** The statutes that are there in two versions, older file first. */
export function twoVersions(): [string, string][] {
  const byTitle = new Map<string, string[]>()
  for (const { title, file } of corpusIndex()) byTitle.set(title, [...(byTitle.get(title) ?? []), file])
  return [...byTitle.values()]
    .filter((files) => files.length === 2)
    .map((files) => files.sort() as [string, string])
}
