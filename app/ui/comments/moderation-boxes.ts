/** The check boxes of the comments in a moderation form, in their order. */
export function boxesIn(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[type="checkbox"][name="id"]')]
}
