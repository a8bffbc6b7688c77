import { sql } from 'drizzle-orm'
import { listDeskComments, moderationQueue } from '~/app/domain/comments/desk-list.server'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import { gapsOf } from '~/app/domain/consultations/gaps.server'
import { consultationReading } from '~/app/domain/consultations/reading.server'
import { boardPage } from '~/app/domain/issues/board-page.server'
import { paths } from '~/app/paths'
import { type Ctx, createContext } from '~/app/server/context'
import { type Heard, makeHeard, prepareCounty } from './heard'
import { percentile, type Row, spread, timeEach, times } from './measure'

const few = 100
const many = 100_000
const rounds = { domain: 80, page: 60 }
/** What the project promises of page one. */
const allowed = 1.5

type Handle = (request: Request) => Promise<Response>
type View = {
  what: string
  read: (ctx: Ctx, heard: Heard) => unknown
  path: (heard: Heard) => string
  atDesk?: true
}

const views: View[] = [
  {
    what: 'the public comments',
    read: (ctx, { id }) => listPublicComments(ctx, id),
    path: ({ id }) => paths.consultationComments(id),
  },
  {
    what: 'the public comments on a clause',
    read: (ctx, { id, clauseId }) => listPublicComments(ctx, id, { clauseId }),
    path: ({ id, clauseId }) => paths.consultationComments(id, { clause: clauseId }),
  },
  {
    what: 'the draft with what hangs on it',
    read: (ctx, { id }) => consultationReading(ctx, id),
    path: ({ id }) => paths.consultation(id),
  },
  {
    what: 'the moderation queue of a consultation',
    read: (ctx, { id }) => moderationQueue(ctx, { consultationId: id }),
    path: ({ id }) => paths.desk.moderation({ consultation: id }),
    atDesk: true,
  },
  {
    what: 'the comments at the desk',
    read: (ctx, { id }) => listDeskComments(ctx, id),
    path: ({ id }) => paths.desk.comments(id),
    atDesk: true,
  },
  {
    what: 'the analysis desk',
    read: (ctx, { id }) => boardPage(ctx, id, {}),
    path: ({ id }) => paths.desk.issues(id),
    atDesk: true,
  },
  {
    what: 'the gaps',
    read: (ctx, { id }) => gapsOf(ctx, id),
    path: ({ id }) => paths.desk.gaps(id),
    atDesk: true,
  },
]

/** Page one of everything that lists comments, with a hundred and with a hundred thousand of them. */
export async function benchComments(ctx: Ctx, handle: Handle): Promise<Row[]> {
  const { departmentId, versionId, cookie } = await prepareCounty(ctx, handle)
  const small = await makeHeard(ctx, { departmentId, versionId, comments: few })
  await ctx.db.execute(sql`analyze`)
  const staff = createContext(ctx.db, ctx.actor)
  const queue = () => moderationQueue(staff)
  const queuePage = () => rendered(handle, paths.desk.moderation(), cookie)
  const queueBefore = [await timeMany(queue, rounds.domain), await timeMany(queuePage, rounds.page)] as const
  const large = await makeHeard(ctx, { departmentId, versionId, comments: many })
  await ctx.db.execute(sql`vacuum analyze`)
  const rows: Row[] = []
  for (const view of views) {
    const own = view.atDesk ? cookie : ''
    rows.push(
      compare(view.what, await inTurns(rounds.domain, (heard) => view.read(staff, heard), small, large)),
      compare(
        '… rendered',
        await inTurns(rounds.page, (heard) => rendered(handle, view.path(heard), own), small, large),
      ),
    )
  }
  const queueAfter = [await timeMany(queue, rounds.domain), await timeMany(queuePage, rounds.page)] as const
  rows.push(
    compare('the moderation queue of all', { few: queueBefore[0], many: queueAfter[0] }),
    compare('… rendered', { few: queueBefore[1], many: queueAfter[1] }),
  )
  return rows
}

type Taken = { few: number[]; many: number[] }

function compare(what: string, { few: ofFew, many: ofMany }: Taken): Row {
  const ratio = percentile(ofMany, 95) / percentile(ofFew, 95)
  return {
    what: `${what}, of ${many.toLocaleString('en')}`,
    value: spread(ofMany, 95),
    ratio: `${times(ratio, `p95 of ${few}`)}${ratio > allowed ? ', MORE THAN ALLOWED' : ''}`,
  }
}

/** One of few, one of many, and so on: what else this machine does meanwhile falls on both alike. */
async function inTurns(
  count: number,
  work: (heard: Heard) => unknown,
  small: Heard,
  large: Heard,
): Promise<Taken> {
  await timeEach(8, async () => [await work(small), await work(large)])
  const taken: Taken = { few: [], many: [] }
  for (let round = 0; round < count; round++) {
    taken.few.push(...(await timeEach(1, () => work(small))))
    taken.many.push(...(await timeEach(1, () => work(large))))
  }
  const sorted = (all: number[]) => all.sort((one, other) => one - other)
  return { few: sorted(taken.few), many: sorted(taken.many) }
}

async function timeMany(work: () => unknown, count: number): Promise<number[]> {
  await timeEach(8, work)
  return timeEach(count, work)
}

/** Rendered anew each time: `handle` knows no page cache. */
async function rendered(handle: Handle, path: string, cookie: string): Promise<void> {
  const headers = cookie ? { Cookie: cookie } : undefined
  const response = await handle(new Request(`http://gongyi.test${path}`, { headers, redirect: 'manual' }))
  const page = await response.text()
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${page.slice(0, 200)}`)
}
