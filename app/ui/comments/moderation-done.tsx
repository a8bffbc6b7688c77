import type { CommentState } from '~/app/domain/comments/types'
import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type DoneKind = 'published' | 'refused' | 'masked' | 'corrected' | 'correction-refused' | 'granted' | 'upheld'

const words: Record<DoneKind, MessageKey> = {
  published: 'moderation.done.published',
  refused: 'moderation.done.refused',
  masked: 'moderation.done.masked',
  corrected: 'moderation.done.corrected',
  'correction-refused': 'moderation.done.correctionRefused',
  granted: 'moderation.done.granted',
  upheld: 'moderation.done.upheld',
}

type ModerationDoneProps = {
  done: DoneKind | undefined
  count: number
  moved: { id: number; state: CommentState; by: string | null }[]
}

/** What was done, and what a colleague or the author had done already. The keyboard goes on from here. */
export function ModerationDone({ done, count, moved }: ModerationDoneProps) {
  const t = useT()
  if (!done) return null
  return (
    // biome-ignore lint/a11y/noAutofocus: after a post the reader is brought to what was done
    <div id="done" role="status" tabIndex={-1} autoFocus>
      {count > 0 ? <Notice tone="done" title={t(words[done], { count })} /> : null}
      {moved.length > 0 ? (
        <Notice tone="warning" title={t('moderation.moved', { count: moved.length })}>
          <ul>
            {moved.map(({ id, state, by }) => (
              <li key={id}>
                {state === 'pending'
                  ? t('moderation.moved.corrected', { id })
                  : t('moderation.moved.one', {
                      id,
                      state: t(`comment.state.${state}`),
                      by: by ?? t('moderation.moved.author'),
                    })}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}
