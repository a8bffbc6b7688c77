/** Puts points into an issue the way a person without JavaScript does: ticks them, chooses the issue, presses the button. */
export function submitPoints(pointIds: string[], issueId: string): void {
  const chosen = checked()
  const ids = pointIds.some((id) => chosen.includes(id)) ? chosen : pointIds
  for (const box of boxes()) box.checked = ids.includes(box.value)
  const select = document.querySelector<HTMLSelectElement>('select[name="issueId"][form="board"]')
  const button = document.querySelector<HTMLButtonElement>('#place')
  if (!select || !button) return
  select.value = issueId
  button.click()
}

/** Lets the cards be dragged; of several that are ticked, all go along. Gives what takes it away again. */
export function carryPoints(): () => void {
  const onStart = (event: DragEvent) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-point]')
    if (!card) return
    event.dataTransfer?.setData('text/x-point', card.dataset.point ?? '')
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
  }
  for (const card of cards()) if (boxIn(card)) card.draggable = true
  document.addEventListener('dragstart', onStart)
  return () => {
    for (const card of cards()) card.draggable = false
    document.removeEventListener('dragstart', onStart)
  }
}

/** Lets the issues take what is dragged onto them. */
export function dropPoints(): () => void {
  const over = (event: DragEvent) => {
    const issue = issueUnder(event)
    for (const other of document.querySelectorAll('.issue-card-over'))
      if (other !== issue) other.classList.remove('issue-card-over')
    if (!issue || !event.dataTransfer?.types.includes('text/x-point')) return
    event.preventDefault()
    issue.classList.add('issue-card-over')
  }
  const drop = (event: DragEvent) => {
    const issue = issueUnder(event)
    const point = event.dataTransfer?.getData('text/x-point')
    if (!issue?.dataset.issue || !point) return
    event.preventDefault()
    submitPoints([point], issue.dataset.issue)
  }
  const end = () => {
    for (const one of document.querySelectorAll('.issue-card-over')) one.classList.remove('issue-card-over')
  }
  document.addEventListener('dragover', over)
  document.addEventListener('drop', drop)
  document.addEventListener('dragend', end)
  return () => {
    document.removeEventListener('dragover', over)
    document.removeEventListener('drop', drop)
    document.removeEventListener('dragend', end)
  }
}

function issueUnder(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-issue]') : null
}

function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-point]')]
}

function boxIn(card: HTMLElement): HTMLInputElement | null {
  return card.querySelector<HTMLInputElement>('input[name="pointId"]')
}

function boxes(): HTMLInputElement[] {
  return cards().flatMap((card) => boxIn(card) ?? [])
}

function checked(): string[] {
  return boxes()
    .filter((box) => box.checked)
    .map((box) => box.value)
}
