import type { ReactNode } from 'react'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'

type Place = 'consultation' | 'comments' | 'issues' | 'coding' | 'gaps' | 'report'

/** From one page of a consultation to the others. */
export function CommentTabs({ id, current }: { id: number; current: Place }) {
  const t = useT()
  const places: { place: Place; label: string; href: string }[] = [
    { place: 'consultation', label: t('consultationDesk.tab'), href: paths.desk.consultation(id) },
    { place: 'comments', label: t('deskComments.title'), href: paths.desk.comments(id) },
    { place: 'gaps', label: t('gaps.title'), href: paths.desk.gaps(id) },
    { place: 'issues', label: t('issues.title'), href: paths.desk.issues(id) },
    { place: 'coding', label: t('coding.title'), href: paths.desk.coding(id) },
    { place: 'report', label: t('report.title'), href: paths.desk.report(id) },
  ]
  const tabs = places.map(({ place, label, href }) => ({ label, href, current: place === current }))
  return <Tabs label={t('deskComments.title')} tabs={tabs} />
}

type TabsProps = { label: string; tabs: { label: string; href: string; current: boolean }[] }

export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
          {tab.label}
        </a>
      ))}
    </nav>
  )
}

/** A thing that one selects with a check box, in a form that holds many. */
export function CheckedItem({
  name,
  id,
  label,
  checked,
  anchor,
  children,
}: {
  name: string
  id: number
  anchor?: string
  label: string
  checked?: boolean
  children: ReactNode
}) {
  return (
    <li className="checked-item" id={anchor}>
      <input type="checkbox" name={name} value={id} aria-label={label} defaultChecked={checked} />
      <div>{children}</div>
    </li>
  )
}
