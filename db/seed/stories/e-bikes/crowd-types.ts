export type Voice = 'resident' | 'elderly' | 'rider' | 'shop' | 'property' | 'parent' | 'tenant' | 'villager'

/** What people say about one issue: sentences that stand alone; {区} {楼} {年} {店} {校} {村} are filled in. */
export type Theme = {
  issue: string
  /** How many of a thousand speak about it. */
  weight: number
  clause: string
  /** Words of the clause that someone might mark. */
  quotes: string[]
  voices: Voice[]
  facts: string[]
  whys: string[]
  asks: string[]
  /** A whole comment in one breath. */
  shorts: string[]
  /** Those who see it the other way; whole comments too. */
  against: string[]
}
