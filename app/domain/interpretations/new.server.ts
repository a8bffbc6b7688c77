import { transact } from '~/app/domain/audit/record.server'
import { planPrefill, takePlanned } from '~/app/domain/interpretation-plans/plan.server'
import type { Ctx } from '~/app/server/context'
import { policyToInterpret } from './desk.server'
import { type DocumentNode, emptyDocument, type InterpretationForm, interpretationForms } from './types'
import { saveInterpretation } from './write.server'

export type NewInterpretation = {
  policy: { id: number; title: string; departmentId: number }
  /** The clause that people do not understand, where that is why it is written. */
  clause: { id: number; label: string } | null
  /** What the form proposes: from the plan, where there is one. */
  proposed: {
    title: string
    form: InterpretationForm
    author: string
    interpreterName: string
    interpreterTitle: string
  }
}

type Asked = { policyId: number; form?: string | null; clauseId?: number | null }

/** The short form with which an interpretation begins, filled in as far as the plan knows it. */
export async function newInterpretationFor(
  ctx: Ctx & { actor: { name: string } },
  asked: Asked,
): Promise<NewInterpretation> {
  const { clauses, ...policy } = await policyToInterpret(ctx, asked.policyId)
  const clause = clauses.find(({ clauseId }) => clauseId === asked.clauseId)
  const named = interpretationForms.find((form) => form === asked.form)
  const form = named ?? (clause ? 'questions' : 'text')
  const planned = await planPrefill(ctx, asked.policyId, form)
  return {
    policy,
    clause: clause ? { id: clause.clauseId, label: clause.label } : null,
    proposed: {
      title: clause ? `《${policy.title}》${clause.label}问答` : planned?.title || `《${policy.title}》解读`,
      form,
      author: planned?.author || ctx.actor.name,
      interpreterName: planned?.interpreterName ?? '',
      interpreterTitle: planned?.interpreterTitle ?? '',
    },
  }
}

type Head = NewInterpretation['proposed'] & { policyId: number; clauseId: number | null }

/** The row, before its text: from here on it is saved, told apart from others, and worked on together. */
export function beginInterpretation(ctx: Ctx, head: Head): Promise<{ interpretationId: number }> {
  return transact(ctx, async (tx) => {
    const { clauseId, ...fields } = head
    const { clauses } = await policyToInterpret(tx, head.policyId)
    const clause = clauses.find((one) => one.clauseId === clauseId)
    const { interpretationId } = await saveInterpretation(tx, {
      ...fields,
      document: startingDocument(head.form, clause),
      revision: 0,
    })
    await takePlanned(tx, { policyId: head.policyId, form: head.form, interpretationId })
    return { interpretationId }
  })
}

type Quoted = { clauseId: number; label: string; text: string }

function startingDocument(form: InterpretationForm, clause: Quoted | undefined): DocumentNode {
  const quotation: DocumentNode[] = clause
    ? [{ type: 'clauseQuote', attrs: { clauseId: clause.clauseId, label: clause.label, text: clause.text } }]
    : []
  const question: DocumentNode[] =
    form === 'questions'
      ? [
          {
            type: 'qa',
            attrs: { clauses: clause ? [clause.clauseId] : [] },
            content: [{ type: 'qaQuestion' }, { type: 'qaAnswer', content: [{ type: 'paragraph' }] }],
          },
        ]
      : []
  const content = [...quotation, ...question, { type: 'paragraph' }]
  return content.length > 1 ? { type: 'doc', content } : emptyDocument
}
