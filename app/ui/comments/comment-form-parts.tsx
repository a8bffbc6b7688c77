import type { ReactNode } from 'react'
import { refusalRules } from '~/app/domain/comments/rules'
import { paths } from '~/app/paths'
import { Facts } from '~/app/ui/document-header'
import { formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

/** L1: why, who sees it, how long, and the person's rights; stands at the form itself. */
export function PrivacyNotice() {
  const t = useT()
  return (
    <Notice title={t('comment.privacy')}>
      <ul className="bulleted">
        <li>{t('commenting.privacy.why')}</li>
        <li>{t('commenting.privacy.who')}</li>
        <li>{t('commenting.privacy.files')}</li>
        <li>{t('commenting.privacy.long')}</li>
        <li>{t('comment.privacy.rights')}</li>
      </ul>
    </Notice>
  )
}

type FoldedProps = { title: ReactNode; open?: boolean; children: ReactNode }

/** What may be left out, under one line that opens it; open by itself where something in it was filled in or wrong. */
export function Folded({ title, open = false, children }: FoldedProps) {
  return (
    <details className="folded" open={open}>
      <summary>{title}</summary>
      <div className="folded-content">{children}</div>
    </details>
  )
}

export function WhatHappensNext({ department, closesAt }: { department: string; closesAt: Date }) {
  const t = useT()
  const lang = useLang()
  return (
    <section className="no-print">
      <h2>{t('comment.next')}</h2>
      <ol className="what-next">
        <li>{t('comment.next.receipt')}</li>
        <li>{t('comment.next.moderation')}</li>
        <li>{t('comment.next.grouping', { department, at: formatDeadline(closesAt, lang) })}</li>
        <li>{t('comment.next.feedback')}</li>
      </ol>
    </section>
  )
}

/** L4: the rules by which comments are moderated, published where one writes. */
export function ModerationRules() {
  const t = useT()
  return (
    <details className="no-print">
      <summary>{t('comment.rules')}</summary>
      <p>{t('comment.rules.lead')}</p>
      <ol className="what-next">
        {refusalRules.map((rule) => (
          <li key={rule.id}>{rule.reason}</li>
        ))}
      </ol>
      <p>
        <a href={paths.moderationRules()}>{t('comment.rules.all')}</a>
      </p>
    </details>
  )
}

type PaperNoteProps = { letterTo: string; phone: string; closesAt: Date }

/** On the printed form: where it goes, and until when. */
export function PaperNote({ letterTo, phone, closesAt }: PaperNoteProps) {
  const t = useT()
  const lang = useLang()
  if (!letterTo) return null
  return (
    <div className="print-only paper-note">
      <p>{t('commenting.paper.letter', { at: formatDeadline(closesAt, lang), to: letterTo })}</p>
      {phone ? <p>{t('commenting.paper.phone', { phone })}</p> : null}
    </div>
  )
}

type OtherWaysProps = { letterTo: string; phone: string; email: string }

/** P12: for those who would rather not write here. */
export function OtherWays({ letterTo, phone, email }: OtherWaysProps) {
  const t = useT()
  const all: [string, string][] = [
    [t('comment.byLetter'), letterTo],
    [t('comment.byPhone'), phone],
    [t('comment.byEmail'), email],
  ]
  const ways = all.filter(([, value]) => value !== '')
  if (ways.length === 0) return null
  return (
    <section className="no-print">
      <h2>{t('comment.otherWays')}</h2>
      <Facts facts={ways} />
      {letterTo ? <p className="no-print">{t('commenting.paper.offer')}</p> : null}
    </section>
  )
}
