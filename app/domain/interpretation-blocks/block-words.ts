import type { BlockData, DataBlock } from './data-blocks'

type Lines = { [B in DataBlock]: (data: BlockData<B>) => string[] }

/** What each block says in words, a line each, for the search, the excerpts and the share of copied sentences. */
const lines: Lines = {
  chart: ({ title, unit, note, columns, rows }) => [
    `${title}${unit ? `（${unit}）` : ''}`,
    ...rows.map(
      ({ label, values }) =>
        `${label}：${values.map((value, at) => `${columns[at]} ${value ?? '—'}`).join('，')}`,
    ),
    note,
  ],
  video: saidOf,
  audio: saidOf,
  animation: ({ alt, caption }) => [caption || alt],
  longImage: ({ text }) => [text],
  beforeAfter: ({ title, before, after, rows }) => [
    title,
    ...rows.map((row) => `${row.what}：${before} ${row.before}；${after} ${row.after}`),
  ],
  audience: ({ rows, except }) => [...rows.map(({ who, what }) => `${who}：${what}`), except],
  keyTerm: ({ term, definition }) => [`${term}：${definition}`],
  timeline: ({ title, entries }) => [title, ...entries.map(({ when, what }) => `${when}：${what}`)],
  download: ({ title }) => [title],
}

function saidOf({ title, moments }: BlockData<'video'>): string[] {
  return [title, ...moments.map((moment) => moment.title)]
}

export function wordsOfBlock<B extends DataBlock>(type: B, attrs: Record<string, unknown>): string[] {
  // Only checked documents are asked for their words.
  return lines[type](attrs as BlockData<B>).filter((line) => line.trim() !== '')
}
