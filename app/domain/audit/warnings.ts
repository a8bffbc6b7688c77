import type { Finding } from '~/app/domain/findings'
import { Refusal } from '~/app/server/errors'

/** A warning is passed only with a written reason, which the step keeps. */
export function refuseUnexplained(findings: Finding[], reason: string | undefined): void {
  const warnings = findings.filter((finding) => finding.level === 'warn')
  if (warnings.length === 0 || reason?.trim()) return
  throw new Refusal(422, '有提醒没有处理。确需继续的，请写明理由。', {
    findings: warnings,
    fields: { reason: '请写明理由' },
  })
}
