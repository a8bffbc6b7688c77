import { type RefObject, useEffect, useRef, useState } from 'react'
import { useT } from '~/app/ui/language'
import { boxesIn } from './moderation-boxes'
import { listenToShortcuts } from './moderation-shortcuts'

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
    return listenToShortcuts({
      ...{ form: element, canRefuse, last },
      toggleHelp: () => {
        if (!help.current) return
        help.current.open = !help.current.open
        help.current.querySelector('summary')?.focus()
      },
      saySelected: (count) => setSaid(t('moderation.keys.selected', { count })),
      sayNone: () => setSaid(t('moderation.keys.none')),
    })
  }, [form, on, canRefuse, t])

  if (!ready) return null
  return (
    <div className="moderation-keys">
      <details ref={help}>
        <summary>{t('moderation.keys')}</summary>
        <Letters canRefuse={canRefuse} />
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

function Letters({ canRefuse }: { canRefuse: boolean }) {
  const t = useT()
  return (
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
  )
}
