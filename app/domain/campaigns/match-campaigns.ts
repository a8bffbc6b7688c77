import { groupCopies } from './group-copies'
import type { CopyRelation, Group } from './types'

/** A comment as it is handed to the worker: its words now, and where the last run had put it. */
export type CommentToGroup = {
  id: number
  text: string
  isPublic: boolean
  campaignId: number | null
  relation: CopyRelation | null
  addition: string | null
}

/** A letter that is there now; `campaignId` where the last run knew it already. */
export type FoundCampaign = { campaignId: number | null; sent: number; added: number }

/** What the rows have to become; `campaigns` says by its place in `found` to which letter a comment belongs. */
export type Changes = {
  found: FoundCampaign[]
  gone: number[]
  members: { ids: number[]; campaigns: number[]; relations: CopyRelation[]; additions: string[] }
  left: number[]
}

/** Groups anew, and says what is different from the last run. A letter that continues keeps its number, and so its address. */
export function findChanges(comments: CommentToGroup[], draft: string[]): Changes {
  const groups = groupCopies(comments, draft).sort((one, other) => other.members.length - one.members.length)
  const byId = new Map(comments.map((comment) => [comment.id, comment]))
  const known = matchKnown(groups, byId)
  const changes = noChanges()
  const grouped = new Set<number>()
  groups.forEach(({ members }, at) => {
    const campaignId = known.get(at) ?? null
    let sent = 0
    let added = 0
    for (const { id, relation, addition } of members) {
      const comment = byId.get(id) as CommentToGroup
      grouped.add(id)
      if (comment.isPublic) sent++
      if (comment.isPublic && relation === 'addition') added++
      const isSame =
        campaignId !== null &&
        comment.campaignId === campaignId &&
        comment.relation === relation &&
        comment.addition === addition
      if (isSame) continue
      changes.members.ids.push(id)
      changes.members.campaigns.push(at)
      changes.members.relations.push(relation)
      changes.members.additions.push(addition)
    }
    changes.found.push({ campaignId, sent, added })
  })
  const kept = new Set(known.values())
  const before = new Set<number>()
  for (const { id, campaignId } of comments) {
    if (campaignId === null) continue
    before.add(campaignId)
    if (!grouped.has(id)) changes.left.push(id)
  }
  changes.gone = [...before].filter((id) => !kept.has(id))
  return changes
}

/** Which campaign of the last run each group continues: the one with which it shares most comments. */
function matchKnown(groups: Group[], byId: Map<number, CommentToGroup>): Map<number, number> {
  const pairs: { at: number; campaignId: number; shared: number }[] = []
  groups.forEach(({ members }, at) => {
    const shared = new Map<number, number>()
    for (const { id } of members) {
      const before = byId.get(id)?.campaignId
      if (before != null) shared.set(before, (shared.get(before) ?? 0) + 1)
    }
    for (const [campaignId, count] of shared) pairs.push({ at, campaignId, shared: count })
  })
  pairs.sort((one, other) => other.shared - one.shared || one.campaignId - other.campaignId)
  const known = new Map<number, number>()
  const used = new Set<number>()
  for (const { at, campaignId } of pairs) {
    if (known.has(at) || used.has(campaignId)) continue
    known.set(at, campaignId)
    used.add(campaignId)
  }
  return known
}

export function noChanges(): Changes {
  const members: Changes['members'] = { ids: [], campaigns: [], relations: [], additions: [] }
  return { found: [], gone: [], members, left: [] }
}
