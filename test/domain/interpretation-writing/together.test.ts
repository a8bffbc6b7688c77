import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { conflictOf, takeTheirs } from '~/app/domain/interpretation-writing/conflict.server'
import {
  draftOf,
  dropDraft,
  keepDraft,
  presentEditors,
} from '~/app/domain/interpretation-writing/drafts.server'
import { addRemark, remarksOf, resolveRemark } from '~/app/domain/interpretation-writing/remarks.server'
import {
  compareVersions,
  restoreVersion,
  versionsOf,
} from '~/app/domain/interpretation-writing/versions.server'
import { deskInterpretation, deskInterpretations } from '~/app/domain/interpretations/desk.server'
import { beginInterpretation, newInterpretationFor } from '~/app/domain/interpretations/new.server'
import {
  publishInterpretation,
  returnInterpretation,
  reviewInterpretation,
  submitInterpretation,
} from '~/app/domain/interpretations/sign-off.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { forgetExpired } from '~/app/domain/people/retention.server'
import { publishPolicy } from '~/app/domain/policies/sign-off.server'
import { type Ctx, createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { interpretationDrafts } from '~/db/schema/interpretations'
import { accounts } from '~/db/schema/people'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import {
  draftPolicy,
  interpretationInput,
  type Office,
  paragraph,
  reviewedInterpretation,
  reviewedPolicy,
  signingDay,
} from '../policies/a-policy'

let open: OpenDatabase
let office: Office
let other: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'education')
  const stamps = { createdAt: signingDay, updatedAt: signingDay }
  await open.db.insert(accounts).values({
    ...{ id: 'colleague', name: '同事小周', email: 'colleague@yunling.example', ...stamps },
    departmentId: office.departmentId,
  })
})
afterAll(() => open.close())

const at = (seconds: number) => new Date(signingDay.getTime() + seconds * 1000)
const drafter = (seconds = 0) => office.as('drafter', at(seconds))
const reviewer = (seconds = 0) => office.as('reviewer', at(seconds))
const colleague = (seconds = 0) =>
  createContext(
    open.db,
    {
      ...{ kind: 'staff' as const, id: 'colleague', name: '同事小周', roles: ['drafter' as const] },
      departmentId: office.departmentId,
    },
    at(seconds),
  )
const documentOf = (...texts: string[]) => ({ type: 'doc', content: texts.map(paragraph) })
const wordsOf = (document: unknown) => JSON.stringify(document)
const reason = '其余要素见后续解读'

async function aDraft(...texts: string[]) {
  const { policyId } = await draftPolicy(office)
  const input = interpretationInput(policyId, texts.length > 0 ? texts.map(paragraph) : undefined)
  const { interpretationId } = await saveInterpretation(drafter(), input)
  return { id: interpretationId, policyId, input: { ...input, id: interpretationId } }
}

it('the nine elements that another interpretation of the policy says are said so beside one’s own', async () => {
  const { id, policyId } = await aDraft('第一篇')
  const attrs = { element: 'background' }
  const document = [{ ...paragraph('为什么要办'), attrs }]
  await saveInterpretation(drafter(), interpretationInput(policyId, document))
  expect((await deskInterpretation(drafter(), id)).elsewhere).toEqual(['background'])
})

describe('what is typed', () => {
  it('is kept for the person alone, and is there again after a crash; a save ends it', async () => {
    const { id, input } = await aDraft('第一稿')
    await keepDraft(drafter(), id, { document: documentOf('写到一半'), revision: 1 })
    await keepDraft(drafter(3), id, { document: documentOf('写到一半，又写了'), revision: 1 })
    const restored = await draftOf(drafter(60), id)
    expect(restored).toMatchObject({ revision: 1, typedAt: at(3) })
    expect(wordsOf(restored?.document)).toContain('写到一半，又写了')
    expect(await draftOf(colleague(60), id)).toBeNull()
    const page = await deskInterpretation(reviewer(), id)
    expect(page.interpretation.plain).toBe('第一稿')
    expect(page.draft).toBeNull()
    expect((await deskInterpretation(drafter(60), id)).draft).not.toBeNull()

    await saveInterpretation(drafter(70), { ...input, revision: 1, document: documentOf('写完了') })
    expect(await draftOf(drafter(80), id)).toBeNull()
  })

  it('that came late and is what was saved is no unsaved draft', async () => {
    const { id, input } = await aDraft('第一稿')
    await saveInterpretation(drafter(1), { ...input, revision: 1, document: documentOf('写完了') })
    await keepDraft(drafter(2), id, { document: documentOf('写完了'), revision: 1 })
    expect(await draftOf(drafter(3), id)).toBeNull()
  })

  it('that nobody came back to is forgotten after thirty days, and with its publishing', async () => {
    const { id, policyId } = await aDraft()
    const published = await reviewedInterpretation(office, policyId)
    const isKept = async (one: number, later: Ctx) => (await draftOf(later, one)) !== null
    for (const one of [id, published])
      await keepDraft(drafter(), one, { document: documentOf('写到一半'), revision: 1 })
    const days = (count: number) => drafter(count * 86_400)
    await forgetExpired(days(29))
    expect([await isKept(id, days(29)), await isKept(published, days(29))]).toEqual([true, true])
    await takeStep(drafter(60), { subject: 'interpretation', id: published, kind: 'published' })
    await forgetExpired(days(29))
    expect([await isKept(id, days(29)), await isKept(published, days(29))]).toEqual([true, false])
    await forgetExpired(days(31))
    expect(await isKept(id, days(31))).toBe(false)
  })

  it('may be half a block, is no entry in the audit, and can be dropped', async () => {
    const { id } = await aDraft()
    const entries = await open.db.$count(audit)
    const half = { type: 'doc', content: [{ type: 'chart', attrs: { kind: 'bars', title: '' } }] }
    await keepDraft(drafter(), id, { document: half, revision: 1 })
    expect(wordsOf((await draftOf(drafter(), id))?.document)).toContain('chart')
    expect(await open.db.$count(audit)).toBe(entries)
    await dropDraft(drafter(), id)
    expect(await draftOf(drafter(), id)).toBeNull()
  })

  it('is refused where no database or editor could hold it, and from other departments', async () => {
    const { id } = await aDraft()
    let deep: unknown = { type: 'paragraph' }
    for (let depth = 0; depth < 5000; depth++) deep = { type: 'listItem', content: [deep] }
    const bad = [
      'text',
      7,
      [],
      { type: 'paragraph' },
      { type: 'doc', content: 'x' },
      { type: 'doc', content: [null] },
      { type: 'doc', content: [deep] },
      documentOf('\0'),
      documentOf('\ud800'),
    ]
    for (const document of bad)
      await expect(keepDraft(drafter(), id, { document, revision: 1 })).rejects.toMatchObject({ status: 422 })
    await expect(
      keepDraft(other.as('drafter', signingDay), id, { document: null, revision: 1 }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(keepDraft(reviewer(), id, { document: null, revision: 1 })).rejects.toMatchObject({
      status: 403,
    })
    expect(await open.db.$count(interpretationDrafts, eq(interpretationDrafts.interpretationId, id))).toBe(0)
  })
})

describe('who is there', () => {
  it('is said for 45 seconds after each sign of life, with whether they have words of their own', async () => {
    const { id } = await aDraft()
    await keepDraft(colleague(0), id, { document: null, revision: 1 })
    const { others } = await keepDraft(drafter(10), id, { document: null, revision: 1 })
    expect(others).toMatchObject([{ name: '同事小周', typedAt: null }])
    await keepDraft(colleague(15), id, { document: documentOf('我也写'), revision: 1 })
    expect(await presentEditors(reviewer(20), id)).toMatchObject([{ name: '同事小周' }, {}])
    const { rows } = await deskInterpretations(reviewer(20))
    expect(rows[0]).toMatchObject({ id, editors: ['housing drafter', '同事小周'] })
    expect(await presentEditors(drafter(59), id)).toMatchObject([{ typedAt: at(15) }])
    expect(await presentEditors(drafter(61), id)).toEqual([])
  })

  it('and that somebody has saved meanwhile is told with the next words', async () => {
    const { id, input } = await aDraft()
    await saveInterpretation(colleague(), { ...input, revision: 1 })
    expect((await keepDraft(drafter(), id, { document: null, revision: 1 })).revision).toBe(2)
  })
})

describe('two who save at once', () => {
  it('the second gets both texts, block by block, and loses none', async () => {
    const { id, input } = await aDraft('第一段没有变。', '补贴二十万元。')
    const { interpretation } = await deskInterpretation(drafter(), id)
    const content = (interpretation.document as { content: { attrs: unknown }[] }).content
    const write = (text: string) => ({
      type: 'doc',
      content: [content[0], { ...paragraph(text), attrs: content[1]?.attrs }],
    })
    await saveInterpretation(colleague(5), { ...input, revision: 1, document: write('由县里补贴二十万元。') })
    const mine = { ...input, revision: 1, document: write('补贴二十万元，一次付清。') }
    await expect(saveInterpretation(drafter(9), mine)).rejects.toMatchObject({ status: 409 })

    const { theirs, blocks } = await conflictOf(drafter(9), id, mine)
    expect(theirs).toMatchObject({ revision: 2, at: at(5), accountName: '同事小周' })
    expect(blocks.map(({ status }) => status)).toEqual(['same', 'changed'])
    const said = (kind: string) =>
      blocks[1]?.words
        .filter(({ type }) => type === kind)
        .map(({ text }) => text)
        .join('')
    expect(said('removed')).toContain('县里')
    expect(said('added')).toContain('付清')

    // Mine.
    await saveInterpretation(drafter(10), { ...mine, revision: theirs.revision })
    const versions = await versionsOf(drafter(11), id)
    expect(versions.map(({ revision, accountName }) => [revision, accountName])).toEqual([
      [3, 'housing drafter'],
      [2, '同事小周'],
      [1, 'housing drafter'],
    ])
  })

  it('and where theirs is taken, one’s own is a version too', async () => {
    const { id, input } = await aDraft('原稿')
    await saveInterpretation(colleague(5), { ...input, revision: 1, document: documentOf('同事的') })
    await keepDraft(drafter(6), id, { document: documentOf('我的'), revision: 1 })
    const mine = { title: '我的标题', document: documentOf('我的'), revision: 2 }
    await expect(takeTheirs(drafter(7), id, { ...mine, revision: 1 })).rejects.toMatchObject({ status: 409 })
    await takeTheirs(drafter(8), id, mine)
    const page = await deskInterpretation(drafter(9), id)
    expect(page.interpretation).toMatchObject({ revision: 4, plain: '同事的' })
    expect(page.draft).toBeNull()
    const { to, blocks } = await compareVersions(drafter(9), id, { from: 2, to: 3 })
    expect(to.title).toBe('我的标题')
    expect(blocks.flatMap(({ words }) => words)).toContainEqual({ type: 'added', text: '我的' })
    const entries = await open.db
      .select()
      .from(audit)
      .where(and(eq(audit.subject, 'interpretation'), eq(audit.subjectId, String(id))))
    expect(entries.map(({ action }) => action)).toContain('interpretation.theirs-taken')
  })
})

describe('versions', () => {
  it('are compared by block and by word, and an earlier one can be restored', async () => {
    const { id, input } = await aDraft('背景是老旧小区多。', '补贴二十万元。')
    await saveInterpretation(drafter(5), {
      ...{ ...input, revision: 1, title: '新标题' },
      document: documentOf('补贴二十万元。', '新写的一段。'),
    })
    const { from, to, blocks } = await compareVersions(reviewer(), id, { from: 1, to: 2 })
    expect([from.title, to.title]).toEqual([input.title, '新标题'])
    expect(blocks.map(({ status }) => status).sort()).toEqual(['added', 'removed', 'same'])
    await restoreVersion(drafter(6), id, { revision: 1, current: 2 })
    const { interpretation } = await deskInterpretation(drafter(7), id)
    expect(interpretation).toMatchObject({ revision: 3, title: input.title })
    expect(interpretation.plain).toBe('背景是老旧小区多。\n补贴二十万元。')
    await expect(restoreVersion(drafter(8), id, { revision: 1, current: 2 })).rejects.toMatchObject({
      status: 409,
    })
    await expect(restoreVersion(reviewer(8), id, { revision: 1, current: 3 })).rejects.toMatchObject({
      status: 403,
    })
    await expect(versionsOf(other.as('drafter', signingDay), id)).rejects.toMatchObject({ status: 403 })
    await expect(compareVersions(drafter(), id, { from: 1, to: 9 })).rejects.toMatchObject({ status: 404 })
  })

  it('say so where only the format or a setting of a block is another', async () => {
    const { id, input } = await aDraft('同样的话')
    const { interpretation } = await deskInterpretation(drafter(), id)
    const [block] = (interpretation.document as { content: { attrs: object }[] }).content
    await saveInterpretation(drafter(2), {
      ...{ ...input, revision: 1 },
      document: { type: 'doc', content: [{ ...block, attrs: { ...block?.attrs, element: 'aims' } }] },
    })
    const { blocks } = await compareVersions(drafter(), id, { from: 1, to: 2 })
    expect(blocks).toMatchObject([{ status: 'restyled' }])
  })
})

describe('remarks of colleagues', () => {
  const anchorOf = async (id: number) => {
    const { interpretation } = await deskInterpretation(drafter(), id)
    return (
      (interpretation.document as { content: { attrs: { anchor: string } }[] }).content[0]?.attrs.anchor ?? ''
    )
  }

  it('stand at a block with its words, stop the submission until resolved with a sentence, and stay', async () => {
    const { id } = await aDraft('补贴二十万元。')
    const anchor = await anchorOf(id)
    const { remarkId } = await addRemark(reviewer(), id, { anchor, quote: '二十万元', body: '写明谁来付' })
    await expect(submitInterpretation(drafter(), id, { reason })).rejects.toMatchObject({
      status: 422,
      findings: [{ id: 'I2', level: 'block' }],
    })
    const resolve = (ctx: Parameters<typeof resolveRemark>[0]) =>
      resolveRemark(ctx, id, { remarkId, resolution: '已写明由县财政承担' })
    await resolve(drafter(5))
    await expect(resolve(drafter(6))).rejects.toMatchObject({ status: 409 })
    expect(await remarksOf(reviewer(), id)).toMatchObject([
      {
        ...{ anchor, quote: '二十万元', body: '写明谁来付', accountName: 'housing reviewer' },
        resolved: { at: at(5), accountName: 'housing drafter', resolution: '已写明由县财政承担' },
      },
    ])
    await submitInterpretation(drafter(), id, { reason })
  })

  it('made during sign-off stop the review, and the policy from taking it along', async () => {
    const { policyId } = await draftPolicy(office)
    const id = await reviewedInterpretation(office, policyId)
    await reviewedPolicy(office, policyId)
    const { remarkId } = await addRemark(reviewer(), id, { anchor: null, quote: '', body: '标题再短些' })
    const issuer = office.as('issuer', at(9))
    await expect(publishPolicy(issuer, policyId)).rejects.toMatchObject({ findings: [{ id: 'I2' }] })
    await returnInterpretation(issuer, id, '请先处理批注')
    await resolveRemark(drafter(10), id, { remarkId, resolution: '已改短' })
    await submitInterpretation(drafter(11), id, { reason })
    const later = await addRemark(issuer, id, { anchor: null, quote: '', body: '再看一遍' })
    await expect(reviewInterpretation(reviewer(12), id)).rejects.toMatchObject({ findings: [{ id: 'I2' }] })
    await resolveRemark(reviewer(13), id, { remarkId: later.remarkId, resolution: '看过了' })
    await reviewInterpretation(reviewer(14), id)
    await publishPolicy(office.as('issuer', at(15)), policyId)
    await expect(
      addRemark(reviewer(16), id, { anchor: null, quote: '', body: '晚了' }),
    ).rejects.toMatchObject({
      status: 409,
    })
    await expect(publishInterpretation(issuer, id)).rejects.toMatchObject({ status: 409 })
  })

  it('are for those of the department who write, review or issue, at a block that is there', async () => {
    const { id } = await aDraft()
    const remark = { anchor: null, quote: '', body: '我来说一句' }
    await expect(addRemark(office.as('auditor', signingDay), id, remark)).rejects.toMatchObject({
      status: 403,
    })
    await expect(addRemark(other.as('reviewer', signingDay), id, remark)).rejects.toMatchObject({
      status: 403,
    })
    await expect(addRemark(reviewer(), id, { ...remark, anchor: 'b-nowhere' })).rejects.toMatchObject({
      status: 422,
    })
    const { remarkId } = await addRemark(reviewer(), id, remark)
    const elsewhere = await aDraft()
    await expect(
      resolveRemark(drafter(), elsewhere.id, { remarkId, resolution: '处理了' }),
    ).rejects.toMatchObject({ status: 404 })
  })
})

describe('a new interpretation', () => {
  it('for a clause that people do not understand begins with its words and an open question', async () => {
    const { policyId, clauseIds } = await draftPolicy(office)
    const clauseId = clauseIds[1] ?? 0
    const { proposed, clause } = await newInterpretationFor(drafter(), { policyId, clauseId })
    expect(clause).toMatchObject({ id: clauseId, label: '第二条' })
    expect(proposed).toMatchObject({ form: 'questions', author: 'housing drafter' })
    const { interpretationId } = await beginInterpretation(drafter(), { ...proposed, policyId, clauseId })
    const { interpretation } = await deskInterpretation(drafter(), interpretationId)
    const { content } = interpretation.document as { content: { type: string; attrs: object }[] }
    expect(content.map(({ type }) => type)).toEqual(['clauseQuote', 'qa', 'paragraph'])
    expect(content[1]?.attrs).toMatchObject({ clauses: [clauseId] })
    expect(interpretation.revision).toBe(1)
  })

  it('of a clause of another policy, or of another department, is none', async () => {
    const { policyId } = await draftPolicy(office)
    const foreign = await draftPolicy(office)
    const asked = { policyId, clauseId: foreign.clauseIds[1] ?? 0 }
    expect((await newInterpretationFor(drafter(), asked)).clause).toBeNull()
    await expect(newInterpretationFor(other.as('drafter', signingDay), asked)).rejects.toMatchObject({
      status: 403,
    })
  })
})
