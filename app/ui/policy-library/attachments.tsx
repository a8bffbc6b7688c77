import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'

type Attachment = {
  mediaId: number
  sha: string
  kind: 'file' | 'image'
  title: string
  name: string
  size: number
  alt: string
}

/** What is published with a policy: its name, what it is, and how large, before anybody loads it. */
export function Attachments({ attachments }: { attachments: Attachment[] }) {
  const t = useT()
  if (attachments.length === 0) return null
  return (
    <section aria-labelledby="policy-attachments">
      <h2 id="policy-attachments">{t('library.attachments')}</h2>
      <ol className="attachments">
        {attachments.map((attachment) => (
          <li key={attachment.mediaId}>
            <AttachmentLink attachment={attachment} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function AttachmentLink({ attachment: { sha, kind, title, name, size, alt } }: { attachment: Attachment }) {
  const t = useT()
  // A picture is never sent as it came: its original may say where it was taken.
  if (kind === 'image')
    return (
      <>
        <a href={paths.media(sha, '1600.jpg')}>{title}</a>
        <span className="attachment-facts">（{t('library.attachment.image')}）</span>
        {alt ? <p className="attachment-alt">{alt}</p> : null}
      </>
    )
  const format = /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase()
  return (
    <>
      <a href={paths.media(sha, 'file')} download={name}>
        {title}
      </a>
      <span className="attachment-facts">（{[format, saySize(size)].filter(Boolean).join('，')}）</span>
    </>
  )
}

function saySize(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
