import { paths } from '~/app/paths'
import { translate } from '~/app/ui/catalogue'
import type { Lang } from '~/app/ui/preferences'

type Ledger = { id: number; title: string; activity: { id: number; title: string } | null }

/** The way to a page of a ledger: through its consultation, or through the activity that keeps it for itself. */
export function ledgerCrumbs({ id, title, activity }: Ledger, lang: Lang) {
  if (activity)
    return [
      { label: translate(lang, 'activities.title'), href: paths.activities() },
      { label: activity.title, href: paths.activity(activity.id) },
    ]
  return [
    { label: translate(lang, 'consultations.title'), href: paths.consultations() },
    { label: title, href: paths.consultation(id) },
  ]
}
