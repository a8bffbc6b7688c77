import { paths } from '~/app/paths'
import { Facts } from '~/app/ui/document-header'
import { useT } from '~/app/ui/language'

type Channels = { id: number; letterTo: string; phone: string; email: string }

/** P3: how to comment. The way online is there only while the consultation is open. */
export function CommentChannels({ consultation, isOpen }: { consultation: Channels; isOpen: boolean }) {
  const t = useT()
  const { id, letterTo, phone, email } = consultation
  const facts: [string, React.ReactNode][] = []
  if (isOpen)
    facts.push([
      t('consultation.channel.online'),
      <a key="online" href={paths.commentForm(id)}>
        {t('consultation.comment')}
      </a>,
    ])
  if (letterTo) facts.push([t('consultation.channel.letter'), letterTo])
  if (phone) facts.push([t('consultation.channel.phone'), phone])
  if (email)
    facts.push([
      t('consultation.channel.email'),
      <a key="email" href={`mailto:${email}`}>
        {email}
      </a>,
    ])
  return <Facts facts={facts} />
}
