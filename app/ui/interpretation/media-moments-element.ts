// Around a recording: a link to one of its seconds, wherever on the page, plays it in place instead of asking for the page
// again; the chapter that is heard is marked. Without this script the links do the same by way of the server.
import { sayTime } from '~/app/domain/interpretation-blocks/say-time'

const links = (anchor: string) =>
  [...document.querySelectorAll<HTMLAnchorElement>('a[href*="play="]')].flatMap((link) => {
    const second = secondOf(link, anchor)
    return second === null ? [] : [{ link, second }]
  })

/** The second that a link leads to, if it leads to this recording on this page. */
function secondOf(link: HTMLAnchorElement, anchor: string): number | null {
  if (link.origin !== location.origin || link.pathname !== location.pathname) return null
  const asked = new URLSearchParams(link.search).get('play') ?? ''
  if (!asked.startsWith(`${anchor}.`)) return null
  const second = Number(asked.slice(anchor.length + 1))
  return Number.isFinite(second) ? second : null
}

class MediaMoments extends HTMLElement {
  connectedCallback() {
    const player = this.querySelector<HTMLMediaElement>('video, audio')
    const anchor = this.dataset.anchor
    if (!player || !anchor) return
    document.addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      const second = link && secondOf(link, anchor)
      if (second === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      this.playFrom(player, second)
      // The address stays one that can be sent to others.
      history.replaceState(null, '', link?.href)
    })
    player.addEventListener('timeupdate', () => this.mark(anchor, player.currentTime))
  }

  playFrom(player: HTMLMediaElement, second: number) {
    const start = () => {
      player.currentTime = second
      // A browser may refuse to play; then it stands at the second, and its own button starts it.
      player.play().catch(() => {})
    }
    if (player.readyState > 0) start()
    else {
      player.addEventListener('loadedmetadata', start, { once: true })
      player.preload = 'metadata'
      player.load()
    }
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    this.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' })
    const said = document.getElementById('now-playing')
    if (said) said.textContent = (said.dataset.words ?? '').replace('{time}', sayTime(second))
  }

  mark(anchor: string, now: number) {
    const chapters = links(anchor).filter(({ link }) => link.classList.contains('chapter'))
    const current = chapters.findLast(({ second }) => second <= now + 0.2)
    for (const chapter of chapters) {
      if (chapter === current) chapter.link.setAttribute('aria-current', 'true')
      else chapter.link.removeAttribute('aria-current')
    }
  }
}

customElements.define('media-moments', MediaMoments)
