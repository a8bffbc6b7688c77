import type { BlockChange } from '~/app/domain/interpretation-writing/version-blocks'
import type { MessageKey } from '~/app/ui/catalogue'
import { markedWords } from '~/app/ui/compared-clauses'
import { ChangedWords } from '~/app/ui/comparison'
import { useT } from '~/app/ui/language'

/** What changed from one version to another: changed blocks with their words, unchanged ones counted. */
export function BlockChanges({ blocks }: { blocks: BlockChange[] }) {
  const t = useT()
  return (
    <ol className="block-changes">
      {foldSame(blocks).map(({ key, change, same }) =>
        change ? (
          <li key={key} className={`block-change block-${change.status}`}>
            <BlockKind change={change} />
            <p className="block-words">
              <ChangedWords words={markedWords(change.words)} />
            </p>
          </li>
        ) : (
          <li key={key} className="block-same">
            {t('work.same', { count: same })}
          </li>
        ),
      )}
    </ol>
  )
}

export function BlockKind({ change: { type, status, moved } }: { change: BlockChange }) {
  const t = useT()
  const word = kinds[type] ?? 'work.block.paragraph'
  const said = status === 'same' ? [] : [t(`work.change.${status}`)]
  return (
    <p className="block-kind">{[t(word), ...said, ...(moved ? [t('work.change.moved')] : [])].join(' · ')}</p>
  )
}

type Row = { key: string; change: BlockChange | null; same: number }

/** Runs of blocks that did not change are one row with their number. */
export function foldSame(blocks: BlockChange[]): Row[] {
  const rows: Row[] = []
  for (const change of blocks) {
    const last = rows.at(-1)
    if (change.status !== 'same' || change.moved) rows.push({ key: change.key, change, same: 0 })
    else if (last && !last.change) last.same += 1
    else rows.push({ key: change.key, change: null, same: 1 })
  }
  return rows
}

const kinds: Record<string, MessageKey> = {
  heading: 'work.block.heading',
  bulletList: 'work.block.list',
  orderedList: 'work.block.list',
  table: 'work.block.table',
  image: 'work.block.image',
  gallery: 'work.block.gallery',
  clauseQuote: 'work.block.clauseQuote',
  qa: 'work.block.qa',
  steps: 'work.block.steps',
  transcript: 'work.block.transcript',
  chart: 'work.block.chart',
  video: 'work.block.video',
  audio: 'work.block.audio',
  animation: 'work.block.animation',
  longImage: 'work.block.longImage',
  beforeAfter: 'work.block.beforeAfter',
  audience: 'work.block.audience',
  keyTerm: 'work.block.keyTerm',
  timeline: 'work.block.timeline',
  download: 'work.block.download',
}
