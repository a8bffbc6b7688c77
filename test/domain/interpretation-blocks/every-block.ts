type Files = { film: string; sound: string; spin: string; picture: string; table: string }

/** One block of every kind, with the same words wherever it holds words. */
export function everyBlock(say: string, files: Files, clauses: { id: number; text: string }[]): unknown[] {
  const [clause = { id: 0, text: '' }] = clauses
  const clauseId = clause.id
  const text = (words: string) => [{ type: 'text', text: words }]
  const paragraph = { type: 'paragraph', content: text(say) }
  const image = { type: 'image', attrs: { sha: files.picture, alt: say, caption: say } }
  const moments = [{ second: 1, title: say, clauseId }]
  const block = (type: string, attrs: Record<string, unknown>) => ({ type, attrs })
  return [
    { type: 'heading', attrs: { level: 2, element: 'aims', clauses: [clauseId] }, content: text(say) },
    paragraph,
    block('clauseQuote', { clauseId, label: say, text: clause.text }),
    image,
    { type: 'gallery', attrs: { caption: say }, content: [image, image] },
    block('longImage', { sha: files.picture, alt: say, text: say }),
    block('video', { sha: files.film, title: say, moments }),
    block('audio', { sha: files.sound, title: say, moments }),
    block('animation', { sha: files.spin, still: files.picture, alt: say, caption: say }),
    ...(['bars', 'lines', 'shares'] as const).map((kind) =>
      block('chart', {
        ...{ kind, title: say, unit: say.slice(0, 20), note: say, columns: [say] },
        rows: [1, 2].map((value) => ({ label: say, values: [value] })),
      }),
    ),
    {
      type: 'table',
      content: ['tableHeader', 'tableCell'].map((type) => ({
        type: 'tableRow',
        content: [{ type, content: [paragraph] }],
      })),
    },
    {
      type: 'qa',
      content: [
        { type: 'qaQuestion', content: text(say) },
        { type: 'qaAnswer', content: [paragraph] },
      ],
    },
    {
      type: 'steps',
      content: [{ type: 'step', content: [{ type: 'stepTitle', content: text(say) }, paragraph] }],
    },
    block('beforeAfter', {
      ...{ title: say, before: say, after: say },
      rows: [{ what: say, before: say, after: `${say}了`, clauseId }],
    }),
    block('audience', { rows: [{ who: say, what: say }], except: say }),
    block('keyTerm', { term: say, definition: say, source: say }),
    block('timeline', { title: say, entries: [{ when: say, what: say }] }),
    block('download', { sha: files.table, title: say }),
    {
      type: 'transcript',
      content: [
        { type: 'speech', attrs: { speaker: say.slice(0, 30), role: say, second: 2 }, content: [paragraph] },
      ],
    },
  ]
}
