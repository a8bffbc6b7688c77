import { useLang } from '~/app/ui/language'

/** The code one sign at a time: with pauses for whoever reads it out, with spaces for a screen reader. */
export function useFormatCode(code: string): { spelled: string; spaced: string } {
  const groups = code.split('-').map((group) => [...group])
  const [sign, pause] = useLang() === 'zh' ? ['、', '；'] : [' ', ', ']
  return {
    spelled: groups.map((group) => group.join(sign)).join(pause),
    spaced: groups.map((group) => group.join(' ')).join('，'),
  }
}
