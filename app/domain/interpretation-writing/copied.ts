import { plainText } from '~/app/domain/interpretation-blocks/document'
import type { DocumentNode } from '~/app/domain/interpretations/types'

export type CopiedPlace = {
  /** The block in which the sentence stands; null where it was never saved. */
  anchor: string | null
  sentence: string
  /** The clause that has the sentence; null where it runs over several. */
  clauseId: number | null
}
export type Copied = {
  /** Of all characters of the interpretation itself, how many are whole sentences of the policy: 0 to 1. */
  share: number
  places: CopiedPlace[]
}

/** I3: how much of an interpretation repeats the policy, and where. What stands as a quotation is none of it. */
export function copiedFrom(document: DocumentNode, clauses: ReadonlyMap<number, string>): Copied {
  const tidied = [...clauses].map(([clauseId, body]) => ({ clauseId, body: tidy(body) }))
  const whole = tidied.map(({ body }) => body).join('')
  const places: CopiedPlace[] = []
  let total = 0
  let copied = 0
  for (const block of document.content ?? []) {
    const anchor = typeof block.attrs?.anchor === 'string' ? block.attrs.anchor : null
    const words = plainText({ type: 'doc', content: [block] }, { quotations: false })
    for (const { sentence, tidied: bare } of sentencesOf(words)) {
      total += bare.length
      if (!whole.includes(bare)) continue
      copied += bare.length
      const clause = tidied.find(({ body }) => body.includes(bare))
      places.push({ anchor, sentence, clauseId: clause?.clauseId ?? null })
    }
  }
  return { share: total === 0 ? 0 : copied / total, places }
}

function sentencesOf(words: string): { sentence: string; tidied: string }[] {
  return (
    words
      .split(/[。！？；\n]/)
      .map((sentence) => ({ sentence: sentence.trim(), tidied: tidy(sentence) }))
      // Short sentences (术语、日期) coincide by chance.
      .filter(({ tidied }) => tidied.length >= 8)
  )
}

/** Words alone: spaces, punctuation and the width of characters are no difference. */
export function tidy(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{P}]/gu, '')
}
