// The only script of the public pages: whoever selects words of a clause, with the mouse, a finger or the keyboard, is
// offered to comment on them. Without it the form lets one choose a sentence or copy the words.

const most = 500

/** The clause and its selected words; what reaches beyond the clause is left out. */
function readSelection() {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0).cloneRange()
  const clause = clauseAt(range.startContainer) ?? clauseAt(range.endContainer)
  if (!clause) return null
  if (!clause.contains(range.startContainer)) range.setStart(clause, 0)
  if (!clause.contains(range.endContainer)) range.setEnd(clause, clause.childNodes.length)
  for (const other of clause.querySelectorAll('.clause-action, quote-selection'))
    if (range.intersectsNode(other)) range.setEndBefore(other)
  const words = range.toString().trim()
  const length = [...words].length
  return length > 1 && length <= most ? { clause, words } : null
}

function clauseAt(node) {
  const element = node instanceof Element ? node : node.parentElement
  if (!element || element.closest('.clause-action, quote-selection')) return null
  return element.closest('.clause[id^="c-"], [data-clause]')
}

class QuoteSelection extends HTMLElement {
  connectedCallback() {
    // It moves behind the clause, so that the Tab key finds it next.
    if (this.link) return
    this.link = document.createElement('a')
    this.link.className = 'button button-primary'
    this.link.textContent = this.dataset.label
    // A press must not take the selection away before it is read.
    this.link.addEventListener('pointerdown', (event) => event.preventDefault())
    this.link.addEventListener('click', (event) => this.take(event))
    this.setAttribute('role', 'status')
    let timer
    document.addEventListener('selectionchange', () => {
      clearTimeout(timer)
      timer = setTimeout(() => this.offer(readSelection()), 250)
    })
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.hasAttribute('open')) this.offer(null)
    })
  }

  offer(found) {
    this.found = found
    this.toggleAttribute('open', found !== null)
    if (!found) return this.link.remove()
    const { clause, words } = found
    const query = new URLSearchParams({ clause: clause.dataset.clause ?? clause.id.slice(2), quote: words })
    this.link.href = `${this.dataset.form}?${query}`
    if (this.parentElement !== clause) clause.insertBefore(this, clause.querySelector('.clause-action'))
    if (!this.link.isConnected) this.append(this.link)
  }

  /** On the form itself nothing that was written may be lost: the words become one more choice there. */
  take(event) {
    const choice = document.querySelector('input[name="quote"][type="radio"]')?.closest('label')
    if (!choice || !this.found) return
    event.preventDefault()
    const own = document.querySelector('label[data-own]') ?? choice.cloneNode(true)
    const input = own.querySelector('input')
    input.value = this.found.words
    own.dataset.own = ''
    own.querySelector('span').textContent = this.found.words
    choice.after(own)
    input.checked = true
    own.closest('details').open = true
    this.offer(null)
    input.focus()
  }
}

customElements.define('quote-selection', QuoteSelection)
