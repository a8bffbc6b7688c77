import { policyKinds } from '~/app/domain/policies/types'
import { useT } from '~/app/ui/language'

/** 规范性文件; a kind that is not on the list is said as it stands. */
export function useKindWord(): (kind: string) => string {
  const t = useT()
  return (kind) => {
    const known = policyKinds.find((one) => one === kind)
    return known ? t(`deskPolicy.kind.${known}`) : kind
  }
}
