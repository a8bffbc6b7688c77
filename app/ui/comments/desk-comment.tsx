import type { ReactNode } from 'react'
import type { DeskComment } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'

type MetaProps = {
  comment: DeskComment
  /** Where several consultations stand in one list. */
  consultationHref?: string
  state?: ReactNode
}

/** Number, moment, way, author and clause of a comment on one line. */
export function DeskCommentMeta({ comment, consultationHref, state }: MetaProps) {
  const t = useT()
  const { id, receivedAt, channel, authorKind, displayName: name, publishName } = comment
  const { clause, township, affectedGroup, consultationTitle } = comment
  return (
    <MetaLine
      entries={[
        <b key="id">{t('comments.number', { id })}</b>,
        state,
        <Time key="at" at={receivedAt} format="datetime" />,
        t(`comment.${channel}`),
        name ? t(publishName ? 'deskComments.name.public' : 'deskComments.name.private', { name }) : null,
        t(`comments.author.${authorKind}`),
        township,
        affectedGroup,
        clause ? `${clause.cited}　${clause.excerpt.slice(0, 24)}` : t('comment.wholeDraft'),
        consultationHref ? (
          <a key="consultation" href={consultationHref}>
            {consultationTitle}
          </a>
        ) : null,
      ]}
    />
  )
}

/** The files that came with a comment: not public, opened by who handles it. */
export function Attachments({ of }: { of: DeskComment['attachments'] }) {
  const t = useT()
  if (of.length === 0) return null
  return (
    <ul className="desk-attachments" aria-label={t('deskComments.attachments')}>
      {of.map(({ id, name, size }) => (
        <li key={id}>
          <a href={paths.desk.attachment(id)}>{name}</a>（{Math.max(1, Math.round(size / 1024))} KB）
        </li>
      ))}
    </ul>
  )
}
