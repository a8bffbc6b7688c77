import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { groupCampaigns } from '~/app/domain/campaigns/group-campaigns.server'
import { correctComment } from '~/app/domain/comments/correct.server'
import { takeUpCorrection } from '~/app/domain/comments/decide-requests.server'
import { maskComments, publishComments, refuseComments } from '~/app/domain/comments/moderate.server'
import { submitComment } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { waitUntil } from '~/db/child-process'
import type { OpenDatabase } from '~/db/client'
import { campaigns, commentCorrections, comments } from '~/db/schema/comments'
import {
  type AConsultation,
  aComment,
  contextAt,
  staffAt,
  systemAt,
} from '~/test/domain/comments/a-consultation'
import { openNow } from '~/test/routes/comment-forms'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'

const letter =
  '请把路灯的关闭时间推迟到早上七点半，冬天孩子上学的路上一片漆黑，家长们都很担心，希望主管部门尽快研究并给我们一个答复。'
// A page is kept for a minute; what is told to the cache is gone at once.
const atOnce = 10_000

let open: OpenDatabase
let server: { url: string; close: () => Promise<void> }
let consultation: AConsultation
let moderator: Ctx
const citizen = () => contextAt(open.db, new Date())

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await openNow(open.db)
  moderator = await staffAt(open.db, new Date(), consultation.departmentId, 'moderator')
  server = await startServer()
}, 60_000)
afterAll(async () => {
  await server.close()
  await open.close()
})

type Sent = { id: number; code: string }

async function published(body: string): Promise<Sent> {
  const { code } = await submitComment(citizen(), aComment(consultation.id, { body }))
  const [row] = await open.db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
  const id = row?.id ?? 0
  await publishComments({ ...moderator, now: new Date() }, [{ id }])
  return { id, code }
}

const read = async (path: string) => (await fetch(new URL(path, server.url))).text()
const holds = async (path: string, words: string) => (await read(path)).includes(words)

const pagesOf = () => [
  paths.consultationComments(consultation.id),
  paths.openComments(consultation.id, 'json'),
  paths.openComments(consultation.id, 'csv'),
]

/** What every page showed, and has kept, it shows no more. */
async function expectGone(words: string, deed: () => Promise<unknown>, pages = pagesOf()): Promise<void> {
  for (const path of pages) {
    expect(await waitUntil(() => holds(path, words), atOnce), path).toBe(true)
    // From the cache now.
    expect(await holds(path, words), path).toBe(true)
  }
  await deed()
  for (const path of pages)
    expect(await waitUntil(async () => !(await holds(path, words)), atOnce), path).toBe(true)
}

describe('what is no longer public is gone from every page that was kept', () => {
  it('a comment that was withdrawn', async () => {
    const { code } = await published('撤回的这一句。')
    await expectGone('撤回的这一句。', () => withdrawComment(citizen(), { code }))
  })

  it('words that were masked, taken down or replaced by the author', async () => {
    const now = () => ({ ...moderator, now: new Date() })
    const [masked, refused, corrected] = [
      await published('遮盖的这一句。'),
      await published('撤下的这一句。'),
      await published('更正的这一句。'),
    ]
    await expectGone('遮盖的这一句。', () => maskComments(now(), [{ id: masked.id, mask: '略。' }]))
    await expectGone('撤下的这一句。', () => refuseComments(now(), [refused.id], { rule: 'advert' }))
    await correctComment(citizen(), { code: corrected.code, body: '换了一句。' })
    const [correction] = await open.db.select({ id: commentCorrections.id }).from(commentCorrections)
    await expectGone('更正的这一句。', () => takeUpCorrection(now(), correction?.id ?? 0))
  })

  it('a letter that too few stand by', async () => {
    const sent = [await published(letter), await published(letter), await published(letter)]
    await groupCampaigns(systemAt(open.db, new Date()), consultation.id)
    const [campaign] = await open.db.select({ id: campaigns.id }).from(campaigns)
    const pages = [paths.campaign(consultation.id, campaign?.id ?? 0)]
    const [, , last] = sent
    const withdraw = () => withdrawComment(citizen(), { code: last?.code ?? '' })
    await expectGone('冬天孩子上学的路上一片漆黑', withdraw, pages)
  })

  it('the invitation to comment, when the consultation is terminated', async () => {
    const issuer = await staffAt(open.db, new Date(), consultation.departmentId, 'issuer')
    const reason = '上位法即将修订，本次征求意见终止。'
    const pages = [paths.home(), paths.consultation(consultation.id), paths.consultations()]
    for (const path of pages) await read(path)
    await terminateConsultation({ ...issuer, now: new Date() }, consultation.id, reason)
    expect(await waitUntil(() => holds(paths.consultation(consultation.id), reason), atOnce)).toBe(true)
    const link = `href="${paths.commentForm(consultation.id)}"`
    for (const path of pages)
      expect(await waitUntil(async () => !(await holds(path, link)), atOnce), path).toBe(true)
  })
})
