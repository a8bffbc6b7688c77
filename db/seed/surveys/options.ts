import type { Option } from '~/db/schema/survey-definition'

export function options(labels: Record<string, string>): Option[] {
  return Object.entries(labels).map(([id, label]) => ({ id, label }))
}
