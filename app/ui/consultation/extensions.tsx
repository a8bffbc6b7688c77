import { formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type Extension = { at: Date; notice: string; from: string; to: string }

/** P3: each later end of a consultation, from which day to which, with its public notice. */
export function Extensions({ extensions }: { extensions: Extension[] }) {
  const t = useT()
  const lang = useLang()
  return extensions.map(({ at, from, to, notice }) => (
    <Notice
      key={at.getTime()}
      title={t('consultation.extended', {
        from: formatDeadline(from, lang),
        to: formatDeadline(to, lang),
      })}
    >
      {notice}
    </Notice>
  ))
}
