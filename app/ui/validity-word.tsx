import type { Validity } from '~/app/domain/policies/types'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

const tones: Record<Validity, Tone> = {
  valid: 'done',
  amended: 'info',
  repealed: 'refused',
  lapsed: 'refused',
}

/** 有效, 已修改, 废止, 失效: D5's one word for it. */
export function ValidityWord({ validity }: { validity: Validity }) {
  const t = useT()
  return <StatusWord tone={tones[validity]}>{t(`policy.validity.${validity}`)}</StatusWord>
}
