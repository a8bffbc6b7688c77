// Under a still picture: a button that fetches the player and lets the picture move, and another press stops it. Without
// this script, and for who did not press, the still picture and its words are all there is.
type Playing = { stop(): void }

class LottieFigure extends HTMLElement {
  playing: Playing | null = null

  connectedCallback() {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button button-quiet animation-button'
    button.textContent = this.wordOf('play')
    button.addEventListener('click', () => {
      if (this.playing) this.stop(button)
      else void this.start(button)
    })
    this.append(button)
  }

  async start(button: HTMLButtonElement) {
    button.disabled = true
    try {
      const [data] = await Promise.all([
        fetch(this.dataset.src ?? '').then((response) => {
          if (!response.ok) throw new Error(`status ${response.status}`)
          return response.json()
        }),
        fetchPlayer(),
      ])
      this.show(data)
      button.textContent = this.wordOf('stop')
    } catch {
      this.sayFailed()
    }
    button.disabled = false
    button.focus()
  }

  show(data: unknown) {
    const still = this.querySelector<HTMLElement>('.animation-still')
    const place = document.createElement('div')
    place.className = 'animation-moving'
    place.setAttribute('role', 'img')
    place.setAttribute('aria-label', this.dataset.alt ?? '')
    still?.after(place)
    const playing = window.playLottie?.(place, data)
    if (!playing) throw new Error('no player')
    if (still) still.hidden = true
    this.playing = {
      stop: () => {
        playing.stop()
        place.remove()
        if (still) still.hidden = false
      },
    }
  }

  stop(button: HTMLButtonElement) {
    this.playing?.stop()
    this.playing = null
    button.textContent = this.wordOf('play')
  }

  sayFailed() {
    const words = document.querySelector<HTMLElement>('script[data-lottie-player]')?.dataset.failed ?? ''
    const said = document.createElement('p')
    said.setAttribute('role', 'alert')
    said.textContent = words
    this.append(said)
  }

  wordOf(name: string): string {
    return this.querySelector(`[data-word="${name}"]`)?.textContent ?? ''
  }
}

/** Once for all animations of the page. */
let fetched: Promise<void> | undefined
function fetchPlayer(): Promise<void> {
  fetched ??= new Promise((resolve, reject) => {
    const from = document.querySelector<HTMLElement>('script[data-lottie-player]')?.dataset.lottiePlayer
    const script = document.createElement('script')
    script.src = from ?? ''
    script.onload = () => resolve()
    script.onerror = () => {
      fetched = undefined
      reject(new Error('the player did not come'))
    }
    document.head.append(script)
  })
  return fetched
}

customElements.define('lottie-figure', LottieFigure)
