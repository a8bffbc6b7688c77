import { isTakenUp } from '~/app/domain/feedback/rules'
import type { FeedbackRow, PublishedReport } from '~/app/domain/feedback/types'
import { paths } from '~/app/paths'
import { ClauseFate } from '~/app/ui/comments/clause-fate'
import { DecisionWord, useChannelWords } from '~/app/ui/comments/comment-words'
import { markedWords } from '~/app/ui/compared-clauses'
import { ChangedWords } from '~/app/ui/comparison'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

type TableProps = { consultationId: number; report: PublishedReport }

/** Each opinion with its count, where it came from, the decision, and the reason or the changed clause. */
export function DecisionTable({ consultationId, report }: TableProps) {
  const t = useT()
  return (
    <div className="feedback-table">
      <TableScroll label={t('feedback.table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('feedback.number')}</th>
              <th scope="col">{t('feedback.opinion')}</th>
              <th scope="col">{t('feedback.count')}</th>
              <th scope="col">{t('feedback.decision')}</th>
              <th scope="col">{t('feedback.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row, at) => (
              <DecisionRow
                key={row.issueId}
                row={row}
                number={at + 1}
                id={consultationId}
                since={report.since}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  )
}

type RowProps = { row: FeedbackRow; number: number; id: number; since: PublishedReport['since'] }

function DecisionRow({ row, number, id, since }: RowProps) {
  const t = useT()
  const sayChannels = useChannelWords()
  return (
    <tr id={`issue-${row.issueId}`}>
      <td data-label={t('feedback.number')}>{number}</td>
      <td className="feedback-opinion">
        <b>{row.title}</b>
        <p>{row.summary}</p>
        <p className="feedback-clauses">
          {row.clauses.map(({ clauseId, cited }) => (
            <span key={clauseId}>
              <a href={paths.consultation(id, { clause: clauseId })}>{cited}</a>
              <span className="feedback-of-clause">
                {t('feedback.bracket')}
                <a
                  href={paths.consultationComments(id, { clause: clauseId })}
                  aria-label={t('feedback.ofClause', { clause: cited })}
                >
                  {t('feedback.comments')}
                </a>
                {t('feedback.bracketEnd')}
              </span>
            </span>
          ))}
        </p>
      </td>
      <td className="feedback-count" data-label={t('feedback.count')}>
        {formatNumber(row.count)} {t('decision.unit')}
        <p>{sayChannels(row.channels)}</p>
      </td>
      <td data-label={t('feedback.decision')}>
        <DecisionWord decision={row.decision} />
      </td>
      <td className="feedback-opinion" data-label={t('feedback.reason')}>
        {row.reason || t('feedback.noReason')}
        <Changes row={row} since={since} />
      </td>
    </tr>
  )
}

/** What was taken up is seen in the clause itself, before and after. */
function Changes({ row, since }: Pick<RowProps, 'row' | 'since'>) {
  const t = useT()
  if (!isTakenUp(row)) return null
  if (!since) return <p>{t('feedback.changeComing')}</p>
  return row.fates.map((fate) =>
    fate.words.length === 0 ? (
      <ClauseFate key={fate.fromLabel} fate={fate} since={since} />
    ) : (
      <ChangedClause key={fate.fromLabel} fate={fate} />
    ),
  )
}

function ChangedClause({ fate }: { fate: FeedbackRow['fates'][number] }) {
  const t = useT()
  const { fromLabel, toLabel, href } = fate
  return (
    <div className="changed-clause">
      <p>
        {toLabel === null || toLabel === fromLabel ? fromLabel : `${fromLabel} → ${toLabel}`}{' '}
        {href ? <a href={href}>{t('feedback.changed')}</a> : null}
      </p>
      <p className="changed-words">
        <ChangedWords words={markedWords(fate.words)} />
      </p>
    </div>
  )
}
