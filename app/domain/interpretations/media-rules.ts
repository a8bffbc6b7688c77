import type { Finding } from '~/app/domain/findings'
import type { MediaFact } from '~/app/domain/media/types'

const accessible = '（《无障碍环境建设法》第三十二条）'

/** L7 blocks what cannot be heard or seen by everybody; where a file comes from (M2), and who is in it (L2), is asked for. */
export function mediaFindings(media: MediaFact[]): Finding[] {
  return [...findSilent(media), ...findStill(media), ...findUnnamed(media), ...findPeople(media)]
}

function findSilent(media: MediaFact[]): Finding[] {
  const silent = media.filter((one) => isRecording(one) && !hasWords(one))
  if (silent.length === 0) return []
  const message = `${namesOf(silent)}还没有中文字幕或文字稿，听不见、看不见的人无法知道它说了什么；请到素材库补上${accessible}。`
  return [{ id: 'L7', level: 'block', field: 'document', message }]
}

/** A Lottie file shows nothing to who wants no motion, or has no scripts. */
function findStill(media: MediaFact[]): Finding[] {
  const bare = media.filter(({ kind, poster }) => kind === 'lottie' && !poster)
  if (bare.length === 0) return []
  const message = `${namesOf(bare)}没有静态图片，不看动画的读者会看到空白；请到素材库为它选一张静态图片${accessible}。`
  return [{ id: 'L7', level: 'block', field: 'document', message }]
}

function findUnnamed(media: MediaFact[]): Finding[] {
  const unnamed = media.filter(({ licence, source }) => !licence.trim() || !source.trim())
  if (unnamed.length === 0) return []
  const message = `${namesOf(unnamed)}没有写明来源或者使用许可，请到素材库补上（《中华人民共和国著作权法》第二十四条）。`
  return [{ id: 'M2', level: 'warn', field: 'document', message }]
}

function findPeople(media: MediaFact[]): Finding[] {
  const unasked = media.filter(({ people }) => people.trim() !== '' && !saysConsent(people))
  if (unasked.length === 0) return []
  const message = `${namesOf(unasked)}里有人出镜或者出声，还没有写明是否征得本人同意，请到素材库补上（《个人信息保护法》第十三条、第二十五条）。`
  return [{ id: 'L2', level: 'warn', field: 'document', message }]
}

/** 已书面同意, and not 尚未征得同意. */
function saysConsent(people: string): boolean {
  return /同意|授权|许可/.test(people) && !/(?:未|没有?|不)[^，。；]{0,4}(?:同意|授权|许可)/.test(people)
}

function isRecording({ kind }: MediaFact): boolean {
  return kind === 'video' || kind === 'audio'
}

function hasWords({ captions, transcript }: MediaFact): boolean {
  return captions.some(({ lang }) => lang === 'zh') || transcript.trim() !== ''
}

function namesOf(media: MediaFact[]): string {
  return media.map(({ title, name }) => `“${title || name}”`).join('、')
}
