// The player itself, without expressions: nothing in a file is ever run.
import lottie from 'lottie-web/build/player/lottie_light'

window.playLottie = (place, data) => {
  const animation = lottie.loadAnimation({
    ...{ container: place, renderer: 'svg', loop: true, autoplay: true, animationData: data },
    rendererSettings: { preserveAspectRatio: 'xMidYMid meet' },
  })
  return { stop: () => animation.destroy() }
}
