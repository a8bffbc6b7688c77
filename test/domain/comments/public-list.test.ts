import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishComment } from '~/app/domain/comments/moderate.server'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import type { OpenDatabase } from '~/db/client'
import { campaignComments, campaigns, commentAttachments } from '~/db/schema/comments'
import { freshDatabase } from '~/test/support/database'
import { type AConsultation, aConsultation, contextAt, during, received, systemAt } from './a-consultation'

let open: OpenDatabase
let consultation: AConsultation

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db)
})
afterAll(() => open.close())

const list = (clauseId?: number) =>
  listPublicComments(contextAt(open.db, during), consultation.id, { clauseId })

describe('the public list of comments', () => {
  it('says on which words, as whom, by which way, with how many files and how many others', async () => {
    const { id } = await received(open.db, consultation.id, {
      ...{ clauseId: consultation.clauseIds[1], quote: '每日18时开启', body: '冬天太晚。' },
      ...{ authorKind: 'organisation', displayName: '东关社区', publishName: true, contact: '0000-0000122' },
    })
    const file = { commentId: id, name: '来信.pdf', type: 'application/pdf' as const, size: 9, sha256: 'x' }
    await open.db.insert(commentAttachments).values({ ...file, position: 0, storageKey: 'attachments/a' })
    const [campaign] = await open.db
      .insert(campaigns)
      .values({ consultationId: consultation.id, sent: 1200, added: 85 })
      .returning({ id: campaigns.id })
    await open.db
      .insert(campaignComments)
      .values({ commentId: id, campaignId: campaign?.id ?? 0, relation: 'exact' })
    await publishComment(systemAt(open.db, during), { id })
    const page = await list()
    expect(page.comments).toMatchObject([
      {
        ...{ quote: '每日18时开启', authorKind: 'organisation', name: '东关社区', channel: 'online' },
        ...{ attachments: 1, correctedAt: null, clause: { cited: '第二条' } },
        campaign: { sent: 1200, relation: 'exact' },
      },
    ])
    expect(JSON.stringify(page.comments)).not.toMatch(/来信|0000-0000122/)
  })

  it('keeps a name to itself that was not given for publishing', async () => {
    const { id } = await received(open.db, consultation.id, { authorKind: 'person', displayName: '赵桂兰' })
    await publishComment(systemAt(open.db, during), { id })
    const page = await list(0)
    expect(page.comments).toMatchObject([{ id, name: null, authorKind: 'person' }])
    expect(JSON.stringify(page.comments)).not.toContain('赵桂兰')
  })

  it('goes by clause, the whole draft being one, with totals that were kept by the way', async () => {
    expect(await list(consultation.clauseIds[1])).toMatchObject({ total: 1, next: null })
    expect(await list(0)).toMatchObject({ total: 1 })
    expect(await list()).toMatchObject({ total: 2 })
    expect(await list(consultation.clauseIds[2])).toMatchObject({ total: 0, comments: [] })
  })
})
