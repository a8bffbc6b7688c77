import { Deadline } from '~/app/ui/deadline'
import type { When } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import type { Lang } from '~/app/ui/preferences'

/** 报名还剩 3 天, with the moment. */
export function RegisterUntil({ at, now, lang }: { at: When; now: When; lang: Lang }) {
  const t = useT()
  return (
    <>
      {t('activities.register')} <Deadline at={at} now={now} lang={lang} />
    </>
  )
}
