import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { confirmInterpretation } from '~/app/domain/earlier-text/confirm.server'
import { earlierTextOf, earlierTextTasks } from '~/app/domain/earlier-text/earlier-text.server'
import { earlierTextPage } from '~/app/domain/earlier-text/earlier-text-desk.server'
import { deskInterpretation } from '~/app/domain/interpretations/desk.server'
import { interpretationPage } from '~/app/domain/interpretations/page.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import {
  firstText,
  publicInterpretation,
  publicPolicy,
  publishedAt,
  systemAt,
  today,
} from '~/test/domain/unclear-clauses/an-explained-policy'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import type { Office } from '../policies/a-policy'

let open: OpenDatabase
let office: Office
let other: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'education')
})
afterAll(() => open.close())

const laterText = firstText
  .replace('补贴二十万元', '补贴二十五万元')
  .replace('第三条　申请人向县住房城乡建设局提出申请。\n第四条', '第三条')
const laterDay = new Date('2026-11-18T10:00:00+08:00')

const citizen = () => office.citizen(today)
const tasks = (of = office) => earlierTextTasks(of.as('drafter', today), of)

/** Explained in the first version: 第一条 (which stays), 第二条 (which changes), 第三条 (which goes). */
async function explainedPolicy() {
  const policy = await publicPolicy(open.db, office)
  const clauses = ['第一条', '第二条', '第三条'].map(policy.clauseOf)
  const interpretationId = await publicInterpretation(open.db, policy.policyId, clauses)
  return { ...policy, interpretationId }
}

it('says nothing while no later policy changes what was explained', async () => {
  const { interpretationId } = await explainedPolicy()
  expect(await earlierTextOf(citizen(), [interpretationId])).toEqual(new Map())
  expect(await tasks()).toEqual([])
})

it('names the clauses that a later policy changed or dropped, and leaves those that stayed or only moved', async () => {
  const { interpretationId, policyId, clauseOf } = await explainedPolicy()
  const last = await publicInterpretation(open.db, policyId, [clauseOf('第四条')])
  const later = await publicPolicy(open.db, office, { text: laterText, at: laterDay, replacesId: policyId })

  const earlier = (await earlierTextOf(citizen(), [interpretationId, last])).get(interpretationId) ?? []
  const { overtaken } = await deskInterpretation(office.as('drafter', today), interpretationId)
  expect(overtaken.map(({ label }) => label)).toEqual(['第二条', '第三条'])
  expect(earlier).toMatchObject([
    {
      clauseId: clauseOf('第二条').id,
      label: '第二条',
      policyId: later.policyId,
      isGone: false,
      confirmed: null,
    },
    {
      clauseId: clauseOf('第三条').id,
      label: '第三条',
      policyId: later.policyId,
      isGone: true,
      confirmed: null,
    },
  ])
  expect(earlier[0]?.since).toEqual(laterDay)
  // Until then the explained words are still the law: the notice says from when on they are not.
  expect(earlier[0]?.effectiveOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  // 第四条 is 第三条 now, with the same words.
  expect((await earlierTextOf(citizen(), [last])).has(last)).toBe(false)
  // Before the later policy was public there was nothing to say.
  expect(await earlierTextOf(office.citizen(publishedAt), [interpretationId])).toEqual(new Map())
})

it('gives the department a task, which ends when a reviewer confirms it with a reason, and the mark says so', async () => {
  const { interpretationId, policyId, clauseOf } = await explainedPolicy()
  const later = await publicPolicy(open.db, office, { text: laterText, at: laterDay, replacesId: policyId })
  const mine = (await tasks()).find((task) => task.interpretationId === interpretationId)
  expect(mine).toMatchObject({ policyId: later.policyId, since: laterDay, labels: ['第二条', '第三条'] })
  expect(await tasks(other)).toEqual([])

  const page = await earlierTextPage(office.as('drafter', today), interpretationId)
  expect(page.mayConfirm).toBe(false)
  const [change] = page.changes
  expect(change?.clauses[0]?.words).toContainEqual({ type: 'added', text: '二十五万元' })
  expect(change?.clauses[0]?.places).toHaveLength(1)
  await expect(earlierTextPage(other.as('drafter', today), interpretationId)).rejects.toMatchObject({
    status: 403,
  })

  const confirm = (reason: string, as = office.as('reviewer', today)) =>
    confirmInterpretation(as, interpretationId, later.policyId, reason)
  await expect(confirm('还对', office.as('drafter', today))).rejects.toMatchObject({ status: 403 })
  await expect(confirm('还对', other.as('issuer', today))).rejects.toMatchObject({ status: 403 })
  await expect(confirm('  ')).rejects.toMatchObject({ status: 422, fields: { reason: expect.any(String) } })
  await confirm('只提高了补贴，怎样申请没有变。')

  const earlier = (await earlierTextOf(citizen(), [interpretationId])).get(interpretationId)
  expect(earlier?.map(({ confirmed }) => confirmed?.reason)).toEqual([
    '只提高了补贴，怎样申请没有变。',
    '只提高了补贴，怎样申请没有变。',
  ])
  expect((await tasks()).some((task) => task.interpretationId === interpretationId)).toBe(false)
  const steps = await stepsOf(citizen(), 'interpretation', interpretationId)
  expect(steps.at(-1)).toMatchObject({
    kind: 'confirmed',
    data: { policyId: later.policyId, clauseIds: [clauseOf('第二条').id, clauseOf('第三条').id] },
  })
  expect(await open.db.$count(audit, eq(audit.action, 'interpretation.confirmed'))).toBe(1)
  // It is as public as before.
  expect((await interpretationPage(citizen(), interpretationId)).publishedAt).toEqual(publishedAt)
})

it('asks anew when a still later policy changes the clause again, and not when that one only changes others', async () => {
  const { interpretationId, policyId } = await explainedPolicy()
  const second = await publicPolicy(open.db, office, { text: laterText, at: laterDay, replacesId: policyId })
  await confirmInterpretation(office.as('issuer', today), interpretationId, second.policyId, '仍然适用。')
  const thirdDay = new Date('2026-11-19T10:00:00+08:00')
  const third = await publicPolicy(open.db, office, {
    ...{ at: thirdDay, replacesId: second.policyId },
    text: laterText.replace('2026年12月1日', '2026年12月15日'),
  })
  const isTask = async () => (await tasks()).some((task) => task.interpretationId === interpretationId)
  expect(await isTask()).toBe(false)
  const fourth = await publicPolicy(open.db, office, {
    ...{ at: new Date('2026-11-19T15:00:00+08:00'), replacesId: third.policyId },
    text: laterText.replace('二十五万元', '三十万元'),
  })
  expect(await isTask()).toBe(true)
  const earlier = (await earlierTextOf(citizen(), [interpretationId])).get(interpretationId) ?? []
  expect(earlier.map((clause) => [clause.policyId, clause.confirmed === null])).toEqual([
    [fourth.policyId, true],
    [second.policyId, false],
  ])
  const confirmOld = confirmInterpretation(
    office.as('issuer', today),
    interpretationId,
    third.policyId,
    '还对',
  )
  await expect(confirmOld).rejects.toMatchObject({ status: 409 })
})

it('is settled by a new public interpretation of the later policy, and by withdrawing', async () => {
  const { interpretationId, policyId, clauseOf } = await explainedPolicy()
  const short = await publicInterpretation(open.db, policyId, [clauseOf('第二条')], { title: '一图读懂' })
  const later = await publicPolicy(open.db, office, { text: laterText, at: laterDay, replacesId: policyId })
  await publicInterpretation(open.db, later.policyId, [later.clauseOf('第二条')], { at: laterDay })
  const all = await tasks()
  expect(all.some((task) => task.interpretationId === short)).toBe(false)
  // 第三条 is gone: nothing can explain it anew.
  expect(all.find((task) => task.interpretationId === interpretationId)?.labels).toEqual(['第三条'])

  await takeStep(systemAt(open.db, laterDay), {
    ...{ subject: 'interpretation', id: interpretationId, kind: 'withdrawn', reason: '已经过时。' },
  })
  expect((await tasks()).some((task) => task.interpretationId === interpretationId)).toBe(false)
})
