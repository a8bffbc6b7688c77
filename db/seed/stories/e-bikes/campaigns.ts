import type { Random } from '../../random'
import type { CommentSeed } from '../../types'
import { fillIn, placeOf } from './compose'
import type { Voice } from './crowd-types'
import {
  letterAdditions,
  letterChanges,
  residentsLetter,
  riderAdditions,
  riderChanges,
  ridersLetter,
} from './letters'
import { authorOf } from './people'

type Campaign = {
  letter: string
  changes: [string, string][]
  additions: string[]
  voices: Voice[]
  clause: string
  issue: string
  sent: { exact: number; near: number; added: number }
  days: { first: number; last: number }
}

const campaigns: Campaign[] = [
  {
    letter: residentsLetter,
    changes: letterChanges,
    additions: letterAdditions,
    voices: ['resident', 'resident', 'parent', 'tenant', 'elderly'],
    clause: '第十三条',
    issue: 'price',
    sent: { exact: 212, near: 148, added: 60 },
    days: { first: -151, last: -139 },
  },
  {
    letter: ridersLetter,
    changes: riderChanges,
    additions: riderAdditions,
    voices: ['rider'],
    clause: '第十七条',
    issue: 'swap',
    sent: { exact: 24, near: 12, added: 4 },
    days: { first: -145, last: -141 },
  },
]

/** The letters that went round, as each sender handed them in. */
export function campaignComments(random: Random): CommentSeed[] {
  return campaigns.flatMap((campaign) => {
    const { exact, near, added } = campaign.sent
    return [
      ...Array.from({ length: exact }, () => send(random, campaign, campaign.letter)),
      ...Array.from({ length: near }, () => send(random, campaign, change(random, campaign))),
      ...Array.from({ length: added }, (_, at) => sendWithAddition(random, campaign, at)),
    ]
  })
}

function send(random: Random, { voices, clause, issue, days }: Campaign, body: string): CommentSeed {
  const author = authorOf(random, random.pick(voices), days)
  // A letter of three hundred characters is nothing that one dictates.
  const channel = author.channel === 'phone' || author.channel === 'meeting' ? 'letter' : author.channel
  return {
    ...author,
    channel,
    ...(random.chance(0.7) ? { clause } : {}),
    body,
    moderation: 'published',
    issue,
  }
}

function change(random: Random, { letter, changes }: Campaign): string {
  const chosen = random.shuffle(changes).slice(0, 1 + random.below(2))
  const changed = chosen.reduce((words, [from, to]) => words.replace(from, to), letter)
  return changed === letter ? letter.replace(/。$/, '') : changed
}

function sendWithAddition(random: Random, campaign: Campaign, at: number): CommentSeed {
  const { additions, letter } = campaign
  const base = random.chance(0.5) ? letter : change(random, campaign)
  const addition = additions[at % additions.length] ?? ''
  const comment = send(random, campaign, base)
  const words = fillIn(addition, placeOf(random, comment.township ?? ''))
  // The fourth time round two sentences are joined, so that no addition is said too often.
  const more =
    at >= additions.length * 2
      ? fillIn(additions[(at * 7 + 3) % additions.length] ?? '', placeOf(random, ''))
      : ''
  return { ...comment, body: `${base}\n${more === words ? words : words + more}` }
}
