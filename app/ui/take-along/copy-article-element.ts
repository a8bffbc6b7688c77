// Copies an article with its looks: the clipboard gets the HTML and, for where only words are taken, the words.

class CopyArticle extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    const article = document.getElementById(this.dataset.from ?? '')
    if (!button || !article) return
    button.hidden = false
    button.addEventListener('click', async () => {
      const isDone = await copy(article)
      const said = this.querySelector('[role=status]')
      if (said) said.textContent = (isDone ? this.dataset.done : this.dataset.failed) ?? ''
    })
  }
}

async function copy(article: HTMLElement): Promise<boolean> {
  try {
    const html = new Blob([article.innerHTML], { type: 'text/html' })
    const words = new Blob([article.innerText], { type: 'text/plain' })
    await navigator.clipboard.write([new ClipboardItem({ 'text/html': html, 'text/plain': words })])
    return true
  } catch {
    // An address without https has no clipboard of that kind: select it, and copy as by hand.
    const range = document.createRange()
    range.selectNodeContents(article)
    const selection = getSelection()
    selection?.removeAllRanges()
    selection?.addRange(range)
    return document.execCommand('copy')
  }
}

customElements.define('copy-article', CopyArticle)
