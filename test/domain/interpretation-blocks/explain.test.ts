import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transact } from '~/app/domain/audit/record.server'
import { rerenderUses } from '~/app/domain/interpretation-blocks/rerender.server'
import { explanationsByClause } from '~/app/domain/interpretations/explanations.server'
import { interpretationPage } from '~/app/domain/interpretations/page.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import type { OpenDatabase } from '~/db/client'
import { interpretations } from '~/db/schema/interpretations'
import { media, mediaCaptions, mediaUses } from '~/db/schema/media'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import {
  draftPolicy,
  interpretationInput,
  type Office,
  quote,
  reviewedInterpretation,
  reviewedPolicy,
  signingDay,
} from '../policies/a-policy'

let open: OpenDatabase
let office: Office
const film = 'f'.repeat(64)
const still = '5'.repeat(64)

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
})
afterAll(() => open.close())

async function keep(sha256: string, kind: 'video' | 'image'): Promise<number> {
  const [row] = await open.db
    .insert(media)
    .values({
      ...{ sha256, kind, name: '一分钟.webm', type: 'video/webm', size: 9000, duration: 54 },
      ...{ departmentId: office.departmentId, uploadedAt: signingDay, width: 320, height: 180 },
      // L7: nothing is handed in without the words of its recordings.
      transcript: '补贴二十万元，居民不用垫付。',
    })
    .returning({ id: media.id })
  return row?.id ?? 0
}

describe('a public interpretation', () => {
  it('is found from each clause, at a block or at the second of its video, and leads back', async () => {
    const mediaId = await keep(film, 'video')
    const { policyId, clauseIds } = await draftPolicy(office)
    const [first = 0, second = 0, third = 0] = clauseIds
    const id = await reviewedInterpretation(office, policyId, [
      {
        type: 'paragraph',
        attrs: { element: 'background', clauses: [first] },
        content: words('为了下楼方便。'),
      },
      quote(second, '每台电梯补贴二十万元，由县财政承担。'),
      { type: 'paragraph', attrs: { clauses: [second] }, content: words('钱由县里出。') },
      {
        type: 'video',
        attrs: {
          ...{ sha: film, title: '一分钟看懂' },
          moments: [
            { second: 7.5, title: '补多少', clauseId: second },
            { second: 20, title: '什么时候起', clauseId: third },
            { second: 40, title: '还是补多少', clauseId: second },
          ],
        },
      },
    ])
    await reviewedPolicy(office, policyId)
    await publishPolicy(office.as('issuer', signingDay), policyId)

    const citizen = office.citizen(signingDay)
    const found = await explanationsByClause(citizen, [first, second, third])
    const said = (clauseId: number) =>
      found.get(clauseId)?.map(({ kind, second: at, recording }) => [kind, at, recording])
    expect(said(first)).toEqual([['link', null, null]])
    expect(said(second)).toEqual([
      ['quotation', null, null],
      ['moment', 7.5, 'video'],
      ['moment', 40, 'video'],
    ])
    expect(said(third)).toEqual([['moment', 20, 'video']])

    const page = await interpretationPage(citizen, id)
    expect(page.met).toEqual([{ element: 'background', anchor: found.get(first)?.[0]?.anchor }])
    expect(
      page.clauses.map(({ label, href, places }) => [label, href, places.map(({ kind }) => kind)]),
    ).toEqual([
      ['第一条', `/policies/${policyId}#c-${first}`, ['link']],
      ['第二条', `/policies/${policyId}#c-${second}`, ['quotation', 'link', 'video', 'video']],
      ['第三条', `/policies/${policyId}#c-${third}`, ['video']],
    ])
    expect(page.earlier).toEqual([])

    // The captions come, and a still picture: the page shows them, the search finds them, and both are public.
    const stillId = await keep(still, 'image')
    await open.db
      .insert(mediaCaptions)
      .values({ mediaId, lang: 'zh', vtt: 'WEBVTT\n\n00:00.000 --> 00:04.000\n看一分钟\n', at: signingDay })
    await open.db.update(media).set({ posterId: stillId }).where(eq(media.id, mediaId))
    const told = await transact(office.as('drafter', signingDay), (tx) => rerenderUses(tx, mediaId))
    expect(told).toEqual({ search: [{ kind: 'interpretation', id }], tags: [`interpretation:${id}`] })
    const [row] = await open.db.select().from(interpretations).where(eq(interpretations.id, id))
    expect(row?.html).toContain(`poster="/media/${still}/960.jpg"`)
    expect(row?.html).toContain('看一分钟</p>')
    expect(row?.plain).toContain('看一分钟')
    expect(row?.revision).toBe(1)
    const uses = await open.db.select().from(mediaUses).where(eq(mediaUses.interpretationId, id))
    expect(uses.map((use) => use.mediaId).sort()).toEqual([mediaId, stillId].sort())
  })

  it('cannot claim to explain a clause that its policy does not have', async () => {
    const { policyId } = await draftPolicy(office)
    const input = interpretationInput(policyId, [
      { type: 'paragraph', attrs: { clauses: [999_999] }, content: words('不知道说哪一条。') },
    ])
    await expect(saveInterpretation(office.as('drafter', signingDay), input)).rejects.toThrow(
      '不在这份政策里',
    )
  })
})

function words(text: string) {
  return [{ type: 'text', text }]
}
