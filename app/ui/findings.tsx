import { useT } from '~/app/ui/language'

type ShownFinding = { id: string; level: 'block' | 'warn'; message: string; field?: string }

/** What the rules have to say about a step: first what refuses it, then what only warns. Each names its rule. */
export function Findings({ findings, title }: { findings: ShownFinding[]; title?: string }) {
  const t = useT()
  if (findings.length === 0) return null
  const ordered = [...findings].sort((one, other) => one.level.localeCompare(other.level))
  const blocked = findings.some((finding) => finding.level === 'block')
  return (
    <section
      className={blocked ? 'findings findings-block' : 'findings'}
      aria-label={title ?? t('findings.label')}
    >
      <p className="findings-title">{title ?? t(blocked ? 'findings.blocked' : 'findings.warned')}</p>
      <ul>
        {ordered.map((finding) => (
          <li key={`${finding.id}-${finding.message}`} className={`finding finding-${finding.level}`}>
            <span className="finding-level">
              {t(finding.level === 'block' ? 'findings.block' : 'findings.warn')}
            </span>
            <span className="finding-message">{finding.message}</span>
            <span className="finding-rule">{t('findings.rule', { id: finding.id })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
