import { Children, type ReactNode } from 'react'
import type { BlockChange } from '~/app/domain/interpretation-writing/version-blocks'
import { Button } from '~/app/ui/button'
import type { MessageKey } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { formatDateTime, type When } from '~/app/ui/format'
import { BlockKind, foldSame } from '~/app/ui/interpretation-desk/block-changes'
import { useT } from '~/app/ui/language'

type Theirs = Record<'title' | 'form' | 'author' | 'interpreterName' | 'interpreterTitle', string> & {
  revision: number
  at: When
  accountName: string | null
}
type ConflictProps = {
  theirs: Theirs
  /** What was sent, with the revision that it now counts from. */
  mine: Record<string, string>
  blocks: BlockChange[]
}

/** Two have saved: both texts side by side, and three ways on, none of which loses a word. */
export function ConflictChoice({ theirs, mine, blocks }: ConflictProps) {
  const t = useT()
  const who = theirs.accountName ?? t('work.conflict.somebody')
  return (
    <section className="conflict" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{t('work.conflict.title', { who, at: formatDateTime(theirs.at) })}</h2>
      <ErrorSummary errors={{ form: t('work.conflict.lead') }} />
      <div className="conflict-ways">
        <SendMine
          mine={mine}
          intent="save"
          label={t('work.conflict.mine')}
          hint={t('work.conflict.mine.hint')}
        />
        <SendMine
          mine={mine}
          intent="theirs"
          label={t('work.conflict.theirs', { who })}
          hint={t('work.conflict.theirs.hint')}
        />
        <div className="conflict-way">
          <a className="button button-quiet" href="#document">
            {t('work.conflict.merge')}
          </a>
          <p className="field-hint">{t('work.conflict.merge.hint')}</p>
        </div>
      </div>
      <SideBySide theirs={theirs} mine={mine} blocks={blocks} who={who} />
    </section>
  )
}

const sent = ['title', 'form', 'author', 'interpreterName', 'interpreterTitle', 'document', 'revision']

function SendMine({
  mine,
  intent,
  label,
  hint,
}: {
  mine: Record<string, string>
  intent: string
  label: string
  hint: string
}) {
  return (
    <form method="post" className="conflict-way">
      {sent.map((name) => (
        <input key={name} type="hidden" name={name} value={mine[name] ?? ''} />
      ))}
      <Button kind="quiet" name="intent" value={intent}>
        {label}
      </Button>
      <p className="field-hint">{hint}</p>
    </form>
  )
}

const heads: [keyof Theirs, MessageKey][] = [
  ['title', 'deskInterpretation.name'],
  ['author', 'deskInterpretation.author'],
  ['interpreterName', 'deskInterpretation.interpreterName'],
  ['interpreterTitle', 'deskInterpretation.interpreterTitle'],
]

function SideBySide({ theirs, mine, blocks, who }: ConflictProps & { who: string }) {
  const t = useT()
  const different = heads.filter(([name]) => (mine[name] ?? '') !== theirs[name])
  return (
    <div className="side-by-side">
      <div className="side-row side-head" aria-hidden="true">
        <p>{t('work.conflict.yours')}</p>
        <p>{t('work.conflict.others', { who })}</p>
      </div>
      {different.map(([name, word]) => (
        <Pair key={name} kind={<p className="block-kind">{t(word)}</p>} who={who}>
          {[<mark key="mine">{mine[name]}</mark>, <mark key="theirs">{String(theirs[name])}</mark>]}
        </Pair>
      ))}
      {foldSame(blocks).map(({ key, change, same }) =>
        change ? (
          <Pair key={key} kind={<BlockKind change={{ ...change, status: sideStatus(change) }} />} who={who}>
            {[
              <SideWords key="mine" words={change.words} own="added" />,
              <SideWords key="theirs" words={change.words} own="removed" />,
            ]}
          </Pair>
        ) : (
          <p key={key} className="block-same">
            {t('work.same', { count: same })}
          </p>
        ),
      )}
    </div>
  )
}

/** A block that only one of them has is seen to be so: the other side is empty. */
function sideStatus({ status }: BlockChange): BlockChange['status'] {
  return status === 'restyled' ? 'restyled' : 'same'
}

function Pair({ kind, who, children }: { kind: ReactNode; who: string; children: [ReactNode, ReactNode] }) {
  const t = useT()
  const [mine, theirs] = children
  return (
    <div className="side-pair">
      {kind}
      <div className="side-row">
        <div className="side">
          <span className="side-name">{t('work.conflict.yours')}</span>
          {mine}
        </div>
        <div className="side">
          <span className="side-name">{t('work.conflict.others', { who })}</span>
          {theirs}
        </div>
      </div>
    </div>
  )
}

/** The words of one side; what the other does not have is marked, and said aloud. */
function SideWords({ words, own }: { words: BlockChange['words']; own: 'added' | 'removed' }) {
  const t = useT()
  const shown = words.filter(({ type }) => type === 'same' || type === own)
  if (shown.length === 0) return <p className="side-nothing">{t('work.conflict.nothing')}</p>
  return (
    <p className="block-words">
      {/* biome-ignore lint/correctness/useJsxKeyInIterable: Children.toArray numbers them */}
      {Children.toArray(shown.map(({ type, text }) => (type === 'same' ? text : <mark>{text}</mark>)))}
    </p>
  )
}
