/** I3 (国办发〔2016〕80号): what an interpretation has to say, in the order in which a reader wants to know it. */
export const elements = [
  'background',
  'aims',
  'content',
  'scope',
  'standards',
  'notes',
  'terms',
  'benefits',
  'differences',
] as const

export type Element = (typeof elements)[number]
