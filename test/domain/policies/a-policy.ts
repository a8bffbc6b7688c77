import { reviewInterpretation, submitInterpretation } from '~/app/domain/interpretations/sign-off.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { reviewPolicy, submitPolicy } from '~/app/domain/policies/sign-off.server'
import { createPolicy, type NewPolicy } from '~/app/domain/policies/write.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { makeOffice } from '~/test/support/office'

export type Office = Awaited<ReturnType<typeof makeOffice>>

export const signingDay = new Date('2026-11-16T10:00:00+08:00')

const finalText = `云岭县既有住宅加装电梯补贴办法
第一条　为了支持既有住宅加装电梯，制定本办法。
第二条　每台电梯补贴二十万元，由县财政承担。
第三条　本办法自2026年12月1日起施行。`

let numbers = 0

export function policyInput(change: Partial<NewPolicy> & { departmentId: number }): NewPolicy {
  numbers += 1
  return {
    parsed: parseText(finalText),
    documentNumber: `岭政办发〔2026〕${numbers}号`,
    indexNumber: `YL-${numbers}`,
    theme: '城乡建设',
    kind: 'normative',
    audience: ['老旧小区居民'],
    signedOn: '2026-11-16',
    effectiveOn: '2026-12-01',
    ...change,
  }
}

/** A drafted policy with the ids of its clauses. */
export async function draftPolicy(office: Office, change: Partial<NewPolicy> = {}, at = signingDay) {
  const { departmentId } = office
  const made = await createPolicy(office.as('drafter', at), policyInput({ departmentId, ...change }))
  const { clauses } = await versionOf(office.citizen(at), made.versionId)
  return { ...made, clauseIds: clauses.map((clause) => clause.clauseId) }
}

export function paragraph(text: string) {
  return { type: 'paragraph', content: [{ type: 'text', text }] }
}

export function interpretationInput(
  policyId: number,
  content: unknown[] = [paragraph('这项补贴让老人下楼更方便，申请只要一张表。')],
) {
  return {
    policyId,
    title: '《加装电梯补贴办法》图解',
    form: 'figure' as const,
    author: '林子衿',
    interpreterName: '贺明川',
    interpreterTitle: '县住建局局长',
    document: { type: 'doc', content } as unknown,
    revision: 0,
  }
}

/** An interpretation of the policy that is signed off and waits for the policy. */
export async function reviewedInterpretation(
  office: Office,
  policyId: number,
  content?: unknown[],
  at = signingDay,
): Promise<number> {
  const { interpretationId } = await saveInterpretation(
    office.as('drafter', at),
    interpretationInput(policyId, content),
  )
  // I3: this short one makes clear what it has to, and no more.
  await submitInterpretation(office.as('drafter', at), interpretationId, { reason: '本篇只说补贴怎么申请。' })
  await reviewInterpretation(office.as('reviewer', at), interpretationId)
  return interpretationId
}

export async function reviewedPolicy(office: Office, policyId: number, at = signingDay): Promise<void> {
  // I2 asks for a plan, or why there is none.
  await submitPolicy(office.as('drafter', at), policyId, { reason: '只出一篇图解，不另写方案。' })
  await reviewPolicy(office.as('reviewer', at), policyId)
}

export function quote(clauseId: number, text: string) {
  return { type: 'clauseQuote', attrs: { clauseId, label: '随便写的', text } }
}
