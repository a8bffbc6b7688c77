import type { MouseEvent, RefObject } from 'react'
import type { CommentFinding } from '~/app/domain/comments/findings'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import { refusalRules } from '~/app/domain/comments/rules'
import type { Awaiting } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { QuotedWords, WrittenWords } from '~/app/ui/comments/comment-words'
import { Attachments, DeskCommentMeta } from '~/app/ui/comments/desk-comment'
import { CheckedItem } from '~/app/ui/comments/desk-parts'
import { TextArea } from '~/app/ui/field'
import { formatDate } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type Here = Record<string, string | number | null | undefined>
type ItemProps = {
  comment: Awaiting
  state: 'pending' | 'published' | 'refused'
  here: Here
  checked: boolean
  /** The proposed masking was taken over into the field. */
  adopted: boolean
  /** What was typed before the form was refused. */
  mask: string | undefined
  error: string | undefined
  form: RefObject<HTMLFormElement | null>
}

/** One comment in the queue: its words, what a machine noticed, and the words that the public would read. */
export function ModerationItem({ comment, state, here, checked, adopted, mask, error, form }: ItemProps) {
  const t = useT()
  const { id, body, original, suggestion, quote, findings, correction } = comment
  const written = mask ?? (adopted ? suggestion : body)
  return (
    <CheckedItem
      name="id"
      id={id}
      anchor={`comment-${id}`}
      label={t('moderation.select', { id })}
      checked={checked}
    >
      <DeskCommentMeta
        comment={comment}
        consultationHref={here.consultation ? undefined : consultationHref(comment, here)}
      />
      {quote ? <QuotedWords>{quote}</QuotedWords> : null}
      <WrittenWords>{body}</WrittenWords>
      {correction ? (
        <>
          <input type="hidden" name={`correction-${id}`} value={correction.id} />
          <p className="moderation-corrected">
            {t(state === 'pending' ? 'moderation.corrected' : 'moderation.correctionWaits', {
              at: formatDate(correction.at),
            })}
          </p>
        </>
      ) : (
        <input type="hidden" name={`correction-${id}`} value="0" />
      )}
      {original ? (
        <details>
          <summary>{t('moderation.original')}</summary>
          <WrittenWords>{original}</WrittenWords>
        </details>
      ) : null}
      <Attachments of={comment.attachments} />
      <Hints {...{ comment, findings, here, form }} />
      {state === 'refused' && comment.reason ? <p className="moderation-reason">{comment.reason}</p> : null}
      {comment.takenDownFrom ? (
        <p className="moderation-reason">
          {t('moderation.takenDown', { at: formatDate(comment.takenDownFrom) })}
        </p>
      ) : null}
      <details className="moderation-mask" open={written !== body || Boolean(error)}>
        <summary>{t('moderation.edit')}</summary>
        <TextArea
          name={`mask-${id}`}
          label={t('moderation.mask', { id })}
          error={error}
          value={written}
          rows={Math.min(12, Math.ceil(body.length / 40) + 1)}
          optional
        />
      </details>
    </CheckedItem>
  )
}

function consultationHref({ consultationId }: Awaiting, here: Here) {
  return paths.desk.moderation({ state: here.state, consultation: consultationId })
}

type HintsProps = {
  comment: Awaiting
  findings: CommentFinding[]
  here: Here
  form: RefObject<HTMLFormElement | null>
}

/** What a machine noticed. It ticks nothing and decides nothing; each may be taken over with one click. */
function Hints({ comment, findings, here, form }: HintsProps) {
  const t = useT()
  if (findings.length === 0) return null
  const { id, suggestion } = comment
  const takeOver = (rule: string | undefined) => (event: MouseEvent) => {
    const fields = form.current?.elements
    const box = fields && form.current?.querySelector<HTMLInputElement>(`[name="id"][value="${id}"]`)
    if (!fields || !box) return
    event.preventDefault()
    box.checked = true
    form.current?.dispatchEvent(new Event('change', { bubbles: true }))
    const field = fields.namedItem(rule ? 'rule' : `mask-${id}`)
    if (field instanceof HTMLSelectElement) field.value = rule ?? ''
    if (field instanceof HTMLTextAreaElement) {
      field.value = suggestion
      field.closest('details')?.setAttribute('open', '')
    }
    if (field instanceof HTMLElement) field.focus()
  }
  return (
    <ul className="moderation-hints" aria-label={t('moderation.hints')}>
      {findings.map(({ kind, name, found, rule, mask }) => (
        <li key={`${kind}-${name}`}>
          <span className="moderation-hint-mark">{t('moderation.hint')}</span>{' '}
          {kind === 'copy' ? t('moderation.hint.copy', { name, count: found[0] ?? '' }) : name}
          {kind === 'copy' || found.length === 0 ? null : `：${found.map(sayFound(kind)).join('、')}`}
          {mask === undefined && rule === undefined ? null : (
            <>
              {' '}
              <a
                href={`${paths.desk.moderation({ ...here, adopt: id, rule })}#${rule ? 'rule' : `comment-${id}`}`}
                onClick={takeOver(rule)}
              >
                {rule ? t('moderation.adopt.rule', { rule: numberOf(rule) }) : t('moderation.adopt.mask')}
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** 13812345678 → 138****5678. */
function sayFound(kind: CommentFinding['kind']) {
  return (words: string) => (kind === 'private' ? `${words} → ${maskPrivateData(words)}` : words)
}

function numberOf(rule: string): string {
  return refusalRules.find(({ id }) => id === rule)?.number ?? ''
}
