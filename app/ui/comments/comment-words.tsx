import type { CommentChannel, CommentState, Decision } from '~/app/domain/comments/types'
import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

const stateTones: Record<CommentState, Tone> = {
  pending: 'waiting',
  published: 'done',
  refused: 'refused',
  withdrawn: 'info',
}

export function CommentStateWord({ state }: { state: CommentState }) {
  const t = useT()
  return <StatusWord tone={stateTones[state]}>{t(`comment.state.${state}`)}</StatusWord>
}

const decisionWords: Record<Decision, { word: MessageKey; tone: Tone }> = {
  adopted: { word: 'decision.adopted', tone: 'done' },
  'partially-adopted': { word: 'decision.partiallyAdopted', tone: 'waiting' },
  'not-adopted': { word: 'decision.notAdopted', tone: 'refused' },
  explained: { word: 'decision.explained', tone: 'info' },
}

/** The decision on an issue: a word with its shape, the same wherever it stands. */
export function DecisionWord({ decision }: { decision: Decision }) {
  const t = useT()
  const { word, tone } = decisionWords[decision]
  return <StatusWord tone={tone}>{t(word)}</StatusWord>
}

export function decisionKey(decision: Decision): MessageKey {
  return decisionWords[decision].word
}

/** 网上 12、信函 3. */
export function useChannelWords() {
  const t = useT()
  return (channels: { channel: CommentChannel; count: number }[]) =>
    channels.map(({ channel, count }) => `${t(`comment.${channel}`)} ${count}`).join(t('comment.separator'))
}

/** What a person wrote, with the line breaks that the person made. */
export function WrittenWords({ children }: { children: string }) {
  return <p className="written-words">{children}</p>
}

/** The words of the draft that a comment is about, set apart as a quotation. */
export function QuotedWords({ children }: { children: string }) {
  const t = useT()
  return (
    <blockquote className="quoted-words">
      <span className="visually-hidden">{t('comments.quote')}</span>
      <mark>{children}</mark>
    </blockquote>
  )
}
