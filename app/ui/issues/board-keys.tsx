import { type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from '~/app/ui/button'
import { isTyping } from '~/app/ui/is-typing'
import { carryPoints, dropPoints, submitPoints } from '~/app/ui/issues/board-moves'
import { useT } from '~/app/ui/language'

type BoardKeysProps = { issues: { value: string; label: string }[] }

const marks = '123456789abcdefghijklmnopqrstuvwxyz'

/**
 * What JavaScript adds to the board: cards that are dragged onto an issue, and keys that work while the list of points
 * has the focus. Both set the same check boxes and the same select, and press the same button.
 */
export function BoardKeys({ issues }: BoardKeysProps) {
  const t = useT()
  const help = useRef<HTMLDialogElement>(null)
  const picker = useRef<HTMLDialogElement>(null)
  const moving = useRef('')
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    setReady(true)
    const undo = [carryPoints(), dropPoints()]
    const onKey = (event: KeyboardEvent) => {
      const card = (event.target as HTMLElement).closest<HTMLElement>('[data-point]')
      if (!card || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const act = actions[event.key]
      if (!act) return
      event.preventDefault()
      act(card)
    }
    const actions: Record<string, (card: HTMLElement) => void> = {
      ...{ j: goNext, ArrowDown: goNext, k: goBack, ArrowUp: goBack },
      x: (card) => boxOf(card)?.click(),
      s: (card) => card.querySelector<HTMLAnchorElement>('.point-card-split a')?.click(),
      a: (card) => card.querySelector<HTMLButtonElement>('button[name="taken"]')?.click(),
      n: openNew,
      m: (card) => {
        moving.current = card.dataset.point ?? ''
        picker.current?.showModal()
      },
      '?': () => help.current?.showModal(),
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      for (const one of undo) one()
    }
  }, [])
  return (
    <div className="board-keys" hidden={!isReady}>
      <Button type="button" kind="quiet" onClick={() => focusCard(document.querySelector('[data-point]'))}>
        {t('issues.keys.start')}
      </Button>
      <Button type="button" kind="quiet" onClick={() => help.current?.showModal()}>
        {t('issues.keys')}
      </Button>
      <Help dialog={help} />
      <Picker dialog={picker} issues={issues} onPick={(issueId) => submitPoints([moving.current], issueId)} />
    </div>
  )
}

type Dialog = RefObject<HTMLDialogElement>

function Help({ dialog }: { dialog: Dialog }) {
  const t = useT()
  return (
    <dialog ref={dialog} className="board-dialog" aria-label={t('issues.keys')}>
      <h2>{t('issues.keys')}</h2>
      <p>{t('issues.keys.text')}</p>
      <dl className="key-table">
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <Button kind="quiet">{t('issues.keys.close')}</Button>
      </form>
    </dialog>
  )
}

type PickerProps = BoardKeysProps & { dialog: Dialog; onPick: (issueId: string) => void }

/** Where a point goes: by the letters of an issue's title, or by the mark before it. */
function Picker({ dialog, issues, onPick }: PickerProps) {
  const t = useT()
  const [words, setWords] = useState('')
  const found = issues
    .map((issue, at) => ({ ...issue, mark: marks[at] ?? '' }))
    .filter(({ label }) => label.includes(words.trim()))
  const pick = (issueId: string) => {
    dialog.current?.close()
    onPick(issueId)
  }
  return (
    <dialog
      ref={dialog}
      className="board-dialog"
      onClose={() => setWords('')}
      aria-label={t('issues.keys.pick')}
    >
      <label className="field-label" htmlFor="pick-words">
        {t('issues.keys.find')}
      </label>
      <input
        id="pick-words"
        type="text"
        autoComplete="off"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = found[0]
          const marked = words === '' ? found.find(({ mark }) => mark === event.key) : undefined
          const chosen = event.key === 'Enter' ? first : marked
          if (!chosen || event.nativeEvent.isComposing) return
          event.preventDefault()
          pick(chosen.value)
        }}
      />
      <ul className="pick-list">
        {found.map(({ value, label, mark }) => (
          <li key={value}>
            <button type="button" onClick={() => pick(value)}>
              <kbd>{mark}</kbd> {label}
            </button>
          </li>
        ))}
      </ul>
      <form method="dialog">
        <Button kind="quiet">{t('issues.keys.close')}</Button>
      </form>
    </dialog>
  )
}

const keys = [
  ['j ↓ / k ↑', 'issues.keys.next'],
  ['x', 'issues.keys.select'],
  ['m', 'issues.keys.move'],
  ['a', 'issues.keys.take'],
  ['s', 'issues.keys.split'],
  ['n', 'issues.keys.new'],
  ['?', 'issues.keys.help'],
] as const

function boxOf(card: HTMLElement): HTMLInputElement | null {
  return card.querySelector<HTMLInputElement>('input[name="pointId"]')
}

function goNext(card: HTMLElement): void {
  focusCard(card.nextElementSibling)
}

function goBack(card: HTMLElement): void {
  focusCard(card.previousElementSibling)
}

function focusCard(card: Element | null): void {
  if (!(card instanceof HTMLElement)) return
  card.tabIndex = -1
  card.focus()
  card.scrollIntoView({ block: 'nearest' })
}

function openNew(): void {
  const details = document.querySelector<HTMLDetailsElement>('#new-issue')
  if (!details) return
  details.open = true
  details.querySelector<HTMLInputElement>('input[name="title"]')?.focus()
}
