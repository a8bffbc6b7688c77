import { takeStep } from '~/app/domain/audit/steps.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { recordEarlierPolicy } from '~/app/domain/policies/earlier.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { versionOf } from '~/app/domain/texts/versions.server'
import { createContext } from '~/app/server/context'
import type { Db } from '~/db/client'
import { interpretationInput, type Office, paragraph, policyInput, quote } from '../policies/a-policy'

export const publishedAt = new Date('2026-11-10T10:00:00+08:00')
export const today = new Date('2026-11-20T10:00:00+08:00')

export const firstText = `云岭县既有住宅加装电梯补贴办法
第一条　为了支持既有住宅加装电梯，制定本办法。
第二条　每台电梯补贴二十万元，由县财政承担。
第三条　申请人向县住房城乡建设局提出申请。
第四条　本办法自2026年12月1日起施行。`

export function systemAt(db: Db, now: Date) {
  return createContext(db, { kind: 'system' }, now)
}

/** A public policy of the office; with `replacesId` the next version of that one's text. */
export async function publicPolicy(
  db: Db,
  { departmentId }: Office,
  { text = firstText, at = publishedAt, replacesId }: { text?: string; at?: Date; replacesId?: number } = {},
) {
  const made = await recordEarlierPolicy(systemAt(db, at), {
    ...policyInput({ departmentId, parsed: parseText(text) }),
    ...(replacesId === undefined ? {} : { replacesId, replacesAs: 'amended' as const }),
    publishedAt: at,
  })
  const { clauses } = await versionOf(systemAt(db, at), made.versionId)
  const clauseOf = (label: string) => {
    const clause = clauses.find((one) => one.label === label)
    if (!clause) throw new Error(`the policy has no ${label}`)
    return { id: clause.clauseId, text: clause.body }
  }
  return { ...made, clauseOf }
}

type Clause = { id: number; text: string }

/** A public interpretation that quotes the clauses; gives its id and the anchor of each quotation. */
export async function publicInterpretation(
  db: Db,
  policyId: number,
  clauses: Clause[],
  { at = publishedAt, title = '《加装电梯补贴办法》问答' }: { at?: Date; title?: string } = {},
): Promise<number> {
  const content = clauses.flatMap(({ id, text }) => [
    quote(id, text),
    paragraph('这样规定，是为了让您少跑路。'),
  ])
  const ctx = systemAt(db, at)
  const { interpretationId } = await saveInterpretation(ctx, {
    ...interpretationInput(policyId, content),
    title,
    form: 'questions',
  })
  await takeStep(ctx, { subject: 'interpretation', id: interpretationId, kind: 'published' })
  return interpretationId
}
