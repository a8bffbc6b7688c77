import type { BoardPoint } from '~/app/domain/issues/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { StatusWord } from '~/app/ui/status-word'

type PointCardProps = {
  point: BoardPoint
  consultationId: number
  mayGroup: boolean
  checked: boolean
  formKey: string
  action: string
}

export const boardFormId = 'board'

/** One waiting point. Its check box belongs to the board's form; «采用» is a form of its own. */
export function PointCard({ point, consultationId, mayGroup, checked, formKey, action }: PointCardProps) {
  const t = useT()
  const { id, commentId, suggestion } = point
  return (
    <li className="point-card" data-point={id} id={`point-${id}`}>
      {mayGroup ? (
        <input
          type="checkbox"
          name="pointId"
          value={id}
          form={boardFormId}
          defaultChecked={checked}
          aria-label={t('issues.select', { id: commentId })}
        />
      ) : null}
      <div className="point-card-words">
        <WrittenWords>{point.body}</WrittenWords>
        {point.quote ? <p className="point-quote">{t('issues.quote', { quote: point.quote })}</p> : null}
        <MetaLine
          entries={[
            `No. ${commentId}`,
            point.cited ?? t('comment.wholeDraft'),
            t(`comment.${point.channel}`),
            point.isPart ? t('issues.part') : null,
            point.copies ? t('issues.copies', { sent: point.copies }) : null,
          ]}
        />
        {point.isStale ? <p className="point-stale">{t('issues.stale')}</p> : null}
        {suggestion ? (
          <form method="post" action={action} className="point-suggestion">
            <input type="hidden" name="key" value={formKey} />
            <StatusWord tone="info">{t('issues.suggested')}</StatusWord>
            <span>{t('issues.suggested.into', { title: suggestion.title })}</span>
            {mayGroup ? (
              <Button
                kind="quiet"
                name="taken"
                value={`${id}:${suggestion.issueId}`}
                aria-label={t('issues.take.of', { id: commentId, title: suggestion.title })}
              >
                {t('issues.take')}
              </Button>
            ) : null}
          </form>
        ) : null}
        {mayGroup ? (
          <p className="point-card-split">
            <a
              href={paths.desk.splitComment(consultationId, commentId)}
              aria-label={t('issues.split.of', { id: commentId })}
            >
              {t('issues.split')}
            </a>
          </p>
        ) : null}
      </div>
    </li>
  )
}
