/** What the bundle of the player leaves behind for the element that fetched it. */
interface Window {
  playLottie?: (place: HTMLElement, data: unknown) => { stop(): void }
}
