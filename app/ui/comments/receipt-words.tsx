import type { CommentReceipt } from '~/app/domain/comments/receipt-types'
import { paths } from '~/app/paths'
import { decisionKey, WrittenWords } from '~/app/ui/comments/comment-words'
import { ConsultationStateWord } from '~/app/ui/consultation/state-word'
import { formatDeadline, formatNumber } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

/** Where it stands now, in a sentence or two. */
export function ReceiptNow({ receipt }: { receipt: CommentReceipt }) {
  const t = useT()
  const lang = useLang()
  const { state, decisions, feedbackAt, closed, may, appeals, terminated } = receipt
  const waiting = appeals.find((appeal) => appeal.state === 'waiting')
  const refusal = state === 'refused' ? receipt.moves.findLast(({ kind }) => kind === 'refused') : undefined
  const sentences = [sayState()]
  if (state === 'refused' && may.appeal)
    sentences.push(t('receipt.now.appealable', { until: formatDeadline(may.appeal, lang) }))
  if (state === 'refused' && waiting)
    sentences.push(t('receipt.now.appealed', { by: formatDeadline(waiting.answerBy, lang) }))
  if (terminated && state !== 'withdrawn' && !feedbackAt) sentences.push(t('receipt.now.terminated'))
  const tone = state === 'refused' ? 'warning' : decisions.length > 0 ? 'done' : 'info'
  return (
    <Notice tone={tone} title={t('receipt.now')}>
      <p>{sentences.join(lang === 'zh' ? '' : ' ')}</p>
      {refusal?.reason ? (
        <WrittenWords>{t('receipt.now.reason', { reason: refusal.reason })}</WrittenWords>
      ) : null}
    </Notice>
  )

  function sayState(): string {
    if (state === 'withdrawn') return t(receipt.isNotMine ? 'receipt.now.notMine' : 'receipt.now.withdrawn')
    if (state === 'refused') return t('receipt.now.refused')
    if (state === 'pending') return t('receipt.now.pending')
    if (decisions.length > 0) {
      const words = [...new Set(decisions.map(({ decision }) => t(decisionKey(decision))))]
      return t('receipt.now.decided', { decisions: words.join(t('comment.separator')) })
    }
    if (feedbackAt) return t('receipt.now.reported')
    if (closed) return t('receipt.now.closed')
    return t('receipt.now.open', { at: formatDeadline(receipt.consultation.closesAt, lang) })
  }
}

/** The author's words: the newest, the first, and what the public reads where that is something else. */
export function ReceiptWords({ receipt }: { receipt: CommentReceipt }) {
  const t = useT()
  const { body, words, shown, corrections } = receipt
  return (
    <section>
      <h2>{t(corrections.length > 0 ? 'receipt.words.newest' : 'receipt.words')}</h2>
      <WrittenWords>{words}</WrittenWords>
      {corrections.length > 0 ? (
        <details>
          <summary>{t('receipt.words.first')}</summary>
          <WrittenWords>{body}</WrittenWords>
        </details>
      ) : null}
      {shown === null ? null : (
        <>
          <h3>{t('receipt.shown')}</h3>
          <p className="muted">{t('receipt.shown.note')}</p>
          <WrittenWords>{shown}</WrittenWords>
        </>
      )}
      <Attachments receipt={receipt} />
      <Campaign receipt={receipt} />
    </section>
  )
}

function Attachments({ receipt: { attachments, code, state } }: { receipt: CommentReceipt }) {
  const t = useT()
  if (attachments.length === 0) return null
  const isClosed = state === 'withdrawn'
  return (
    <>
      <h3>{t('receipt.attachments')}</h3>
      <ul className="bulleted">
        {attachments.map(({ id, name, size }) => (
          <li key={id}>
            {isClosed ? name : <a href={paths.attachment(code, id)}>{name}</a>}
            <span className="muted">　{saySize(size)}</span>
          </li>
        ))}
      </ul>
      <p className="muted">{t(isClosed ? 'receipt.attachments.closed' : 'receipt.attachments.note')}</p>
    </>
  )
}

function saySize(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function Campaign({ receipt: { campaign, consultation } }: { receipt: CommentReceipt }) {
  const t = useT()
  if (!campaign) return null
  return (
    <>
      <h3>
        <a href={paths.campaign(consultation.id, campaign.id)}>
          {t('receipt.campaign', { count: formatNumber(campaign.sent) })}
        </a>
      </h3>
      <p className="muted">{t('receipt.campaign.note')}</p>
    </>
  )
}

/** The rounds before and after the one to which the comment was given. */
export function ReceiptRounds({ receipt: { rounds, consultation } }: { receipt: CommentReceipt }) {
  const t = useT()
  if (rounds.length === 0) return null
  return (
    <section className="no-print">
      <h2>{t('receipt.rounds')}</h2>
      <ul className="bulleted">
        {rounds.map(({ id, title, state }) => (
          <li key={id}>
            <a href={paths.consultation(id)}>{title}</a>　<ConsultationStateWord state={state} />
            {id === consultation.id ? <span className="muted">　{t('receipt.rounds.own')}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
