import type { BlockData } from '~/app/domain/interpretation-blocks/data-blocks'
import type { Element } from '~/app/domain/interpretation-blocks/elements'

export type FigureSeed = { picture: string; alt: string; caption: string }

/** A clause is named by its label, a file by its name in `files/`, a picture by its name in `pictures/`. */
type Placed = { element?: Element; explains?: string[] }
type MomentSeed = { second: number; title: string; clause?: string }
type RowSeed = { what: string; before: string; after: string; clause?: string }

export type Block = Placed &
  (
    | { type: 'heading'; level: 2 | 3; text: string }
    | { type: 'paragraph'; text: string }
    | { type: 'list'; ordered?: boolean; items: string[] }
    | { type: 'quote-clause'; label: string }
    | ({ type: 'image' } & FigureSeed)
    | { type: 'table'; rows: string[][] }
    | { type: 'qa'; q: string; a: string }
    | { type: 'gallery'; caption: string; pictures: FigureSeed[] }
    | { type: 'steps'; steps: { title: string; text: string }[] }
    | { type: 'transcript'; speeches: { speaker: string; role: string; paragraphs: string[] }[] }
    | { type: 'video' | 'audio'; file: string; title: string; moments: MomentSeed[] }
    | { type: 'animation'; file: string; still: string; alt: string; caption: string }
    | { type: 'longImage'; picture: string; alt: string; text: string }
    | { type: 'beforeAfter'; title: string; before: string; after: string; rows: RowSeed[] }
    | { type: 'download'; file: string; title: string }
    | ({ type: 'chart' } & BlockData<'chart'>)
    | ({ type: 'audience' } & BlockData<'audience'>)
    | ({ type: 'keyTerm' } & BlockData<'keyTerm'>)
    | ({ type: 'timeline' } & BlockData<'timeline'>)
  )
