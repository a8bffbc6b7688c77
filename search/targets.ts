export const thingKinds = [
  'policy',
  'consultation',
  'interpretation',
  'matter',
  'concern',
  'activity',
  'survey',
  'announcement',
  'department',
] as const
export type ThingKind = (typeof thingKinds)[number]

/** A thing whose search documents must be written again from the database. */
export type SearchTarget = { kind: ThingKind; id: number }

/** What is searched as a whole: decides what is found, in which order, and the facet counts. */
export type ThingDocument = {
  /** kind-id, the key of both indexes. */
  id: string
  kind: ThingKind
  thingId: number
  title: string
  documentNumber: string
  /** Without brackets, spaces and 号, so that every way of writing it is the same. */
  numberKey: string
  department: string
  year: number
  /** Seconds since 1970. */
  publishedAt: number
  state: string
  labels: string[]
  body: string
}

/** A place inside a thing that a hit can open at. */
export type ClauseDocument = {
  id: string
  /** The id of its thing. */
  thing: string
  clauseId: number
  label: string
  labelKey: string
  heading: string
  body: string
  position: number
}

export type Documents = { things: ThingDocument[]; clauses: ClauseDocument[] }

export function thingKey(target: SearchTarget): string {
  return `${target.kind}-${target.id}`
}
