import { monitorEventLoopDelay } from 'node:perf_hooks'
import { groupCopies } from '~/app/domain/campaigns/group-copies'
import { startGroupingThread } from '~/app/domain/campaigns/grouping-thread.server'
import { draft, labelledSet, manyComments } from '../domain/campaigns/labelled-letters'
import { ms, type Row } from './measure'

const many = 100_000
const atOnce = 2000

/** Grouping 100,000 comments of 100 characters in a thread, while this process goes on. */
export async function benchCampaigns(): Promise<Row[]> {
  const comments = manyComments(9, many).map((comment) => ({
    ...comment,
    ...{ isPublic: true, campaignId: null, relation: null, addition: null },
  }))
  const length = Math.round(comments.reduce((sum, { text }) => sum + text.length, 0) / many)
  const thread = startGroupingThread()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const begun = performance.now()
  for (let from = 0; from < many; from += atOnce) {
    thread.add(comments.slice(from, from + atOnce))
    await new Promise((done) => setImmediate(done))
  }
  const { found } = await thread.group(draft)
  const taken = performance.now() - begun
  delay.disable()
  await thread.stop()
  return [
    {
      what: `grouping ${many.toLocaleString('en')} comments of ${length} characters`,
      value: `${(taken / 1000).toFixed(1)} s`,
      ratio: `${found[0]?.sent.toLocaleString('en')} of 33,334 copies found`,
    },
    { what: '… the process beside it was held up for at most', value: ms(delay.max / 1e6) },
    judge(),
  ]
}

/** How many of the copies are found, and how many of those found are copies, on the labelled set of the tests. */
function judge(): Row {
  const { texts, labels } = labelledSet(1, 1000, 3000)
  const members = groupCopies(texts, draft).flatMap((group) => group.members)
  const right = members.filter(({ id }) => labels.has(id)).length
  const share = (of: number) => `${((right / of) * 100).toFixed(1)} %`
  return {
    what: '… on the labelled set',
    value: `recall ${share(labels.size)}, precision ${share(members.length)}`,
  }
}
