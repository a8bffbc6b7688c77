import { createHash } from 'node:crypto'

/** What a transcript consists of, as the participants sign it. */
export type CanonicalStatement = {
  part: string | null
  /** A participant's pseudonym with the shown name, or a label. */
  speaker: string
  clauseId: number | null
  kind: 'opinion' | 'procedure'
  body: string
}

/**
 * The text that is signed: UTF-8, LF, one head line and the number of the activity, then for each statement in order a
 * line `# number part kind clause`, a line with the speaker, and the words as they stand. Every line of the words is
 * indented by one tab, so that no words can look like a head line.
 */
export function canonicalTranscript(activityId: number, statements: CanonicalStatement[]): string {
  const head = ['gongyi-transcript/1', `activity ${activityId}`]
  const lines = statements.flatMap(({ part, speaker, clauseId, kind, body }, at) => [
    '',
    `# ${at + 1} ${part ?? '-'} ${kind} ${clauseId ?? '-'}`,
    oneLine(speaker),
    ...body
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .split('\n')
      .map((line) => `\t${line.trimEnd()}`),
  ])
  return `${[...head, ...lines].join('\n')}\n`
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function oneLine(words: string): string {
  return words.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** Two ways of writing one name: full-width letters, spaces between the characters, the dot of a Uyghur name. */
export function isSameName(typed: string, registered: string): boolean {
  const [one, other] = [plainName(typed), plainName(registered)]
  return one !== '' && one === other
}

function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\ufeff]/g, '')
    .replace(/[·•・‧∙.]/g, '·')
    .toLowerCase()
}
