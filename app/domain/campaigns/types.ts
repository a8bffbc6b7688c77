/** How a comment holds the letter: word for word, with a few words changed, or with words of its own besides. */
export type CopyRelation = 'exact' | 'near' | 'addition'

/** Fewer than this are no campaign, and nothing is shown of them. */
export const fewestCopies = 3

export type CampaignSummary = {
  id: number
  /** How many public comments hold the letter, and how many of these add words of their own. */
  sent: number
  added: number
  /** How the letter begins; null where no comment that may be shown holds it. */
  excerpt: string | null
}

/** What a list says of one comment. `copies` counts every comment with this letter, public or not, up to 1,000. */
export type CampaignOfComment = {
  campaignId: number
  relation: CopyRelation
  sent: number
  copies: number
}

export type CopyText = { id: number; text: string }

export type GroupMember = { id: number; relation: CopyRelation; addition: string }

/** `letter` is the first of the comments that hold it word for word. */
export type Group = { letter: number; members: GroupMember[] }
