import { Meilisearch, type Settings } from 'meilisearch'
import type { ClauseDocument, ThingDocument } from './targets'

export type SearchEngine = { url: string; key: string; prefix?: string }

export type Search = { client: Meilisearch; things: string; clauses: string }

/** A person at the search page waits this long at most for the engine. */
const patience = 1500

export function connectSearch(engine: SearchEngine, timeout = 20_000): Search {
  const prefix = engine.prefix ?? ''
  const client = new Meilisearch({
    host: engine.url,
    apiKey: engine.key,
    timeout,
    // Compressed, an answer comes in two pieces, the second 40 ms after the first.
    requestInit: { headers: { 'Accept-Encoding': 'identity' } },
    // A busy engine takes seconds for one document, and many more for a batch of a rebuild.
    defaultWaitOptions: { timeout: 60_000, interval: 25 },
  })
  return { client, things: `${prefix}things`, clauses: `${prefix}clauses` }
}

export function connectForQueries(engine: SearchEngine): Search {
  return connectSearch(engine, patience)
}

export function thingsOf(search: Search) {
  return search.client.index<ThingDocument>(search.things)
}

export function clausesOf(search: Search) {
  return search.client.index<ClauseDocument>(search.clauses)
}

const chinese = [{ attributePatterns: ['*'], locales: ['cmn', 'eng'] as const }]

const shared = {
  // A clause number or a year with one other digit is another clause, not a typing mistake.
  typoTolerance: { disableOnNumbers: true },
  pagination: { maxTotalHits: 10_000 },
}

const thingSettings = {
  ...shared,
  searchableAttributes: ['numberKey', 'title', 'department', 'labels', 'body'],
  filterableAttributes: ['kind', 'department', 'year', 'state'],
  sortableAttributes: ['publishedAt'],
  synonyms: {
    补助: ['补贴'],
    补贴: ['补助'],
    老人: ['老年人', '养老'],
    供暖: ['供热'],
    暖气: ['供热'],
    供热: ['供暖'],
    学区: ['学区划分'],
    停车费: ['停车收费'],
  },
}

const clauseSettings = {
  ...shared,
  searchableAttributes: ['labelKey', 'heading', 'body'],
  filterableAttributes: ['thing', 'stamp'],
  synonyms: thingSettings.synonyms,
}

/** Makes both indexes with their settings; an index that is there is brought up to date. */
export async function prepareIndexes(search: Search): Promise<void> {
  await prepare(search, search.things, thingSettings)
  await prepare(search, search.clauses, clauseSettings)
}

async function prepare(search: Search, name: string, settings: Settings): Promise<void> {
  await search.client.createIndex(name, { primaryKey: 'id' }).waitTask()
  const localizedAttributes = chinese.map(({ attributePatterns, locales }) => ({
    attributePatterns,
    locales: [...locales],
  }))
  const task = await search.client
    .index(name)
    .updateSettings({ ...settings, localizedAttributes })
    .waitTask()
  if (task.error) throw new Error(task.error.message)
}
