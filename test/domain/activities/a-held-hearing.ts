import { asc, eq } from 'drizzle-orm'
import { takeStep } from '~/app/domain/audit/steps.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { type StoredRegistration, sealPerson } from '~/app/domain/registrations/row.server'
import { type StatementForm, statementForm } from '~/app/domain/transcripts/statement-forms'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import type { Db } from '~/db/client'
import { statements } from '~/db/schema/statements'
import {
  aCounty,
  aHearing,
  aRegistered,
  at,
  type County,
  takeChainStep,
  type Wanted,
  withAgenda,
} from './an-activity'

export const written = at('2026-11-10T15:00:00')
export const reading = at('2026-11-12T20:00:00')
export const finishing = at('2026-11-20T10:00:00')

export type HeldHearing = {
  county: County
  id: number
  /** Two consumers who were there, and an expert who was not. */
  wang: StoredRegistration
  li: StoredRegistration
  absent: StoredRegistration
  observer: StoredRegistration
  clauseIds: number[]
}

/** A hearing that took place on 2026-11-10; nothing of what was said is written down yet. */
export async function aHeldHearing(db: Db, slug: string, wanted: Wanted = {}): Promise<HeldHearing> {
  const county = await aCounty(db, slug)
  const { id, categories } = await aHearing(county, wanted)
  const [consumers, , experts, observers] = categories
  if (!consumers || !experts || !observers) throw new Error('a hearing has four sides')
  const before = county.office.as('drafter', at('2026-09-20T09:00:00'))
  const someone = (category: typeof consumers, name: string, shownName: string) =>
    aRegistered(before, category, {
      shownName,
      person: sealPerson(before, { name, phone: '13800005678', email: '', needs: '' }),
    })
  const wang = await someone(consumers, '王小明', '王**')
  const li = await someone(consumers, '李 娜', '李*')
  const absent = await someone(experts, '赵专家', '赵专家')
  const observer = await someone(observers, '孙旁听', '孙**')
  await withAgenda(before, id)
  const there = county.office.as('drafter', at('2026-11-10T08:50:00'))
  for (const { id: one } of [wang, li, observer])
    await takeStep(there, { subject: 'registration', id: one, kind: 'present' })
  await takeStep(there, { subject: 'registration', id: absent.id, kind: 'absent' })
  await takeChainStep(county, id, 'list-published', at('2026-10-12T09:00:00'))
  await takeChainStep(county, id, 'held', at('2026-11-10T11:40:00'))
  const clauses = await draftClauses(there, county.versionId)
  return { county, id, wang, li, absent, observer, clauseIds: [...clauses.keys()] }
}

/** A statement as the form has it. */
export function aStatement(change: Record<string, string> = {}): StatementForm {
  return statementForm.parse({
    ...{ speaker: 'chair', label: '', part: 'opening', clauseId: '', kind: 'procedure', body: '现在开会。' },
    ...change,
  })
}

/** Opening, the agency, one opinion of each participant, in this order. Gives their ids. */
export async function withStatements(hearing: HeldHearing): Promise<number[]> {
  const { county, id, wang, li, clauseIds } = hearing
  const drafter = county.office.as('drafter', written)
  const second = String(clauseIds[1])
  const said = [
    aStatement(),
    aStatement({ speaker: 'agency', part: 'presentation', body: '草案共四条。' }),
    aStatement({
      ...{ speaker: `seat-${wang.id}`, part: 'statements', kind: 'opinion', clauseId: second },
      body: '楼道里不能停，可是车棚太少，请先建车棚。',
    }),
    aStatement({
      ...{ speaker: `seat-${li.id}`, part: 'statements', kind: 'opinion' },
      body: '充电费每月三十元太贵。',
    }),
  ]
  const ids: number[] = []
  for (const one of said) ids.push(await saveStatement(drafter, id, one))
  return ids
}

export function statementsIn(db: Db, activityId: number) {
  return db
    .select()
    .from(statements)
    .where(eq(statements.activityId, activityId))
    .orderBy(asc(statements.position))
}
