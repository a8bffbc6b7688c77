import { Children, type ReactNode } from 'react'
import type { Missing } from '~/app/domain/feedback/rules'
import { paths } from '~/app/paths'
import type { MessageKey } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'

type MissingListProps = { id: number; missing: Missing; unmoderated: number; undecided: number }

/** What keeps the report back, each with the way to where it is mended. */
export function MissingList({ id, missing, unmoderated, undecided }: MissingListProps) {
  const t = useT()
  const queue = (commentId: number) =>
    paths.desk.moderation({ consultation: id, state: 'pending', after: commentId - 1 })
  // These queues are short, and paged by their own numbers.
  const corrections = () => paths.desk.moderation({ consultation: id, state: 'corrections' })
  const appeals = () => paths.desk.moderation({ consultation: id, state: 'appeals' })
  const board = (commentId: number) => paths.desk.issues(id, { comment: commentId })
  const rows: { word: MessageKey; ids: number[]; count: number; href: (commentId: number) => string }[] = [
    { word: 'report.missing.unmoderated', ids: missing.unmoderated, count: unmoderated, href: queue },
    {
      word: 'report.missing.corrections',
      ids: missing.corrections,
      count: missing.openCorrections,
      href: corrections,
    },
    { word: 'report.missing.appeals', ids: missing.appeals, count: missing.openAppeals, href: appeals },
    { word: 'report.missing.undecided', ids: missing.undecided, count: undecided, href: board },
  ]
  const open = rows.filter(({ count }) => count > 0)
  if (open.length === 0 && missing.undecidedIssues === 0) return null
  return (
    <section aria-labelledby="missing">
      <h2 id="missing">{t('report.missing')}</h2>
      <dl className="missing">
        {open.map(({ word, ids, count, href }) => (
          <Row
            key={word}
            label={t(word)}
            more={count > ids.length ? t('report.missing.more', { count }) : ''}
          >
            {ids.map((one) => (
              <a key={one} href={href(one)}>
                {t('report.missing.number', { id: one })}
              </a>
            ))}
          </Row>
        ))}
        {missing.undecidedIssues > 0 ? (
          <Row
            label={t('report.missing.issues')}
            more={
              missing.undecidedIssues > missing.issues.length
                ? t('report.missing.moreIssues', { count: missing.undecidedIssues })
                : ''
            }
          >
            {missing.issues.map((issue) => (
              <a key={issue.id} href={paths.desk.issue(id, issue.id)}>
                {issue.title}
              </a>
            ))}
          </Row>
        ) : null}
      </dl>
    </section>
  )
}

function Row({ label, more, children }: { label: string; more: string; children: ReactNode }) {
  return (
    <div className="missing-row">
      <dt>{label}</dt>
      <dd>
        {Children.toArray(children)}
        {more}
      </dd>
    </div>
  )
}
