import type { PlacedPoint } from '~/app/domain/issues/types'
import { Button } from '~/app/ui/button'
import { CommentStateWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'

type PlacedPointProps = {
  point: Omit<PlacedPoint, 'clauseId'> & { cited: string | null }
  others: { id: number; title: string }[]
  mayGroup: boolean
  formKey: string
  action: string
}

/** A point in its issue: what it says, who put it here, and the way out or into a further issue. */
export function PlacedPointItem({ point, others, mayGroup, formKey, action }: PlacedPointProps) {
  const t = useT()
  const { id, commentId } = point
  return (
    <li className="comment">
      <WrittenWords>{point.body}</WrittenWords>
      <MetaLine
        entries={[
          `No. ${commentId}`,
          point.cited ?? t('comment.wholeDraft'),
          t(`comment.${point.channel}`),
          point.isPart ? t('issues.part') : null,
          point.placedBy ? t('issues.placedBy', { name: point.placedBy }) : null,
          point.placedAt ? <Time key="at" at={point.placedAt} format="datetime" /> : null,
        ]}
      />
      {point.state === 'published' ? null : <CommentStateWord state={point.state} />}
      {point.isStale ? (
        <p className="point-stale">
          <b>{t('issues.stale.placed')}</b>
          {mayGroup ? t('issues.stale.placed.next') : null}
        </p>
      ) : null}
      {mayGroup ? (
        <div className="placed-point-actions">
          <form method="post" action={action}>
            <input type="hidden" name="key" value={`${formKey}-out`} />
            <input type="hidden" name="pointId" value={id} />
            <Button
              kind="quiet"
              name="intent"
              value="remove"
              aria-label={t('issues.remove.of', { id: commentId })}
            >
              {t('issues.remove')}
            </Button>
          </form>
          {others.length > 0 && point.state === 'published' ? (
            <details>
              <summary>{t('issues.also')}</summary>
              <form method="post" action={action} className="placed-point-also">
                <input type="hidden" name="key" value={`${formKey}-also`} />
                <input type="hidden" name="pointId" value={id} />
                <select name="otherId" aria-label={t('issues.also.of', { id: commentId })} defaultValue="">
                  <option value="">{t('issues.into.none')}</option>
                  {others.map((other) => (
                    <option key={other.id} value={other.id}>
                      {other.title}
                    </option>
                  ))}
                </select>
                <Button kind="quiet" name="intent" value="also">
                  {t('issues.also.do')}
                </Button>
              </form>
            </details>
          ) : null}
        </div>
      ) : null}
    </li>
  )
}
