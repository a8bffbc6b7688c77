import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { enterComment } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import { countByArticle } from '~/app/domain/consultations/gaps'
import { gapsOf } from '~/app/domain/consultations/gaps.server'
import type { OpenDatabase } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { freshDatabase } from '~/test/support/database'
import {
  type AConsultation,
  aComment,
  aConsultation,
  aDepartment,
  after,
  contextAt,
  during,
  received,
  staffAt,
  systemAt,
} from '../comments/a-consultation'

let open: OpenDatabase
let consultation: AConsultation
const system = () => systemAt(open.db, during)
const gaps = () => gapsOf(system(), consultation.id)

beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  consultation = await aConsultation(open.db)
})
afterAll(() => open.close())

async function slugOf(id: number): Promise<string> {
  const [row] = await open.db.select().from(departments).where(eq(departments.id, id))
  return row?.slug ?? ''
}

describe('what has not been heard yet', () => {
  it('says which articles nobody has spoken about, and counts neither withdrawn nor refused comments', async () => {
    const [, second, third] = consultation.clauseIds
    await publishComment(system(), {
      id: (await received(open.db, consultation.id, { clauseId: second })).id,
    })
    await received(open.db, consultation.id)
    const refused = await received(open.db, consultation.id, { clauseId: third })
    await refuseComment(system(), refused.id, { rule: 'advert' })
    const { code } = await received(open.db, consultation.id, { clauseId: third })
    await withdrawComment(contextAt(open.db, during), { code })
    const shown = await gaps()
    expect(shown.articles.map(({ cited, count }) => [cited, count])).toEqual([
      ['第一条', 0],
      ['第二条', 1],
      ['第三条', 0],
    ])
    expect(shown).toMatchObject({ comments: 2, elsewhere: 1, consultation: { isOpen: true } })
  })

  it('says which townships and channels are silent', async () => {
    const heard = await aDepartment(open.db, 'township', '云台街道办事处')
    await aDepartment(open.db, 'township', '清溪镇人民政府')
    const drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
    await received(open.db, consultation.id, { township: await slugOf(heard) })
    await enterComment(drafter, { ...aComment(consultation.id), channel: 'letter', receivedAt: during })
    const shown = await gaps()
    expect(shown.townships).toEqual([
      { name: '云台街道', count: 1 },
      { name: '清溪镇', count: 0 },
    ])
    expect(shown.fromNowhere).toBe(1)
    expect(shown.channels).toEqual(
      expect.arrayContaining([
        { channel: 'online', count: 1 },
        { channel: 'letter', count: 1 },
      ]),
    )
  })

  it('hints at an affected group from which nothing came (P2), and no longer when something has', async () => {
    const [row] = await open.db.select().from(consultations).where(eq(consultations.id, consultation.id))
    await open.db
      .update(matters)
      .set({ affectedGroups: ['出租车司机', '夜班工人'] })
      .where(eq(matters.id, row?.matterId ?? 0))
    const { id } = await received(open.db, consultation.id)
    expect((await gaps()).findings.map(({ id: rule, level }) => [rule, level])).toEqual([
      ['P2', 'warn'],
      ['P2', 'warn'],
    ])
    const [one] = await open.db.select().from(comments).where(eq(comments.id, id))
    await open.db.insert(comments).values({
      ...{ ...one, id: undefined, code: 'X'.repeat(14), affectedGroup: '夜班工人' },
      ...{
        consultationId: consultation.id,
        channel: 'letter',
        receivedAt: during,
        body: '太暗',
        original: {},
      },
    })
    const shown = await gaps()
    expect(shown.groups).toEqual([
      { name: '出租车司机', count: 0 },
      { name: '夜班工人', count: 1 },
    ])
    expect(shown.findings).toHaveLength(1)
    expect(shown.findings[0]?.message).toContain('出租车司机')
  })

  it('is for the own department', async () => {
    const other = await aConsultation(open.db)
    const stranger = await staffAt(open.db, during, other.departmentId, 'drafter')
    await expect(gapsOf(stranger, consultation.id)).rejects.toMatchObject({ status: 403 })
  })
})

describe('counting by article', () => {
  it('adds what hangs on paragraphs and items to their article, and what hangs on a chapter to none', () => {
    const clause = (clauseId: number, kind: string, parentClauseId: number | null) => ({
      ...{ clauseId, kind, parentClauseId, label: '一', depth: 0, cited: `c${clauseId}`, excerpt: '' },
    })
    const clauses = [
      clause(1, 'chapter', null),
      clause(2, 'article', 1),
      clause(3, 'item', 2),
      clause(4, 'article', 1),
    ]
    const { articles, elsewhere } = countByArticle(
      clauses,
      new Map([
        [0, 5],
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    )
    expect(articles.map(({ clauseId, count }) => [clauseId, count])).toEqual([
      [2, 5],
      [4, 0],
    ])
    expect(elsewhere).toBe(6)
  })
})
