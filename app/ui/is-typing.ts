const pressed = ['checkbox', 'radio', 'button', 'submit']

/** In a field that is written in or chosen from, letters are letters and no shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !pressed.includes(target.type)
  return target.isContentEditable || target.matches('textarea, select')
}
