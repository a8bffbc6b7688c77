import { type RefObject, useEffect, useRef, useState } from 'react'
import { useT } from '~/app/ui/language'
import { boxesIn } from './moderation-boxes'

const storageKey = 'moderation-keys'
const letters = ['j', 'k', 'x', 'a', 'm', 'p', 'r'] as const

type KeysProps = { form: RefObject<HTMLFormElement | null>; canRefuse: boolean }

/**
 * Shortcuts, and how many are selected. Nothing of it is there without JavaScript; everything can be reached by Tab.
 * They rest while somebody types, and can be switched off (WCAG 2.1.4).
 */
export function ModerationKeys({ form, canRefuse }: KeysProps) {
  const t = useT()
  const [ready, setReady] = useState(false)
  const [on, setOn] = useState(false)
  const [selected, setSelected] = useState(0)
  const [said, setSaid] = useState('')
  const help = useRef<HTMLDetailsElement>(null)
  const last = useRef(-1)

  useEffect(() => {
    setReady(true)
    setOn(localStorage.getItem(storageKey) !== 'off')
    const element = form.current
    if (!element) return
    const count = () => setSelected(boxesIn(element).filter((box) => box.checked).length)
    count()
    element.addEventListener('change', count)
    return () => element.removeEventListener('change', count)
  }, [form])

  useEffect(() => {
    const element = form.current
    if (!element || !on) return
    const boxes = boxesIn(element)
    const focusItem = (at: number) => {
      last.current = Math.max(0, Math.min(boxes.length - 1, at))
      const box = boxes[last.current]
      box?.focus()
      box?.closest('li')?.scrollIntoView({ block: 'nearest' })
    }
    const current = () => {
      const at = boxes.findIndex((box) => box.closest('li')?.contains(document.activeElement))
      return at >= 0 ? at : last.current
    }
    const changed = () => element.dispatchEvent(new Event('change', { bubbles: true }))
    const sayCount = () =>
      setSaid(t('moderation.keys.selected', { count: boxes.filter((box) => box.checked).length }))
    /** Without any selection it is about the comment where one stands. */
    const selectCurrent = () => {
      const box = boxes[current()]
      if (boxes.some(({ checked }) => checked)) return true
      if (!box) return false
      box.checked = true
      changed()
      return true
    }
    const act: Record<string, () => void> = {
      j: () => focusItem(current() + 1),
      k: () => focusItem(current() - 1),
      x: () => {
        const box = boxes[current()] ?? boxes[0]
        if (!box) return
        box.checked = !box.checked
        changed()
        sayCount()
      },
      a: () => {
        const all = boxes.every(({ checked }) => checked)
        for (const box of boxes) box.checked = !all
        changed()
        sayCount()
      },
      m: () => {
        const details = boxes[current()]?.closest('li')?.querySelector('details.moderation-mask')
        details?.setAttribute('open', '')
        details?.querySelector('textarea')?.focus()
      },
      p: () => {
        const button = element.querySelector<HTMLButtonElement>(
          'button[value="publish"], button[value="mask"]',
        )
        if (!selectCurrent()) setSaid(t('moderation.keys.none'))
        else if (button) element.requestSubmit(button)
      },
      r: () => {
        if (!canRefuse) return
        if (!selectCurrent()) setSaid(t('moderation.keys.none'))
        else element.querySelector<HTMLSelectElement>('select[name="rule"]')?.focus()
      },
      '?': () => {
        if (!help.current) return
        help.current.open = !help.current.open
        help.current.querySelector('summary')?.focus()
      },
    }
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (event.key === 'Escape' && isTyping(event.target)) return focusItem(Math.max(0, current()))
      const action = act[event.key]
      if (!action || isTyping(event.target)) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [form, on, canRefuse, t])

  if (!ready) return null
  return (
    <div className="moderation-keys">
      <details ref={help}>
        <summary>{t('moderation.keys')}</summary>
        <dl>
          {letters
            .filter((letter) => canRefuse || letter !== 'r')
            .map((letter) => (
              <div key={letter}>
                <dt>
                  <kbd>{letter}</kbd>
                </dt>
                <dd>{t(`moderation.keys.${letter}`)}</dd>
              </div>
            ))}
          <div>
            <dt>
              <kbd>?</kbd>
            </dt>
            <dd>{t('moderation.keys.help')}</dd>
          </div>
        </dl>
        <label className="choice">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => {
              setOn(event.target.checked)
              localStorage.setItem(storageKey, event.target.checked ? 'on' : 'off')
            }}
          />
          <span>{t('moderation.keys.on')}</span>
        </label>
      </details>
      <output className="moderation-count">{t('moderation.keys.selected', { count: selected })}</output>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </div>
  )
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  )
}
