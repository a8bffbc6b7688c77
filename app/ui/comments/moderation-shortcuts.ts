import { isTyping } from '~/app/ui/is-typing'
import { boxesIn } from './moderation-boxes'

type Queue = {
  form: HTMLFormElement
  canRefuse: boolean
  /** The comment where one stood last, by its place in the list; -1 before any. */
  last: { current: number }
  toggleHelp: () => void
  saySelected: (count: number) => void
  sayNone: () => void
}

/** The keys of the moderation queue, until the function that comes back is called. */
export function listenToShortcuts(queue: Queue): () => void {
  const actions = actionsOn(queue)
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const action = actions[event.key]
    if (!action || isTyping(event.target) !== (event.key === 'Escape')) return
    if (event.key !== 'Escape') event.preventDefault()
    action()
  }
  document.addEventListener('keydown', press)
  return () => document.removeEventListener('keydown', press)
}

function actionsOn({ form, canRefuse, last, toggleHelp, saySelected, sayNone }: Queue) {
  const boxes = boxesIn(form)
  const { current, stand } = placeIn(boxes, last)
  const select = (chosen: HTMLInputElement[], isChecked: boolean) => {
    for (const box of chosen) box.checked = isChecked
    form.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const selected = () => boxes.filter(({ checked }) => checked).length
  /** Without any selection it is about the comment where one stands. */
  const forSelected = (act: () => void) => {
    const here = boxes[current()]
    if (selected() === 0 && !here) return sayNone()
    if (selected() === 0 && here) select([here], true)
    act()
  }
  const actions: Record<string, () => void> = {
    j: () => stand(current() + 1),
    k: () => stand(current() - 1),
    Escape: () => stand(current()),
    x: () => {
      const box = boxes[current()] ?? boxes[0]
      if (!box) return
      select([box], !box.checked)
      saySelected(selected())
    },
    a: () => {
      select(boxes, selected() < boxes.length)
      saySelected(selected())
    },
    m: () => {
      const details = boxes[current()]?.closest('li')?.querySelector('details.moderation-mask')
      details?.setAttribute('open', '')
      details?.querySelector('textarea')?.focus()
    },
    p: () =>
      forSelected(() => {
        const button = form.querySelector<HTMLButtonElement>('button[value="publish"], button[value="mask"]')
        if (button) form.requestSubmit(button)
      }),
    '?': toggleHelp,
  }
  if (canRefuse)
    actions.r = () => forSelected(() => form.querySelector<HTMLSelectElement>('select[name="rule"]')?.focus())
  return actions
}

function placeIn(boxes: HTMLInputElement[], last: { current: number }) {
  return {
    current: () => {
      const at = boxes.findIndex((box) => box.closest('li')?.contains(document.activeElement))
      return at >= 0 ? at : last.current
    },
    stand: (at: number) => {
      last.current = Math.max(0, Math.min(boxes.length - 1, at))
      const box = boxes[last.current]
      box?.focus()
      box?.closest('li')?.scrollIntoView({ block: 'nearest' })
    },
  }
}
