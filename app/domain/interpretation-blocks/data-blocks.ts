import { z } from 'zod'

const words = (most: number) => z.string().trim().max(most)
const needed = (most: number) => words(most).min(1)
const sha = z.string().regex(/^[0-9a-f]{64}$/)
const clauseId = z.number().int().positive().nullable()
const second = z.number().min(0).max(86_400)

/** A second of a recording that has a title, and explains a clause where it names one: its chapters. */
const moment = z.strictObject({ second, title: needed(100), clauseId })

const recording = z.strictObject({
  sha,
  title: needed(200),
  moments: z.array(moment).max(100),
})

/** What can be drawn and said: beyond it, sums and steps leave the numbers that a computer knows. */
const drawable = (value: number) => value === 0 || (Math.abs(value) >= 1e-6 && Math.abs(value) <= 1e15)

const chart = z
  .strictObject({
    kind: z.enum(['bars', 'lines', 'shares']),
    title: needed(100),
    unit: words(20),
    note: words(300),
    /** The name of each series; of shares there is one. */
    columns: z.array(needed(40)).min(1).max(6),
    rows: z
      .array(z.strictObject({ label: needed(40), values: z.array(z.number().refine(drawable).nullable()) }))
      .min(1)
      .max(40),
  })
  .refine(({ columns, rows }) => rows.every(({ values }) => values.length === columns.length))
  .refine(({ kind, columns, rows }) => kind !== 'shares' || isWhole(columns, rows))

/** Shares are parts of one whole: a single series, nothing negative or missing, and something in all. */
function isWhole(columns: string[], rows: { values: (number | null)[] }[]): boolean {
  const values = rows.map((row) => row.values[0] ?? -1)
  return columns.length === 1 && values.every((value) => value >= 0) && values.some((value) => value > 0)
}

/** The blocks that are data, not running text: what they hold, checked alike in the editor and on the server. */
export const dataBlocks = {
  chart,
  video: recording,
  audio: recording,
  animation: z.strictObject({
    sha,
    /** The picture that stands first, and instead for those who want no motion; a Lottie file needs one. */
    still: sha.nullable(),
    alt: needed(500),
    caption: words(500),
  }),
  longImage: z.strictObject({
    sha,
    alt: needed(500),
    /** Everything that the picture says, for who cannot see or enlarge it. */
    text: needed(20_000),
  }),
  beforeAfter: z.strictObject({
    title: needed(100),
    before: needed(100),
    after: needed(100),
    rows: z
      .array(z.strictObject({ what: needed(100), before: words(2000), after: words(2000), clauseId }))
      .min(1)
      .max(40),
  }),
  audience: z.strictObject({
    rows: z
      .array(z.strictObject({ who: needed(100), what: needed(500) }))
      .min(1)
      .max(20),
    /** Whom it does not concern; empty where that needs no word. */
    except: words(500),
  }),
  keyTerm: z.strictObject({ term: needed(60), definition: needed(1000), source: words(200) }),
  timeline: z.strictObject({
    title: needed(100),
    entries: z
      .array(z.strictObject({ when: needed(40), what: needed(300) }))
      .min(1)
      .max(40),
  }),
  download: z.strictObject({ sha, title: needed(200) }),
} as const

export type DataBlock = keyof typeof dataBlocks
export type BlockData<B extends DataBlock> = z.infer<(typeof dataBlocks)[B]>
export type Moment = z.infer<typeof moment>

/** What a block begins with in the editor; most of it has to be filled in before it can be saved. */
export const blankBlocks: { [B in DataBlock]: BlockData<B> } = {
  chart: {
    kind: 'bars',
    title: '',
    unit: '',
    note: '',
    columns: [''],
    rows: [{ label: '', values: [null] }],
  },
  video: { sha: '', title: '', moments: [] },
  audio: { sha: '', title: '', moments: [] },
  animation: { sha: '', still: null, alt: '', caption: '' },
  longImage: { sha: '', alt: '', text: '' },
  beforeAfter: {
    title: '',
    before: '',
    after: '',
    rows: [{ what: '', before: '', after: '', clauseId: null }],
  },
  audience: { rows: [{ who: '', what: '' }], except: '' },
  keyTerm: { term: '', definition: '', source: '' },
  timeline: { title: '', entries: [{ when: '', what: '' }] },
  download: { sha: '', title: '' },
}

export const dataBlockNames = Object.keys(dataBlocks) as DataBlock[]

export function isDataBlock(type: string): type is DataBlock {
  return Object.hasOwn(dataBlocks, type)
}
