import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { groupCampaigns } from '~/app/domain/campaigns/group-campaigns.server'
import { publishComment } from '~/app/domain/comments/moderate.server'
import { submitComment } from '~/app/domain/comments/submit.server'
import { saveReport } from '~/app/domain/feedback/publish.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { campaigns, comments } from '~/db/schema/comments'
import {
  type AConsultation,
  aComment,
  contextAt,
  staffAt,
  systemAt,
} from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import { openNow } from './comment-forms'

const letter =
  '请把路灯的关闭时间推迟到早上七点半，冬天孩子上学的路上一片漆黑，家长们都很担心，希望主管部门尽快研究并给我们一个答复。'

let open: OpenDatabase
let consultation: AConsultation
let campaignId: number

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await openNow(open.db)
  const moderator = await staffAt(open.db, new Date(), consultation.departmentId, 'moderator')
  for (let at = 0; at < 3; at++) {
    const citizen = contextAt(open.db, new Date())
    const { code } = await submitComment(citizen, aComment(consultation.id, { body: letter }))
    const [row] = await open.db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
    await publishComment({ ...moderator, now: new Date() }, { id: row?.id ?? 0 })
  }
  const system = systemAt(open.db, new Date())
  await groupCampaigns(system, consultation.id)
  await saveReport(system, consultation.id, { introduction: '还没有公布的情况说明。' })
  const [campaign] = await open.db.select({ id: campaigns.id }).from(campaigns)
  campaignId = campaign?.id ?? 0
})
afterAll(() => open.close())

const pages = (id: number) => [
  paths.consultation(id),
  paths.commentForm(id),
  paths.consultationComments(id),
  paths.campaign(id, campaignId),
  paths.feedback(id),
  ...(['csv', 'json', 'xlsx'] as const).map((format) => paths.openComments(id, format)),
]
const files = (id: number) => (['docx', 'xlsx'] as const).map((format) => paths.feedbackFile(id, format))

async function statuses(all: string[]): Promise<[string, number][]> {
  return Promise.all(
    all.map(async (path): Promise<[string, number]> => [path, (await handleRequest(path)).status]),
  )
}

describe('what is not published', () => {
  it('a report: neither its words on the page nor its files', async () => {
    expect((await statuses(pages(consultation.id))).filter(([, status]) => status !== 200)).toEqual([])
    expect((await statuses(files(consultation.id))).filter(([, status]) => status !== 404)).toEqual([])
    const page = await (await handleRequest(paths.feedback(consultation.id))).text()
    expect(page).not.toContain('还没有公布的情况说明')
    const data = await (await handleRequest(`${paths.feedback(consultation.id)}.data`)).text()
    expect(data).not.toContain('还没有公布的情况说明')
  })

  it('a campaign is no page of another consultation', async () => {
    const other = await openNow(open.db)
    expect((await handleRequest(paths.campaign(other.id, campaignId))).status).toBe(404)
  })

  it('a consultation that was not published, or was withdrawn: nothing of it at any address', async () => {
    const draft = await openNow(open.db, -10, 20, false)
    const at = systemAt(open.db, new Date())
    await takeStep(at, { subject: 'consultation', id: consultation.id, kind: 'withdrawn', reason: '有误' })
    for (const { id } of [draft, consultation]) {
      const found = await statuses([...pages(id), ...files(id)])
      expect(found.filter(([, status]) => status !== 404)).toEqual([])
    }
    const comments = await handleRequest(`${paths.consultationComments(consultation.id)}.data`)
    expect(await comments.text()).not.toContain('一片漆黑')
  })
})
