import { type ExportFormat, exportFormats } from '~/app/domain/comments/export-types'
import { paths } from '~/app/paths'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

// As measured with 1,924 decided comments.
const bytesOfOne: Record<ExportFormat, number> = { xlsx: 110, csv: 720, json: 930 }

/** For the desk: all comments of a consultation as a file, masked; the originals for the department that answers. */
export function ExportLinks({
  consultationId,
  count,
  mayTakeOriginals = false,
}: {
  consultationId: number
  /** Where it is known how many there are, the size is said. */
  count?: number
  mayTakeOriginals?: boolean
}) {
  const t = useT()
  return (
    <section className="export-links">
      <h2>{t('exports.title')}</h2>
      <FileLinks count={count} href={(format) => paths.desk.commentsExport(consultationId, { format })} />
      <p className="meta-line">{t('exports.masked')}</p>
      {mayTakeOriginals ? (
        <details>
          <summary>{t('exports.original')}</summary>
          <p>{t('exports.original.text')}</p>
          <FileLinks
            count={count}
            href={(format) => paths.desk.commentsExport(consultationId, { format, original: 1 })}
          />
        </details>
      ) : null}
    </section>
  )
}

/** For everybody: the published comments as open data. */
export function OpenDataLinks({ consultationId, count }: { consultationId: number; count: number }) {
  const t = useT()
  if (count === 0) return null
  return (
    <section className="export-links">
      <h2>{t('exports.open')}</h2>
      <p>{t('exports.open.text', { count: formatNumber(count) })}</p>
      <FileLinks count={count} href={(format) => paths.openComments(consultationId, format)} />
    </section>
  )
}

function FileLinks({ count, href }: { count?: number; href: (format: ExportFormat) => string }) {
  const t = useT()
  return (
    <ul className="bulleted">
      {exportFormats.toReversed().map((format) => (
        <li key={format}>
          <a href={href(format)} download>
            {t(`exports.${format}`)}
          </a>{' '}
          <span className="meta-line">
            {t(`exports.${format}.for`)}
            {count === undefined
              ? null
              : ` · ${t('exports.size', { size: sayBytes(count * bytesOfOne[format]) })}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

function sayBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
