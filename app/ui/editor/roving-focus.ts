import { type KeyboardEvent, type RefObject, useEffect } from 'react'

/** A toolbar is one stop of the Tab key; inside it the arrow keys go from button to button. */
export function useRovingFocus(toolbar: RefObject<HTMLElement>) {
  useEffect(() => {
    const tools = toolsOf(toolbar)
    const stop = tools.find((tool) => tool.tabIndex === 0 && tool.dataset.stop) ?? tools[0]
    if (stop) makeStop(tools, stop)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const tools = toolsOf(toolbar)
    const at = tools.indexOf(document.activeElement as HTMLButtonElement)
    const to = target(event.key, at, tools.length)
    const tool = to === null ? undefined : tools[to]
    if (!tool) return
    event.preventDefault()
    makeStop(tools, tool)
    tool.focus()
  }
  const onFocus = () => {
    const tools = toolsOf(toolbar)
    const tool = tools.find((one) => one === document.activeElement)
    if (tool) makeStop(tools, tool)
  }
  return { onKeyDown, onFocus }
}

function toolsOf(toolbar: RefObject<HTMLElement>): HTMLButtonElement[] {
  return [...(toolbar.current?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])]
}

function makeStop(tools: HTMLButtonElement[], stop: HTMLButtonElement): void {
  for (const tool of tools) {
    tool.tabIndex = tool === stop ? 0 : -1
    if (tool === stop) tool.dataset.stop = 'true'
    else delete tool.dataset.stop
  }
}

function target(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowRight') return (at + 1) % count
  if (key === 'ArrowLeft') return (at - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
