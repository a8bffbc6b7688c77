import { sql } from 'drizzle-orm'
import { listDeskComments, moderationQueue } from '~/app/domain/comments/desk-list.server'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import { gapsOf } from '~/app/domain/consultations/gaps.server'
import { consultationReading } from '~/app/domain/consultations/reading.server'
import { boardPage } from '~/app/domain/issues/board-page.server'
import { paths } from '~/app/paths'
import { type Ctx, createContext } from '~/app/server/context'
import { compare, few, type Handle, inTurns, many, rendered, rounds, timeMany } from './few-and-many'
import { type Heard, makeHeard, prepareCounty } from './heard'
import type { Row } from './measure'

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
