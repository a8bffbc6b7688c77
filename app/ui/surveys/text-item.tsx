import { maskPrivateData } from '~/app/domain/comments/private-data'
import type { DeskText } from '~/app/domain/survey-results/result-types'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { CheckedItem } from '~/app/ui/comments/desk-parts'
import { TextArea } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

type TextItemProps = {
  text: DeskText
  themes: { id: number; label: string }[]
  checked: boolean
  mayModerate: boolean
  /** What was typed before the form was refused. */
  mask: string | undefined
  error: string | undefined
}

/** One person's words to one open question: as they came, what a machine noticed, what may be shown of them. */
export function TextItem({ text, themes, checked, mayModerate, mask, error }: TextItemProps) {
  const t = useT()
  const { id, body, shown, state, findings, themeIds, isQuoted, commentId, reason, suggestion } = text
  const words = state === 'kept' ? shown : body
  const written = mask ?? shown
  return (
    <CheckedItem name="id" id={id} anchor={`text-${id}`} label={t('surveyTexts.select')} checked={checked}>
      <div className="text-item-words">
        <WrittenWords>{words}</WrittenWords>
        {words === body ? null : (
          <details>
            <summary>{t('surveyTexts.original')}</summary>
            <WrittenWords>{body}</WrittenWords>
          </details>
        )}
        <p className="text-item-marks">
          {themes
            .filter((theme) => themeIds.includes(theme.id))
            .map(({ id: themeId, label }) => (
              <span key={themeId} className="text-item-theme">
                {label}
              </span>
            ))}
          {isQuoted ? <span className="text-item-theme">“ ” {t('surveyTexts.quoted')}</span> : null}
          {commentId === null ? null : <span>{t('surveyTexts.inLedger')}</span>}
        </p>
        {state === 'kept' ? null : <Hints findings={findings} />}
        {reason ? <p className="moderation-reason">{reason}</p> : null}
        {mayModerate && commentId === null ? (
          <details className="moderation-mask" open={mask !== undefined || Boolean(error)}>
            <summary>{t('surveyTexts.edit')}</summary>
            {suggestion === body ? null : (
              <p className="field-hint">{t('surveyTexts.proposed', { words: suggestion })}</p>
            )}
            <TextArea
              name={`mask-${id}`}
              label={t('surveyTexts.mask')}
              error={error}
              value={written}
              rows={Math.min(10, Math.ceil(body.length / 40) + 1)}
              optional
            />
          </details>
        ) : null}
      </div>
    </CheckedItem>
  )
}

/** What a machine noticed. It ticks nothing and decides nothing. */
function Hints({ findings }: Pick<DeskText, 'findings'>) {
  const t = useT()
  if (findings.length === 0) return null
  return (
    <ul className="moderation-hints" aria-label={t('moderation.hints')}>
      {findings.map(({ kind, name, found }) => (
        <li key={`${kind}-${name}`}>
          <span className="moderation-hint-mark">{t('moderation.hint')}</span> {name}
          {found.length === 0
            ? null
            : `：${found.map((one) => (kind === 'private' ? `${one} → ${maskPrivateData(one)}` : one)).join('、')}`}
        </li>
      ))}
    </ul>
  )
}
