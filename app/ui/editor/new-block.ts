import { blankBlocks, type DataBlock, isDataBlock } from '~/app/domain/interpretation-blocks/data-blocks'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import type { MediaChoice } from '~/app/domain/media/choice-types'

export type BlockType =
  | 'image'
  | 'gallery'
  | 'clauseQuote'
  | 'table'
  | 'qa'
  | 'steps'
  | 'transcript'
  | DataBlock

/** The insert menu, in the order in which a writer looks for things. */
export const blockGroups = [
  { name: 'explain', types: ['clauseQuote', 'qa', 'keyTerm', 'audience', 'beforeAfter'] },
  { name: 'show', types: ['image', 'gallery', 'longImage', 'chart', 'table'] },
  { name: 'play', types: ['video', 'audio', 'animation', 'transcript'] },
  { name: 'guide', types: ['steps', 'timeline', 'download'] },
] as const satisfies { name: string; types: BlockType[] }[]

const paragraph: DocumentNode = { type: 'paragraph' }

/** A block as it begins; what is data has to be filled in before it can be saved. */
export function newBlock(
  type: Exclude<BlockType, 'image' | 'gallery' | 'clauseQuote' | 'table'>,
): DocumentNode {
  if (isDataBlock(type)) return { type, attrs: structuredClone(blankBlocks[type]) }
  if (type === 'qa')
    return { type, content: [{ type: 'qaQuestion' }, { type: 'qaAnswer', content: [paragraph] }] }
  return { type, content: [type === 'steps' ? newStep() : newSpeech()] }
}

export function newStep(): DocumentNode {
  return { type: 'step', content: [{ type: 'stepTitle' }, paragraph] }
}

export function newSpeech(): DocumentNode {
  return { type: 'speech', attrs: { speaker: '', role: '', second: null }, content: [paragraph] }
}

export function newGallery(choices: MediaChoice[]): DocumentNode {
  return { type: 'gallery', attrs: { caption: '' }, content: choices.slice(0, 20).map(newPicture) }
}

export function newPicture({ sha, alt }: MediaChoice): DocumentNode {
  return { type: 'image', attrs: { sha, alt: alt.trim(), caption: '' } }
}
