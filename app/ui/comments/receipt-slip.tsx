import type { ReactNode } from 'react'
import type { CommentReceipt } from '~/app/domain/comments/receipt-types'
import { paths } from '~/app/paths'
import { useFormatCode } from '~/app/ui/comments/receipt-code'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime, formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { QrCode } from '~/app/ui/qr-code'
import { useRootData } from '~/app/ui/root-data'

type SlipProps = {
  code: string
  address: string
  title: string
  /** What the code is called, where it is not that of a comment. */
  label?: string
  keep: string
  children?: ReactNode
}

/** What is kept or printed: half a sheet of A4 with the code, its address as a QR code, and what it stands for. */
export function ReceiptSlip({ code, address, title, label, keep, children }: SlipProps) {
  const t = useT()
  const { site } = useRootData()
  const { spelled, spaced } = useFormatCode(code)
  return (
    <section className="receipt-slip" aria-label={title}>
      <header className="receipt-slip-head">
        <span>{site.name}</span>
        <span>{title}</span>
      </header>
      <div className="receipt-slip-code">
        <div>
          <p className="receipt-slip-label">{label ?? t('receipts.code')}</p>
          <p className="receipt-code">
            <span role="img" aria-label={spaced}>
              {code}
            </span>
          </p>
          <p className="receipt-spelled">{t('receipt.spell', { code: spelled })}</p>
        </div>
        <div className="receipt-slip-qr">
          <QrCode text={address} label={t('receipt.qr', { address })} />
          <p aria-hidden="true">{t('receipt.scan')}</p>
        </div>
      </div>
      {children}
      <footer className="receipt-slip-foot">
        <p>{keep}</p>
        <p className="print-only">
          {t('receipt.address')}　{address}
        </p>
      </footer>
    </section>
  )
}

type Fact = Parameters<typeof Facts>[0]['facts'][number]

/** What the comment is about and how it came. */
export function CommentFacts({ receipt }: { receipt: CommentReceipt }) {
  const t = useT()
  const { consultation, clause, quote, channel, attachments } = receipt
  const way = t(`comment.${channel}`)
  const facts: Fact[] = [
    [
      t('receipt.consultation'),
      <a key="consultation" href={paths.consultation(consultation.id)}>
        {consultation.title}
      </a>,
    ],
    [
      t('receipt.clause'),
      clause ? (
        <span key="clause">
          {clause.href ? <a href={clause.href}>{clause.cited}</a> : clause.cited}　{clause.excerpt}
        </span>
      ) : (
        t('receipt.whole')
      ),
    ],
  ]
  if (quote) facts.push([t('receipt.quote'), t('receipt.quoted', { words: quote })])
  facts.push([t('receipt.received'), formatDateTime(receipt.receivedAt)])
  facts.push([t('receipt.channel'), channel === 'online' ? way : t('receipt.entered', { channel: way })])
  facts.push(...personFacts(receipt, t))
  facts.push([
    t('receipt.length'),
    t('receipt.length.words', { count: formatNumber([...receipt.body].length) }),
  ])
  if (attachments.length > 0)
    facts.push([t('receipt.attachments'), attachments.map(({ name }) => name).join(t('comment.separator'))])
  return <Facts facts={facts} />
}

function personFacts(receipt: CommentReceipt, t: ReturnType<typeof useT>): Fact[] {
  const { displayName: name, authorKind, township, affectedGroup } = receipt
  const facts: Fact[] = []
  if (name)
    facts.push([
      t('receipt.name'),
      t(receipt.publishName ? 'receipt.name.public' : 'receipt.name.private', { name }),
    ])
  if (authorKind !== 'anonymous') facts.push([t('receipt.kind'), t(`receipt.kind.${authorKind}`)])
  const from = [township, affectedGroup].filter(Boolean)
  if (from.length > 0) facts.push([t('receipt.from'), from.join(t('comment.separator'))])
  return facts
}
