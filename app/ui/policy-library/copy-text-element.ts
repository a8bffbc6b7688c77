// Copies the words of the field in it. Without this script there is no button, and the words are selected as any others.

class CopyText extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
    const button = this.querySelector('button')
    const said = this.querySelector('[role=status]')
    if (!field || !button || !said) return
    button.hidden = false
    button.addEventListener('click', async () => {
      field.select()
      said.textContent = ''
      const done = await copyWords(field.value)
      said.textContent = (done ? this.dataset.copied : this.dataset.failed) ?? ''
    })
  }
}

/** A page that is not served by https has no clipboard; there the selection is copied. */
async function copyWords(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words)
    return true
  } catch {
    return document.execCommand('copy')
  }
}

customElements.define('copy-text', CopyText)
