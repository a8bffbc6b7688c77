/** What a rule has to say (invariant 5). `block` refuses the step, `warn` may be passed with a written reason. */
export type Finding = { id: string; level: 'block' | 'warn'; message: string; field?: string }

export function blocks(findings: Finding[]): Finding[] {
  return findings.filter((finding) => finding.level === 'block')
}
